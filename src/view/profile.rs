//! All that is known of a person, contest, office or party, each line with its citations.

use super::table::{Cell, Table};
use super::{listing, people};
use crate::analysis::figures::Figures;
use crate::analysis::measures::{RoundChoice, of_contest};
use crate::analysis::rivals;
use crate::analysis::succession::{self, Spell};
use crate::analysis::ties;
use crate::graph::properties::{At, Property, Visit};
use crate::graph::property_value::PropertyValue;
use crate::graph::{
    Candidacy, CitationId, Contest, ContestId, Found, MOST_STOOD, Node, OfficeId, PartyId, PersonId, PoliticalGraph,
    Round, Tenure, Values,
};
use crate::identity::Verdict;
use crate::view::words::{self, counted, say_meetings};
use crate::wikitext::number::{disputed, grouped};

/// A profile under construction.
struct Profile<'g> {
    graph: &'g PoliticalGraph,
    table: Table,
}

/// Returns the profile of a person, contest, office or party, as rows of section, statement and citations.
pub fn of(graph: &PoliticalGraph, found: Found) -> Table {
    let mut profile = Profile { graph, table: Table::new(&["section", "statement", "citations"]) };
    match found {
        Found::Person(id) => profile.person(id),
        Found::Contest(id) => profile.contest(id),
        Found::Office(id) => profile.office(id),
        Found::Party(id) => profile.party(id),
    }
    profile.table
}

impl Profile<'_> {
    fn line(&mut self, section: &str, text: String, places: &[CitationId]) {
        let mut places: Vec<CitationId> = places.to_vec();
        places.sort_unstable();
        places.dedup();
        let places: Vec<String> = places.iter().map(|id| self.graph.citation(*id).to_string()).collect();
        let places = if places.is_empty() { Cell::Empty } else { Cell::List(places) };
        self.table.push(vec![Cell::text(section), Cell::text(text), places]);
    }

    /// Adds a line for every value of a property. If there are several, marks the preferred one.
    fn values<T: PartialEq>(&mut self, section: &str, label: &str, values: &Values<T>, say: impl Fn(&T) -> String) {
        let many = values.all().len() > 1;
        for (i, value) in values.all().iter().enumerate() {
            let mark = match (many, i) {
                (true, 0) => " (preferred)",
                (true, _) => " (also given)",
                _ => "",
            };
            self.line(section, format!("{label}: {}{mark}", say(&value.value)), &value.citations);
        }
    }

    fn person(&mut self, id: PersonId) {
        let graph = self.graph;
        let person = graph.person(id);
        self.line("person", person.name.clone(), &[]);
        let others: Vec<&str> = person.spellings.iter().filter(|s| **s != person.name).map(String::as_str).collect();
        if !others.is_empty() {
            let candidacies = person.candidacies.iter().flat_map(|c| &graph.candidacy(*c).named);
            let mut places: Vec<CitationId> = Vec::new();
            for other in &others {
                // One citation of each name is enough in one line.
                let named = person.named.iter().chain(candidacies.clone());
                places.extend(named.filter(|(name, _)| name == other).map(|(_, id)| *id).min());
            }
            self.line("person", format!("also written {}", others.join(", ")), &places);
        }
        self.values("person", "born", &person.born, |date| date.to_string());
        self.values("person", "died", &person.died, |date| date.to_string());
        for id in person.ids.all() {
            self.line("person", format!("id {}", id.value), &id.citations);
        }
        for tenure in person.tenures.iter().map(|id| graph.tenure(*id)) {
            self.line("tenures", say_tenure(graph, tenure, true), &tenure.citations);
        }
        for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
            let contest = graph.contest(candidacy.contest);
            let mut places = candidacy.stood.clone();
            places.extend(candidacy.outcome.all().iter().flat_map(|o| o.citations.iter().copied()));
            let text = format!("{}{}: {}", say_date(contest), contest.title, say_candidacy(graph, contest, candidacy));
            self.line("contests", text, &places);
        }
        for seen in ties::of(graph, Node::Person(id)) {
            let text = format!("{}: {}", listing::tie_in_words(seen.tie, Node::Person(id)), graph.label_of(seen.to));
            self.line("ties", text, &seen.tie.citations);
        }
        let candidacies = || person.candidacies.iter().map(|id| graph.candidacy(*id));
        let roles = candidacies().flat_map(|c| c.roles.all().iter().map(move |role| ("roles", c.contest, role)));
        let others = candidacies().flat_map(|c| c.others.all().iter().map(move |o| ("other columns", c.contest, o)));
        for (heading, contest, said) in roles.chain(others) {
            self.line(heading, format!("{}: {}", graph.contest(contest).title, said.value), &said.citations);
        }
        for rivalry in rivals::of_person(graph, id, false) {
            let other = if rivalry.a == id { rivalry.b } else { rivalry.a };
            let text = format!(
                "{}: {}; elected {} to {}, ahead {} to {}",
                graph.person(other).name,
                say_meetings(rivalry.documented(), rivalry.stated()),
                rivalry.won(id),
                rivalry.won(other),
                rivalry.ahead(id),
                rivalry.ahead(other)
            );
            self.line("rivals", text, &[]);
        }
        if let Some(sure) = people::certainty(graph, person) {
            self.line("identity", sure, &[]);
        }
        for j in graph
            .judgements()
            .iter()
            .filter(|j| person.spellings.contains(&j.name_a) || person.spellings.contains(&j.name_b))
        {
            if j.verdict != Verdict::Same {
                continue;
            }
            let text = if j.name_a == j.name_b {
                format!("'{}' is one person in {}: {}", j.name_a, j.series, j.reason)
            } else {
                format!("'{}' and '{}' are one person: {}", j.name_a, j.name_b, j.reason)
            };
            self.line("identity", text, &[]);
        }
    }

    fn contest(&mut self, id: ContestId) {
        let graph = self.graph;
        let contest = graph.contest(id);
        let evidence = if contest.documented { "documented" } else { "stated: sources only mention it" };
        self.line("contest", format!("{} ({evidence})", contest.title), &contest.citations);
        if let Some(office) = contest.office {
            self.line("contest", format!("office: {}", graph.office(office).name), &[]);
        }
        if let Some(party) = contest.party {
            self.line("contest", format!("party: {}", graph.party(party).name), &[]);
        }
        self.line("contest", format!("kind: {}", contest.kind.label()), &[]);
        contest.visit_own(&mut StatedLines { profile: self, contest });
        contest.rounds.iter().for_each(|round| self.round(contest, round));
        for candidacy in graph.candidacies_of(id) {
            let mut places = candidacy.stood.clone();
            places.extend(candidacy.outcome.first().iter().flat_map(|o| o.citations.iter().copied()));
            let name = &graph.person(candidacy.person).name;
            self.line("candidates", format!("{name}: {}", say_candidacy(graph, contest, candidacy)), &places);
            for other in candidacy.outcome.all().iter().skip(1) {
                self.line("candidates", format!("{name}: {} (also given)", other.value.label()), &other.citations);
            }
        }
        for m in of_contest(graph, contest, RoundChoice::All, false).iter().filter(|m| m.effective_number.is_some()) {
            let number =
                m.effective_number.map(|n| format!("effective number of candidates {n:.2}")).unwrap_or_default();
            let margin = m.margin_points.map(|p| format!(", margin {p:.2} points")).unwrap_or_default();
            self.line("measures", format!("round {}: {number}{margin} ({})", m.round, m.denominator.say()), &[]);
        }
        let holder = |p: &Option<PersonId>| p.map_or("vacant".to_string(), |p| graph.person(p).name.clone());
        self.values("office", "holder before", &contest.before, holder);
        self.values("office", "holder after", &contest.after, holder);
        self.values("series", "previous", &contest.previous, |c| graph.contest(*c).title.clone());
        self.values("series", "next", &contest.next, |c| graph.contest(*c).title.clone());
        self.values("notes", "note", &contest.notes, Clone::clone);
        for dispute in &contest.disputes {
            let values: Vec<&str> = dispute.values.iter().map(|(v, _)| v.as_str()).collect();
            self.line("disputed", format!("{}: {}", dispute.about, values.join(" or ")), &[dispute.citation]);
        }
        // A page that only names the contest as a neighbour of another one is not a source of it.
        let mut own: Vec<CitationId> = Vec::new();
        contest.places(&mut |id| own.push(id));
        graph.candidacies_of(id).for_each(|c| c.places(&mut |id| own.push(id)));
        if own.is_empty() {
            own.clone_from(&contest.citations);
        }
        let mut sources: Vec<&String> = own.iter().flat_map(|id| graph.citation(*id).sources.iter()).collect();
        sources.sort();
        sources.dedup();
        for source in sources {
            self.line("sources", source.clone(), &[]);
        }
    }

    /// Adds what sources state of a round, with each candidate's figures.
    fn round(&mut self, contest: &Contest, round: &Round) {
        let graph = self.graph;
        let section = format!("round {}", round.number);
        if round.annulled {
            self.line(&section, "annulled: counts only with --include-annulled".into(), &[]);
        }
        self.values(&section, "date", &round.dates, |d| d.long());
        self.values(&section, "called", &round.label, Clone::clone);
        self.values(&section, "selectorate", &round.selectorate, |s| s.label().to_string());
        self.values(&section, "electorate", &round.electorate, ToString::to_string);
        self.values(&section, "turnout", &round.turnout, |t| format!("{t}%"));
        self.values(&section, "ballots cast", &round.cast, ToString::to_string);
        self.values(&section, "valid votes", &round.valid, |v| grouped(*v));
        for candidacy in graph.candidacies_of(contest.id).filter(|c| c.stood_in(round.number)) {
            let Some(result) = candidacy.round(round.number) else { continue };
            let name = &graph.person(candidacy.person).name;
            self.values(&section, &format!("{name}, votes"), &result.votes, |v| grouped(*v));
            self.values(&section, &format!("{name}, share"), &result.shares, |s| format!("{s}%"));
        }
        for option in round.options.all() {
            let votes = option.value.votes.map(|v| format!(" {} votes", grouped(v))).unwrap_or_default();
            let share = option.value.share.map(|s| format!(" {s}%")).unwrap_or_default();
            self.line(&section, format!("{}:{votes}{share}", option.value.name), &option.citations);
        }
        self.values(&section, "note", &round.notes, Clone::clone);
    }

    fn office(&mut self, id: OfficeId) {
        let graph = self.graph;
        self.line("office", graph.office(id).name.clone(), &[]);
        for spell in succession::of_office(graph, id) {
            match spell {
                Spell::Held(id) => {
                    let tenure = graph.tenure(id);
                    let text = format!("{}: {}", graph.person(tenure.person).name, say_tenure(graph, tenure, false));
                    self.line("tenures", text, &tenure.citations);
                }
                Spell::Vacancy { from, to } => {
                    self.line("tenures", format!("vacant from {} to {}", from.long(), to.long()), &[]);
                }
                Spell::Gap { .. } => self.line("tenures", "not known".into(), &[]),
            }
        }
        for contest in graph.contests_of(id) {
            let evidence = words::evidence(contest.documented);
            self.line("contests", format!("{}{} ({evidence})", say_date(contest), contest.title), &contest.citations);
        }
    }

    fn party(&mut self, id: PartyId) {
        let graph = self.graph;
        let party = graph.party(id);
        self.line("party", party.name.clone(), &[]);
        if !party.also.is_empty() {
            let places: Vec<CitationId> = party.named.iter().map(|(_, id)| *id).collect();
            self.line("party", format!("also called {}", party.also.join(", ")), &places);
        }
        for office in graph.offices().iter().filter(|o| o.party == Some(id)) {
            self.office(office.id);
        }
        let own = graph
            .contests()
            .iter()
            .filter(|c| c.party == Some(id) && c.office.and_then(|o| graph.office(o).party) != Some(id));
        for contest in own.collect::<Vec<&Contest>>() {
            self.line("contests", format!("{}{}", say_date(contest), contest.title), &contest.citations);
        }
        let stood = graph.stood_for(id, MOST_STOOD, false);
        for contest in stood.contests.iter().map(|c| graph.contest(*c)) {
            for candidacy in graph.candidacies_of(contest.id).filter(|c| graph.is_for(c, id)) {
                let name = &graph.person(candidacy.person).name;
                let told = say_candidacy(graph, contest, candidacy);
                let text = format!("{}{}: {name}, {told}", say_date(contest), contest.title);
                self.line("stood for it", text, &candidacy.stood);
            }
        }
        if stood.all > stood.contests.len() {
            let text = format!("only the latest {MOST_STOOD} contests are listed; there are more");
            self.line("stood for it", text, &[]);
        }
    }
}

/// A visitor that adds the lines about a contest as a whole.
struct StatedLines<'p, 'g> {
    profile: &'p mut Profile<'g>,
    contest: &'p Contest,
}

impl Visit for StatedLines<'_, '_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        let (graph, contest) = (self.profile.graph, self.contest);
        if !is_of_the_whole(at.property) {
            return;
        }
        let remark = remark(graph, contest, at.property);
        self.profile.values("contest", at.property.name(), values, |value| value.say(graph) + &remark);
        match at.property {
            Property::Date if values.is_empty() => {
                let by_others =
                    contest.date().map(|date| format!("date: {} (from its rounds or its title)", date.long()));
                by_others.into_iter().for_each(|line| self.profile.line("contest", line, &[]));
            }
            Property::Selectorate => {
                let detail = contest.selectorate_detail.as_ref().map(|detail| format!("who could vote: {detail}"));
                detail.into_iter().for_each(|line| self.profile.line("contest", line, &[]));
            }
            _ => {}
        }
    }
}

/// Returns true if a property is listed with the contest itself, and not with the series, the office or the notes.
pub(super) fn is_of_the_whole(property: Property) -> bool {
    use Property::{After, Before, Next, Note, Previous};
    !matches!(property, Previous | Next | Before | After | Note)
}

/// Returns the remark after the values of a property; empty if there is none.
pub(super) fn remark(graph: &PoliticalGraph, contest: &Contest, property: Property) -> String {
    match property {
        Property::Threshold => threshold_met(graph, contest),
        _ => String::new(),
    }
}

/// Returns a remark that says whether the threshold was met in the first valid round, and by whom.
fn threshold_met(graph: &PoliticalGraph, contest: &Contest) -> String {
    let (Some(threshold), Some(round)) = (contest.threshold.best(), contest.valid_rounds(false).first().copied())
    else {
        return String::new();
    };
    let figures = Figures::of(graph, contest, round);
    let Some((top, share)) = figures.rows.first().and_then(|f| Some((f.person, figures.told(f)?))) else {
        return String::new();
    };
    let name = &graph.person(top).name;
    if share >= *threshold {
        format!(", met by {name} with {}%", disputed(share, *threshold))
    } else {
        let then = if contest.valid_rounds(false).len() > 1 { " in the first round" } else { "" };
        format!(", missed{then}: {name} had {}%", disputed(share, *threshold))
    }
}

fn say_date(contest: &Contest) -> String {
    contest.date().map(|d| format!("{d} ")).unwrap_or_default()
}

fn say_candidacy(graph: &PoliticalGraph, contest: &Contest, candidacy: &Candidacy) -> String {
    let mut parts: Vec<String> = Vec::new();
    match candidacy.outcome.best() {
        Some(outcome) => parts.push(outcome.label().to_string()),
        None if graph.candidacies_of(contest.id).any(Candidacy::is_elected) => parts.push("not elected".into()),
        None => {
            let word = super::draw::status_word(contest);
            parts.push(if word.is_empty() { "stood".into() } else { format!("stood; the contest was {word}") });
        }
    }
    if graph.is_incumbent(candidacy) {
        parts.push("incumbent".into());
    }
    for number in candidacy.rounds.keys() {
        let figures = Figures::of(graph, contest, number);
        let Some(figure) = figures.person(candidacy.person) else { continue };
        let votes = figure.votes.map(|v| counted(v as usize, "vote"));
        // As many decimal places as are given, or two.
        let share = figures.told(figure).map(|s| if figures.as_given { format!("{s}%") } else { format!("{s:.2}%") });
        let say: Vec<String> = votes.into_iter().chain(share).collect();
        if !say.is_empty() {
            let round = if contest.rounds.len() > 1 { format!("round {number} ") } else { String::new() };
            parts.push(format!("{round}{}", say.join(", ")));
        }
    }
    parts.join("; ")
}

/// Returns a tenure in words.
pub fn say_tenure(graph: &PoliticalGraph, tenure: &Tenure, with_office: bool) -> String {
    // A range of months or years is written with "or", because "to" separates the start from the end.
    let date = |d: Option<&crate::wikitext::Date>| d.map_or("?".to_string(), |d| d.long().replace(" to ", " or "));
    let mut text = String::new();
    if with_office {
        text.push_str(&format!("{}, ", graph.office(tenure.office).name));
    }
    let until =
        if tenure.ended == Some(crate::facts::Ended::InOffice) { "today".into() } else { date(tenure.to.best()) };
    text.push_str(&format!("{} to {until}", date(tenure.from.best())));
    if let Some(began) = tenure.began {
        text.push_str(&format!("; began: {}", began.label()));
    }
    if let Some(contest) = tenure.contest {
        text.push_str(&format!(" by the {}", graph.contest(contest).title));
    }
    if let Some(ended) = tenure.ended {
        text.push_str(&format!("; ended: {}", ended.label()));
    }
    for note in &tenure.notes {
        text.push_str(&format!(" ({note})"));
    }
    text
}
