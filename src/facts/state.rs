//! Converts a page's templates to facts: finds the contest of each table, and states what the table says.

use super::ballot::is_option;
use super::citation::no_sources;
use super::citation::{Citation, Confidence, MOST_QUOTED};
use super::contest_of::{date_of_heading, is_infobox, is_table_of, office_of, rounds_of, title_of};
use super::elected;
use super::fact::{
    CandidacySays, ContestSays, Holder, OptionSays, PersonSays, RoundSays, Statement, SuccessionSays, TenureSays,
};
use super::mention::ContestMention;
use super::page_contests::linked_names;
use super::record::{
    CandidateRecord, ElectionRecord, HolderRecord, Lines, Names, Neighbour, OfficeRecord, PageRecord, SeatRecord,
    SuccessionRecord,
};
use super::same_spell::is_same_spell;
use super::vocabulary::{Began, Ended, Kind, Outcome, Selectorate};
use super::{Facts, Title};
use crate::wikitext::{Date, Quantity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts of a citation that all facts of a page share.
pub(super) struct Place<'a> {
    pub file: &'a Arc<str>,
    pub title: &'a str,
    pub revision: Option<u64>,
    /// The page's lines, from which citations quote.
    pub lines: Vec<&'a str>,
}

impl Place<'_> {
    pub(super) fn citation(&self, line: usize, confidence: Confidence) -> Citation {
        let quote = self.lines.get(line.saturating_sub(1)).unwrap_or(&"").trim();
        Citation {
            confidence,
            file: Arc::clone(self.file),
            line,
            page: self.title.into(),
            revision: self.revision,
            quote: quote.chars().take(MOST_QUOTED).collect::<String>().into(),
            sources: no_sources(),
        }
    }
}

/// States everything that a record says.
pub(super) fn state(record: &PageRecord, place: &Place<'_>, facts: &mut Facts) {
    let linked = linked_names(record);
    let mut writer = Writer { place, facts, confidence: Confidence::Infobox, linked };
    let main = record.elections.iter().position(|e| is_infobox(e) && !e.embedded);
    let (rounds, last) = main.map(|main| rounds_of(record, main)).unwrap_or_default();
    for (index, election) in record.elections.iter().enumerate() {
        writer.confidence = if is_infobox(election) { Confidence::Infobox } else { Confidence::ResultTable };
        if let Some(round) = rounds.get(index).copied().flatten() {
            let is_last = round > 1 && round == last;
            writer.round(&ContestMention::titled(record.title.clone()), election, round, is_last);
            continue;
        }
        let own = Some(index) == main
            || main.is_some_and(|m| !is_infobox(election) && is_table_of(&record.elections[m], election));
        let contest = match (own, &election.stage) {
            (true, None) => record.title.clone(),
            (false, None) if election.primary => format!("{}, primary", title_of(record, election)),
            (_, Some(stage)) => {
                let title = title_of(record, election);
                // Behind the primary in one table.
                let of_primary = [" Primary election", " primary election", " primary"];
                let bare =
                    of_primary.iter().find_map(|end| title.strip_suffix(end)).filter(|_| stage.starts_with("general"));
                format!("{}, {stage}", bare.unwrap_or(&title))
            }
            _ => title_of(record, election),
        };
        writer.election(&ContestMention::titled(contest), election, own);
    }
    for tie in &record.ties {
        let citation = place.citation(tie.line, Confidence::Infobox);
        writer.facts.state(Statement::Tie(Box::new(tie.says.clone())), citation);
    }
    writer.confidence = Confidence::ResultTable;
    writer.holders(&record.holders);
    // A page with succession boxes is about the person in them, even if no infobox says so.
    let in_boxes = || Some(&record.title).filter(|_| record.elections.iter().all(|e| !is_infobox(e)));
    let person = record.person.as_ref().or_else(|| in_boxes().filter(|_| !record.successions.is_empty()));
    if let Some(person) = person {
        writer.confidence = Confidence::Infobox;
        for office in &record.offices {
            writer.office(person, office);
        }
        // Without an office or a succession the page is about nobody in the graph, unless other pages link to it.
        if !record.offices.is_empty() || !record.successions.is_empty() {
            writer.life(person, record);
        }
        writer.confidence = Confidence::ResultTable;
        for row in record.successions.iter().filter(|s| !s.nomination && s.kind.is_none()) {
            if !record.offices.iter().any(|o| is_same_spell(o, row)) {
                writer.succession(person, row);
            }
        }
    }
}

pub(super) struct Writer<'a, 'f> {
    place: &'a Place<'a>,
    facts: &'f mut Facts,
    confidence: Confidence,
    /// The titles that names of candidates link to elsewhere on the page.
    linked: BTreeMap<&'a str, &'a str>,
}

impl Writer<'_, '_> {
    /// Returns the title of the page.
    pub(super) const fn title(&self) -> &str {
        self.place.title
    }

    pub(super) fn say(&mut self, statement: Statement, lines: &Lines, key: &str) {
        let line = lines.get(key).or_else(|| lines.values().min()).copied().unwrap_or(1);
        let citation = self.place.citation(line, self.confidence);
        self.facts.state(statement, citation);
    }

    pub(super) fn contest(&mut self, contest: &ContestMention, says: ContestSays, lines: &Lines, key: &str) {
        self.say(Statement::Contest { contest: contest.clone(), says }, lines, key);
    }

    fn election(&mut self, contest: &ContestMention, election: &ElectionRecord, own: bool) {
        let lines = &election.lines;
        self.contest(contest, ContestSays::Documented, lines, "election");
        let kind = Title::read(&contest.title).kind();
        let worded = election.kind.as_deref().and_then(Kind::read);
        let referendum = (!election.options.is_empty()).then_some(Kind::Referendum);
        let kind = referendum.or((kind != Kind::Other).then_some(kind)).or(worded);
        if let Some(kind) = kind {
            self.contest(contest, ContestSays::Kind(kind), lines, "type");
        }
        if let Some(word) = election.vote_type.as_deref().and_then(Selectorate::of_words) {
            self.contest(contest, ContestSays::Selectorate(word, None), lines, "vote_type");
        }
        if let Some(country) = &election.country {
            self.contest(contest, ContestSays::Country(country.clone()), lines, "country");
        }
        if let Some(office) = office_of(election, &contest.title, kind) {
            self.contest(contest, ContestSays::Office(office), lines, "title");
        }
        if let Some(party) = Title::read(&contest.title).party() {
            self.contest(contest, ContestSays::Party(party), lines, "election");
        }
        let stated = election.date;
        // A table of results names its date in the heading, if at all.
        let headed = || date_of_heading(&election.election).filter(|_| !is_infobox(election));
        if let Some(date) = stated.or_else(headed) {
            self.contest(contest, ContestSays::Date(date), lines, if stated.is_some() { "date" } else { "election" });
        }
        if own {
            self.links(contest, election);
        }
        let ballots = if lines.contains_key("turnout_votes") { "turnout_votes" } else { "turnout" };
        for (count, key, says) in [
            (election.electorate, "electorate", ContestSays::Electorate as fn(Quantity) -> ContestSays),
            (election.turnout_votes, ballots, ContestSays::Ballots),
        ] {
            if let Some(count) = count {
                self.contest(contest, says(Quantity::exact(count)), lines, key);
            }
        }
        if let Some(turnout) = election.turnout {
            self.contest(contest, ContestSays::Turnout(turnout), lines, "turnout");
        }
        if let Some(total) = election.total_votes.or(election.total) {
            self.contest(contest, ContestSays::Total(total), lines, "total_votes");
        }
        for (count, key, says) in [
            (election.majority, "majority", ContestSays::Majority as fn(u64) -> ContestSays),
            (election.invalid, "invalid", ContestSays::Invalid),
        ] {
            if let Some(count) = count {
                self.contest(contest, says(count), lines, key);
            }
        }
        let round = self.rounds(contest, election);
        if let Some(valid) = election.valid.filter(|_| election.round_counts.is_empty()) {
            self.contest(contest, ContestSays::Round(round, RoundSays::Valid(valid)), lines, "valid");
        }
        for (index, counts) in election.round_counts.iter().enumerate() {
            self.round_counts(contest, &counts.told_apart(&election.candidates, index), index + 1);
        }
        for option in &election.options {
            let says = OptionSays::of(option.option.as_str(), option.votes, option.percent);
            self.contest(contest, ContestSays::Round(1, says), &option.lines, "votes");
        }
        let marked = election.winner.iter().flat_map(Names::iter);
        let mut winners: Vec<&str> =
            marked.chain(elected::by_party(election)).chain(elected::by_rows(election)).collect();
        // Two go on from a primary of all parties, and nobody is elected.
        if election.primary && winners.len() > 1 {
            winners.clear();
        }
        for candidate in &election.candidates {
            self.candidate(contest, candidate, round, &winners);
        }
        self.preferred(contest, election, round + 1);
        self.alliances(contest, election);
    }

    /// States the count of two candidates after preferences, which decides: the round behind the others.
    fn preferred(&mut self, contest: &ContestMention, election: &ElectionRecord, round: usize) {
        let stands = |row: &&CandidateRecord| election.candidates.iter().any(|c| c.name == row.name);
        for row in election.preferred.iter().filter(stands) {
            let Some(Names::One(name)) = &row.name else { continue };
            let person: Arc<str> = self.linked.get(name.as_str()).copied().unwrap_or(name).into();
            let votes = row.votes.map(|votes| CandidacySays::Votes(round, votes));
            let share = row.percent.map(|share| CandidacySays::Share(round, share));
            for says in [Some(CandidacySays::Stood(round)), votes, share].into_iter().flatten() {
                let statement = Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says };
                self.say(statement, &row.lines, "votes");
            }
        }
    }

    /// States the previous and next contests, and the holders before and after.
    fn links(&mut self, contest: &ContestMention, election: &ElectionRecord) {
        let lines = &election.lines;
        for (title, key, says) in [
            (&election.previous, "previous", ContestSays::Previous as fn(ContestMention) -> ContestSays),
            (&election.next, "next", ContestSays::Next),
        ] {
            // A bare year does not name a contest.
            if let Some(title) = title.as_ref().filter(|t| t.len() > 8 && t.contains(' ')) {
                self.contest(contest, says(ContestMention::titled(title.clone())), lines, key);
            }
        }
        for (holder, key, says) in [
            (&election.before, "before", ContestSays::Before as fn(Holder) -> ContestSays),
            (&election.after, "after", ContestSays::After),
        ] {
            if let Some(Names::One(name)) = holder.names() {
                self.contest(contest, says(Holder::Person(name.clone())), lines, key);
            }
        }
    }

    pub(super) fn candidate(
        &mut self,
        contest: &ContestMention,
        candidate: &CandidateRecord,
        round: usize,
        winners: &[&str],
    ) {
        let lines = &candidate.lines;
        if let (Some(party), Some(colour)) = (&candidate.party, &candidate.colour) {
            let says = Statement::PartyColour { party: party.clone(), colour: colour.clone() };
            self.say(says, lines, "colour");
        }
        let group = candidate.write_in && is_group(&candidate.display);
        let names: Vec<&str> = candidate.name.iter().flat_map(Names::iter).collect();
        let [name] = names.as_slice() else {
            self.option(contest, candidate, round);
            return;
        };
        if group || is_option(name) || is_group(&candidate.display) {
            self.option(contest, candidate, round);
            return;
        }
        let person: Arc<str> = self.linked.get(name).copied().unwrap_or(name).into();
        self.running_mates(contest, candidate, &person);
        let mut says = |says: CandidacySays, key: &str| {
            let statement = Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says };
            self.say(statement, lines, key);
        };
        if let Some(number) = candidate.row {
            says(CandidacySays::Number(number), "name");
        }
        // Beside figures of earlier rounds, the row's own figures are those of the deciding round.
        let own =
            if candidate.rounds.is_empty() { Some(round) } else { Some(round).filter(|r| *r > candidate.rounds.len()) };
        if let Some(round) = own.filter(|_| candidate.rounds.is_empty() || candidate.votes.is_some()) {
            says(CandidacySays::Stood(round), "name");
            if let Some(votes) = candidate.votes {
                says(CandidacySays::Votes(round, votes), "votes");
            }
            if let Some(share) = candidate.percent {
                says(CandidacySays::Share(round, share), "percent");
            }
        }
        let mut last = 0;
        for (index, figures) in candidate.rounds.iter().enumerate() {
            if figures.votes.is_none() && figures.percent.is_none() {
                continue;
            }
            last = index + 1;
            says(CandidacySays::Stood(last), "rounds");
            if let Some(votes) = figures.votes {
                says(CandidacySays::Votes(last, votes), "rounds");
            }
            if let Some(share) = figures.percent {
                says(CandidacySays::Share(last, share), "rounds");
            }
        }
        if let Some(party) = &candidate.party {
            says(CandidacySays::Party(party.clone()), "party");
        }
        if candidate.incumbent {
            says(CandidacySays::Incumbent, "name");
        }
        let outcome = if winners.contains(name) {
            Some(Outcome::Elected)
        } else if last > 0 && last < candidate.rounds.len() {
            Some(Outcome::Eliminated)
        } else {
            (!winners.is_empty() || candidate.lost).then_some(Outcome::Lost)
        };
        if let Some(outcome) = outcome {
            says(CandidacySays::Outcome(outcome), "name");
        }
    }

    /// States a row that is not a person: a party, write-in votes, or all others.
    fn option(&mut self, contest: &ContestMention, candidate: &CandidateRecord, round: usize) {
        for (index, of_round) in candidate.rounds.iter().enumerate() {
            if of_round.votes.is_some() || of_round.percent.is_some() {
                let says = OptionSays::of(candidate.display.clone(), of_round.votes, of_round.percent);
                self.contest(contest, ContestSays::Round(index + 1, says), &candidate.lines, "rounds");
            }
        }
        if candidate.votes.is_none() && candidate.percent.is_none() {
            return;
        }
        let name = candidate.display.clone();
        let says = OptionSays::of(name, candidate.votes, candidate.percent);
        self.contest(contest, ContestSays::Round(round, says), &candidate.lines, "votes");
    }

    fn office(&mut self, person: &str, office: &OfficeRecord) {
        let (from, to) = (office.start, office.end);
        if let ([first, .., last], true) = (office.seats.as_slice(), from.is_some() || to.is_some()) {
            for seat in &office.seats {
                let goes_on = office.incumbent && seat.end.is_none();
                self.tenure(person, office, Some(&seat.seat), (seat.start, seat.end), goes_on);
            }
            let (before, after) = (&office.predecessor, &office.successor);
            let name = |seat: &SeatRecord| office_name(office, Some(&seat.seat));
            self.neighbours(&name(first), person, (before, &Neighbour::NotSaid), (from, first.end), &office.lines);
            self.neighbours(&name(last), person, (&Neighbour::NotSaid, after), (last.start, to), &office.lines);
            return;
        }
        let seat = office.constituency.as_deref();
        if from.is_some() || to.is_some() {
            self.tenure(person, office, seat, (from, to), office.incumbent && to.is_none());
        }
        let name = office_name(office, seat);
        self.neighbours(&name, person, (&office.predecessor, &office.successor), (from, to), &office.lines);
    }

    fn tenure(
        &mut self,
        person: &str,
        office: &OfficeRecord,
        seat: Option<&str>,
        (from, to): (Option<Date>, Option<Date>),
        goes_on: bool,
    ) {
        let acting = office.office.to_lowercase().starts_with("acting ");
        let tenure = TenureSays {
            office: office_name(office, seat),
            person: person.to_string(),
            from,
            to,
            began: acting.then_some(Began::Acting).or(office.provisional),
            ended: goes_on.then_some(Ended::InOffice),
            ..TenureSays::default()
        };
        self.say(Statement::Tenure(Box::new(tenure)), &office.lines, "office");
    }

    /// States the tenures of a list, and who followed whom where one began as another ended.
    fn holders(&mut self, holders: &[HolderRecord]) {
        for (at, holder) in holders.iter().enumerate() {
            let Names::One(person) = &holder.name else { continue };
            let tenure = TenureSays {
                office: holder.office.clone(),
                person: person.clone(),
                from: holder.start,
                to: holder.end,
                party: holder.party.clone(),
                began: holder.provisional,
                ended: holder.in_office.then_some(Ended::InOffice),
                ..TenureSays::default()
            };
            self.say(Statement::Tenure(Box::new(tenure)), &holder.lines, "name");
            // The neighbour above in a list that begins with the first, below in one that begins with the last.
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|i| holders.get(i));
            let before = beside.into_iter().find(|other| {
                other.office == holder.office
                    && other.name != holder.name
                    && (meets(other.end, holder.start) || holder.follows && other.start < holder.start)
            });
            if let Some(Names::One(before)) = before.map(|before| &before.name) {
                let says = SuccessionSays::beside(&holder.office, person, before.clone(), true);
                self.say(Statement::Succession(Box::new(says)), &holder.lines, "name");
            }
        }
    }

    fn succession(&mut self, person: &str, row: &SuccessionRecord) {
        let office = match &row.constituency {
            Some(place) => format!("{} for {place}", row.title),
            None => row.title.clone(),
        };
        let (from, to) = (row.start, row.end);
        let tenure = TenureSays {
            office: office.clone(),
            person: person.to_string(),
            from,
            to,
            ended: (row.incumbent || row.in_office).then_some(Ended::InOffice),
            ..TenureSays::default()
        };
        if from.is_some() {
            self.say(Statement::Tenure(Box::new(tenure)), &row.lines, "title");
        }
        self.neighbours(&office, person, (&row.predecessor, &row.successor), (from, to), &row.lines);
    }

    /// States when a person was born and died.
    fn life(&mut self, person: &str, record: &PageRecord) {
        let dates =
            [("born", record.life.born.map(PersonSays::Born)), ("died", record.life.died.map(PersonSays::Died))];
        for (key, says) in dates {
            if let Some(says) = says {
                self.say(Statement::Person { person: person.into(), says }, &record.life.lines, key);
            }
        }
    }

    /// States who came before and after, if that is one person in each case.
    fn neighbours(
        &mut self,
        office: &str,
        person: &str,
        (before, after): (&Neighbour, &Neighbour),
        (from, to): (Option<Date>, Option<Date>),
        lines: &Lines,
    ) {
        let says = |from: &str, to: &str, left: Option<Date>| SuccessionSays {
            office: office.to_string(),
            from: from.to_string(),
            to: to.to_string(),
            left,
            ended: None,
            began: None,
            contest: None,
        };
        if let Some(Names::One(before)) = before.names() {
            self.say(Statement::Succession(Box::new(says(before, person, from))), lines, "predecessor");
        }
        if let Some(Names::One(after)) = after.names() {
            self.say(Statement::Succession(Box::new(says(person, after, to))), lines, "successor");
        }
    }
}

/// The longest pause between two tenures that follow each other, in days.
const PAUSE: i64 = 31;

/// Returns true if a tenure began when another had just ended.
fn meets(end: Option<Date>, start: Option<Date>) -> bool {
    let (Some(end), Some(start)) = (end, start) else { return false };
    match (end.days(), start.days()) {
        ((Some(first), Some(last)), (Some(from), Some(to))) => from <= last + PAUSE && to >= first,
        _ => false,
    }
}

/// Returns the name of an office with its seat.
pub(super) fn office_name(office: &OfficeRecord, seat: Option<&str>) -> String {
    // The qualifier only tells pages apart.
    let is_of_seat =
        |text: &str| ["constituency)", "electoral district)", "electorate)"].iter().any(|end| text.ends_with(end));
    let bare = |place: &str| place.rfind(" (").filter(|_| is_of_seat(place)).map_or(place.len(), |at| at);
    let seat = seat.map(|place| &place[..bare(place)]);
    let name = match seat {
        // "57th" alone is a district.
        Some(place) if place.len() < 6 && place.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{} for district {place}", office.office)
        }
        Some(place) => format!("{} for {place}", office.office),
        None => office.office.clone(),
    };
    name.trim_start_matches("Acting ").to_string()
}

/// Returns true if a row stands for several people together.
fn is_group(display: &str) -> bool {
    let folded = super::templates::word(display);
    let words = &super::templates::templates().words;
    words.write_in.contains(&folded) || words.others.contains(&folded)
}
