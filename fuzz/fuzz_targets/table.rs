//! The reader of any table: the first byte chooses the header, the second what the user says.
#![no_main]

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::{self, DayOrder, Hints};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

const HEADS: [&str; 8] = [
    "Kandidat/in;Partei;Stimmen;%;Wahltag\n",
    "county,precinct,office,district,party,candidate,votes\n",
    "id,name,office,start_date,end_date,replaces\n",
    "Name\tTerm\tSeat\tBirth year\n",
    "Party,Year,Votes,Seats\n",
    "Election,,Candidate,Votes,Share,Elected?\n",
    "stateabb,ccode,leadid,leader,sdate,smonth,syear,emonth,eyear,birthyear\n",
    "",
];

fuzz_target!(|data: &[u8]| {
    let [head, hint, rest @ ..] = data else { return };
    let table = [HEADS[usize::from(*head) % HEADS.len()].as_bytes(), rest].concat();
    let mut reading = source::read_text("2001__vt__table.csv", &table);
    let mut hints = Hints::default();
    hints.dates = [None, Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst)][usize::from(*hint) % 3];
    if *hint > 127 {
        hints.add_column("1=candidate");
    }
    reading.set_hints(&Arc::new(hints));
    let facts = hustings_fuzz::bounded(table.len(), 8 << 20, || Facts::extract(&reading.pages));
    PoliticalGraph::build(&facts, &Overrides::default());
});
