//! Corrects what the headers of a table say by what its values say.

use super::headers::{fold_header, matches};
use super::plan::Plan;
use super::row_words::special;
use super::suits::{cells, is_number, most, whole};
use super::words::read_round_word;
use crate::facts::columns::is_missing;
use crate::wikitext::fold;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Words in the names of parties, folded. A column with them in most names is not one of people.
const OF_PARTIES: [&str; 31] = [
    "labour",
    "labor",
    "conservative",
    "conservatives",
    "tory",
    "tories",
    "liberal",
    "democrat",
    "republican",
    "republicans",
    "green",
    "socialist",
    "communist",
    "communists",
    "nationalist",
    "nationalists",
    "party",
    "partei",
    "partido",
    "partito",
    "parti",
    "partij",
    "partia",
    "partiet",
    "alliance",
    "coalition",
    "democrats",
    "socialists",
    "greens",
    "liberals",
    "independents",
];
/// The share of names that must be those of parties, in per cent.
const MOST_PARTIES: usize = 80;
/// Words of headers that number people, parties or rows rather than contests.
const OTHER_NUMBERS: [&str; 16] = [
    "list",
    "liste",
    "lista",
    "party",
    "partei",
    "partido",
    "candidate",
    "kandidat",
    "ballot",
    "serial",
    "rank",
    "position",
    "row",
    "line",
    "place",
    "platz",
];
/// Words of headers and values that tell first votes from second votes.
const TWO_VOTES: [&str; 12] = [
    "stimme",
    "erststimme",
    "zweitstimme",
    "erststimmen",
    "zweitstimmen",
    "first vote",
    "second vote",
    "constituency vote",
    "list vote",
    "regional vote",
    "party vote",
    "electorate vote",
];
/// Meanings that tell the contests of a table apart.
pub(super) const APART: [&str; 9] = ["contest", "office", "body", "seat", "place", "date", "year", "stage", "unit"];

/// Returns true for a name with a word of parties.
pub(super) fn is_of_party(name: &str) -> bool {
    fold(name).split(' ').any(|word| OF_PARTIES.contains(&word))
}

impl Plan {
    /// Corrects what the headers say by what the values say.
    pub(super) fn by_values(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        self.parties_by_name(data);
        if !self.has("votes") && !self.has("share") && self.has_any(&["candidate", "surname"]) {
            self.valid_votes(data);
        }
        self.days_in_office(data, free);
        self.numbered_offices(data, free);
        self.one_at_a_time = self.is_one_at_a_time(data);
        // A part of a count that nothing counts is where somebody holds an office.
        let counts = self.has_any(&["votes", "share", "outcome", "contest", "seats"]) || !self.rounds.is_empty();
        if !counts && !self.has_any(&["office", "seat", "body", "place"]) {
            let units = self.columns.remove("unit").unwrap_or_default();
            let is_ward = |column: &usize| fold_header(&self.headers[*column]).split(' ').any(|word| word == "ward");
            let key = if units.iter().any(is_ward) { "seat" } else { "place" };
            if !units.is_empty() {
                self.columns.insert(key, units);
            }
        }
        self.votes_of_holders(data);
        self.precincts(data);
        self.numbers_of_places(data);
        self.places_apart(data);
        self.contests_by_id(data, free);
        self.counts_apart(data, free);
    }

    /// Takes the votes beside the days in an office for a remark, if each row has days of its own: a list of presidents with
    /// their electoral votes. Those who stood together have no days, or the same.
    fn votes_of_holders(&mut self, data: &[&StringRecord]) {
        let Some(from) = self.column("from").filter(|_| self.has_any(&["to", "term"]) && self.has("candidate")) else {
            return;
        };
        let counted = ["votes", "share"].into_iter().filter_map(|key| self.column(key)).collect::<Vec<_>>();
        let is_told = counted.iter().any(|column| self.told.contains(column));
        if counted.is_empty() || is_told || self.has_any(&["contest", "date", "year", "round", "unit", "outcome"]) {
            return;
        }
        let days: Vec<&str> = cells(from, data).into_iter().filter(|day| !is_missing(day)).collect();
        let different: BTreeSet<&str> = days.iter().copied().collect();
        if days.len() * 2 > data.len() && different.len() * 10 >= days.len() * 9 {
            self.columns.remove("votes");
            self.columns.remove("share");
        }
    }

    /// What `columns` say in a row, to tell rows apart.
    pub(super) fn key(&self, meanings: &[&str], row: &StringRecord) -> Vec<String> {
        let columns = meanings.iter().filter_map(|meaning| self.columns.get(meaning)).flatten();
        columns.map(|column| row.get(*column).unwrap_or("").to_string()).collect()
    }

    /// Takes a column of names for one of parties, if the names are those of parties. A name beside the number of a county
    /// is a county's.
    fn parties_by_name(&mut self, data: &[&StringRecord]) {
        let Some(column) = self.column("candidate") else { return };
        if self.is_sure("candidate") {
            // Parties stand under "Candidate" where all names are theirs.
            let names: Vec<&str> = cells(column, data).into_iter().filter(|name| special(name).is_none()).collect();
            let different: BTreeSet<&str> = names.iter().copied().collect();
            let recur = different.len() > 1 && different.len() * 2 <= names.len();
            if recur && !self.told.contains(&column) && !self.has("party") && names.iter().all(|name| is_of_party(name))
            {
                let columns = self.columns.remove("candidate").unwrap_or_default();
                self.columns.insert("party", columns);
            }
            return;
        }
        let is_code = |header: &String| fold_header(header).split(' ').any(|w| matches!(w, "fips" | "geoid"));
        let code = self.headers.iter().position(is_code);
        if let Some(code) = code.filter(|_| !self.has_any(&["party", "office", "outcome"])) {
            // A county for each number.
            let of = |column: usize| data.iter().filter_map(|row| row.get(column)).collect::<BTreeSet<&str>>().len();
            if of(code) == data.len() || of(code) == of(column) && of(code) > 1 {
                self.columns.remove("candidate");
                return;
            }
        }
        if let Some(party) = self.column("party") {
            // A name that is the party's again.
            let same = data.iter().filter(|row| row.get(column) == row.get(party)).count();
            if same * 2 > data.len() {
                self.columns.remove("candidate");
            }
            return;
        }
        let values = cells(column, data);
        if self.has_any(&["office", "outcome", "contest"]) {
            return;
        }
        let is_short = |text: &str| {
            (2..=4).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_uppercase() || c == 'Ü')
        };
        let is_party = |text: &&&str| is_of_party(text) || is_short(text);
        let of_parties = values.iter().filter(is_party).count() * 100 >= values.len() * MOST_PARTIES;
        // The seats that parties win in one place differ; those that a ward has do not.
        let seats = self.column("seats").is_some_and(|seats| {
            let mut of_place: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
            for row in data {
                of_place.entry(self.key(&APART, row)).or_default().insert(row.get(seats).unwrap_or(""));
            }
            of_place.values().any(|seats| seats.len() > 1)
        });
        if seats || values.len() > 1 && self.has_any(&["votes", "share"]) && of_parties {
            let columns = self.columns.remove("candidate").unwrap_or_default();
            self.columns.insert("party", columns);
        }
    }

    /// Takes "valid votes" for the votes of the candidates, if they differ within a contest.
    fn valid_votes(&mut self, data: &[&StringRecord]) {
        let Some(column) = self.column("valid").filter(|column| !self.told.contains(column)) else { return };
        let mut of_contest: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
        for row in data {
            let Some(value) = row.get(column).filter(|value| !is_missing(value)) else { continue };
            of_contest.entry(self.key(&APART, row)).or_default().insert(value);
        }
        if of_contest.values().any(|values| values.len() > 1) {
            let columns = self.columns.remove("valid").unwrap_or_default();
            self.columns.insert("votes", columns);
        }
    }

    /// Finds the columns of votes and shares that have one round each: "Round 1", "2e tour (%)".
    pub(super) fn votes_of_rounds(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        let words = [
            "round",
            "rd",
            "tour",
            "wahlgang",
            "turno",
            "vuelta",
            "runde",
            "count",
            "runda",
            "runoff",
            "stichwahl",
            "ballottaggio",
            "balotaje",
            "kolo",
            "t1",
            "t2",
            "stage",
        ];
        for column in free.clone() {
            let header = fold_header(&self.headers[column]);
            let of_round = header.split(' ').any(|word| words.contains(&word));
            let values = cells(column, data);
            let of_numbers = values.is_empty() || most(&values, is_number);
            let is_figure = |m: &super::headers::Match| matches!(m.meaning, "round" | "votes" | "share");
            let named = matches(&self.headers[column]);
            // What moves from one count to the next is no count.
            let moves = header
                .split(' ')
                .any(|word| matches!(word, "transfer" | "transfers" | "transferred" | "surplus" | "change"));
            let Some(round) = read_round_word(&header).filter(|_| !moves).filter(|_| {
                of_round && of_numbers && named.first().is_none_or(is_figure) && !header.contains("turnout")
            }) else {
                continue;
            };
            let is_share = header.contains('%')
                || header.split(' ').any(|word| matches!(word, "share" | "pct" | "percent" | "percentage"))
                || most(&values, |text| text.contains('%'));
            let known = self.rounds.entry(round).or_default();
            let slot = if is_share { &mut known.1 } else { &mut known.0 };
            if slot.is_none() {
                *slot = Some(column);
            }
        }
        self.first_preferences(free);
        if self.rounds.len() < 2 || self.rounds.values().any(|(votes, _)| votes.is_none()) {
            self.rounds.clear();
        }
        // A column of shares beside that of the votes.
        let shares = |column: usize| {
            self.headers.get(column + 1).is_some_and(|h| matches(h).iter().any(|m| m.meaning == "share"))
        };
        let beside: Vec<usize> = self.rounds.values().filter_map(|(votes, _)| *votes).filter(|v| shares(*v)).collect();
        if !self.rounds.is_empty() && beside.len() == self.rounds.len() {
            for (votes, share) in self.rounds.values_mut() {
                *share = share.or(votes.map(|votes| votes + 1));
            }
        }
        for column in self.rounds.values().flat_map(|(votes, share)| [*votes, *share]).flatten() {
            free.remove(&column);
        }
        if !self.rounds.is_empty() {
            self.columns.remove("round");
        }
    }

    /// Takes the column of votes for the first of the counts, if those that are numbered begin with the second.
    fn first_preferences(&mut self, free: &BTreeSet<usize>) {
        let taken =
            |column: &usize| self.rounds.values().any(|(votes, share)| [*votes, *share].contains(&Some(*column)));
        let all_of = |meaning: &str| -> Vec<usize> {
            let means = |column: &usize| matches(&self.headers[*column]).iter().any(|m| m.meaning == meaning);
            free.iter().copied().filter(|column| !taken(column) && means(column)).collect()
        };
        if let ([votes], Some((2, _))) = (&all_of("votes")[..], self.rounds.first_key_value()) {
            let shares = all_of("share");
            self.rounds.insert(1, (Some(*votes), (shares.len() == 1).then(|| shares[0])));
        }
    }

    /// Takes a column of numbers that stay the same over blocks of rows for the contest, if nothing else tells the
    /// contests apart.
    fn contests_by_id(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        if self.has_any(&APART) || !self.has_any(&["votes", "share"]) || !self.has_any(&["candidate", "surname"]) {
            return;
        }
        let is_id = |header: &str| {
            let folded = fold_header(header);
            folded.split(' ').any(|w| matches!(w, "id" | "index" | "code" | "key" | "no" | "nr" | "number" | "num"))
                && !folded.split(' ').any(|w| OTHER_NUMBERS.contains(&w))
        };
        let name = ["candidate", "surname", "given"];
        // Several people in a block stood against each other; the rows of one person are parts of a count.
        let of_people = |column: usize| {
            let mut blocks: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
            for row in data {
                blocks.entry(row.get(column).unwrap_or("")).or_default().insert(self.key(&name, row));
            }
            let mut of_name: BTreeMap<&Vec<String>, usize> = BTreeMap::new();
            blocks.values().flatten().for_each(|name| *of_name.entry(name).or_default() += 1);
            let recurring = of_name.values().filter(|blocks| **blocks > 1).count();
            blocks.values().filter(|people| people.len() > 1).count() * 2 > blocks.len()
                && recurring * 2 < of_name.len()
        };
        let in_blocks = |column: usize| {
            let values: Vec<&str> = data.iter().map(|row| row.get(column).unwrap_or("")).collect();
            let runs: Vec<&[&str]> = values.chunk_by(|a, b| a == b).collect();
            let distinct: BTreeSet<&str> = values.iter().copied().collect();
            values.iter().all(|text| whole(text).is_some())
                && distinct.len() == runs.len()
                && runs.len() > 1
                && runs.iter().filter(|run| run.len() > 1).count() * 2 > runs.len()
        };
        let found = free.iter().copied().find(|column| is_id(&self.headers[*column]) && in_blocks(*column));
        if let Some(column) = found {
            free.remove(&column);
            // Those who stand in each of the blocks are counted in parts.
            self.set(if of_people(column) { "seat" } else { "unit" }, column, 0.8);
        }
    }

    /// Takes a column of numbers whose header names an office for one, if several people stood for each number.
    fn numbered_offices(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        if self.has_any(&["office", "seat", "contest"]) || !self.has_any(&["votes", "share", "outcome"]) {
            return;
        }
        let names_office = |column: &usize| matches(&self.headers[*column]).iter().any(|m| m.meaning == "office");
        let of_several = |column: &usize| {
            let mut people: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
            let name = ["candidate", "surname", "given", "year", "date", "place"];
            for row in data {
                people.entry(row.get(*column).unwrap_or("")).or_default().insert(self.key(&name, row));
            }
            // A rank has one number of each contest for each of its people.
            let keys: BTreeSet<Vec<String>> = data.iter().map(|row| self.key(&APART, row)).collect();
            keys.len() == 1 && people.len() > 1 && people.values().all(|people| people.len() > 1)
        };
        let found = free.iter().copied().filter(names_office).find(of_several);
        if let Some(column) = found {
            free.remove(&column);
            self.set("office", column, 0.8);
        }
    }

    /// Finds the column that alone tells apart the rows of one name in one contest, as first and second votes are.
    fn counts_apart(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        if self.has_any(&["unit", "mode", "round"]) || !self.has("votes") || !self.rounds.is_empty() {
            return;
        }
        let name = ["candidate", "surname", "given", "party"];
        let keys: Vec<&str> = APART.into_iter().chain(name).collect();
        let mut groups: BTreeMap<Vec<String>, Vec<&StringRecord>> = BTreeMap::new();
        data.iter().for_each(|row| groups.entry(self.key(&keys, row)).or_default().push(*row));
        let repeated: Vec<&Vec<&StringRecord>> = groups.values().filter(|rows| rows.len() > 1).collect();
        if repeated.is_empty() || repeated.len() * 2 < groups.len() {
            return;
        }
        let tells = |column: &usize| {
            let all: BTreeSet<&str> = data.iter().filter_map(|row| row.get(*column)).collect();
            let header = fold_header(&self.headers[*column]);
            let says = |text: &str| TWO_VOTES.iter().any(|word| fold(text) == *word);
            (2..=4).contains(&all.len())
                && (header.split(' ').any(|word| TWO_VOTES.contains(&word)) || all.iter().all(|value| says(value)))
                && repeated.iter().all(|rows| {
                    let own: BTreeSet<&str> = rows.iter().filter_map(|row| row.get(*column)).collect();
                    own.len() == rows.len()
                })
        };
        let distinct = |column: usize| data.iter().filter_map(|row| row.get(column)).collect::<BTreeSet<&str>>().len();
        let mut found: Vec<(usize, usize)> = free.iter().filter(|c| tells(c)).map(|c| (distinct(*c), *c)).collect();
        found.sort_unstable();
        let is_only = found.len() == 1 || found.len() > 1 && found[0].0 < found[1].0;
        if let Some((_, column)) = found.first().copied().filter(|_| is_only) {
            free.remove(&column);
            self.apart = Some(column);
        }
    }

    /// Returns the header of a column of numbers without a meaning, if several people have one seat or place and nothing
    /// says when they held an office: they rather stood there.
    pub(super) fn may_be_votes(&self, data: &[&StringRecord]) -> Option<&str> {
        let mut of_seat: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        data.iter().for_each(|row| *of_seat.entry(self.key(&["seat", "place"], row)).or_default() += 1);
        if of_seat.values().filter(|people| **people > 1).count() * 2 < of_seat.len() {
            return None;
        }
        let other = [
            "age",
            "alter",
            "phone",
            "telephone",
            "tel",
            "fax",
            "zip",
            "postcode",
            "plz",
            "code",
            "id",
            "no",
            "nr",
            "number",
            "year",
            "born",
            "order",
            "rank",
            "km",
            "population",
            "majority",
            "margin",
        ];
        let says_other =
            |column: &usize| fold_header(&self.headers[*column]).split(' ').any(|word| other.contains(&word));
        let unused = (0..self.headers.len()).filter(|column| self.meaning_of(*column).is_none() && !says_other(column));
        let varied = |column: &usize| {
            let values = cells(*column, data);
            let different: BTreeSet<&str> = values.iter().copied().collect();
            !values.is_empty()
                && values.iter().all(|text| whole(text).is_some_and(|number| number > 100.0))
                && different.len() * 2 > data.len()
        };
        unused.into_iter().find(varied).map(|column| self.headers[column].as_str())
    }
}
