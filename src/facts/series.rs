//! Reads a series of contests from TOML. `docs/inputs.md` describes the format.

use super::citation::no_sources;
use super::fact::{DisputeSays, OptionSays};
use super::input::Input;
use super::toml_walk::{Document, Entry, Table};
use super::{
    Began, CandidacySays, Citation, Confidence, ContestMention, ContestSays, Ended, Facts, Holder, Kind, MOST_QUOTED,
    Outcome, Phase, RoundSays, Selectorate, ShareBase, Stance, Statement, Status, TenureSays, TieEnd, TieKind, TieSays,
    Title,
};
use crate::source::{Lost, Page, Warning, quote};
use crate::wikitext::number::{read_count, read_percent};
use crate::wikitext::{Date, DateOrder, Quantity, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The values that apply to every contest of a file.
#[derive(Default)]
struct Series {
    name: String,
    office: Option<String>,
    party: Option<String>,
    country: Option<String>,
    kind: Option<Kind>,
}

struct Reader<'a> {
    page: &'a Page,
    lines: Vec<&'a str>,
    series: Series,
    /// The titles of the contests read so far, folded, with their lines.
    titles: BTreeMap<String, usize>,
    /// The candidates of the current contest, folded, each by the name that `[names]` prefers.
    candidates: BTreeSet<String>,
    /// The preferred name of each listed spelling, both folded.
    preferred: BTreeMap<String, String>,
    facts: &'a mut Facts,
}

/// The format: a series of contests as TOML.
pub(super) const INPUT: Input = Input {
    name: "series",
    label: "series (TOML)",
    recognised_by: "a line '[series]', '[[contest]]', '[[tenure]]' or '[names]', or a name that ends in .toml",
    becomes: "contests, tenures and spellings of one series, kept by hand",
    example: "[[contest]]\ntitle = \"2001 Harbour Party leadership election\"\n",
    in_fractions: true,
    is_it: |text| {
        let heads = ["[series]", "[[contest]]", "[[tenure]]", "[names]"];
        text.lines().any(|line| heads.iter().any(|head| line.starts_with(head))) || text.ends_in(&["toml"])
    },
    extract,
};

/// Reads a series. Syntax errors and wrong values give warnings, and the rest is read.
fn extract(page: &Page, facts: &mut Facts) {
    let document = Document::new(&page.file, &page.text);
    let (root, errors) = toml::de::DeTable::parse_recoverable(&page.text);
    let root = document.root(root.get_ref());
    let lost = !errors.is_empty() && entries_lost(&page.text, &root);
    for error in errors {
        let line = error.span().map_or(0, |span| document.line(&span));
        let message = error.message().trim().replace('\n', "; ");
        let warning = Warning::new(&page.file, line, "bad-toml", message);
        facts.warnings.push(if lost { warning.losing(Lost::Part) } else { warning });
    }
    let mut reader = Reader {
        page,
        lines: page.text.lines().collect(),
        series: Series::default(),
        titles: BTreeMap::new(),
        candidates: BTreeSet::new(),
        preferred: BTreeMap::new(),
        facts,
    };
    reader.head(&root);
    for contest in root.tables("contest", "[[contest]]") {
        reader.contest(&contest);
    }
    for tenure in root.tables("tenure", "[[tenure]]") {
        reader.tenure(&tenure);
    }
    for tie in root.tables("tie", "[[tie]]") {
        reader.tie(&tie);
    }
    root.finish();
    facts.warnings.extend(document.into_warnings());
}

/// Returns true if syntax errors lost entries: fewer were read than the text has heads.
fn entries_lost(text: &str, root: &Table<'_>) -> bool {
    ["contest", "tenure", "tie"].into_iter().any(|key| {
        let is_head = |line: &str| {
            let name = line.trim_start().strip_prefix("[[").and_then(|rest| rest.split_once("]]"));
            name.is_some_and(|(name, _)| name.trim() == key)
        };
        let read = root.get(key).and_then(|(value, _)| value.as_array()).map_or(0, |items| items.len());
        text.lines().filter(|line| is_head(line)).count() > read
    })
}

impl Reader<'_> {
    fn citation(&self, line: usize, sources: &Arc<[String]>, confidence: Confidence) -> Citation {
        // A very long line is only examined as far as it is quoted.
        let beginning = |l: &'_ str| -> usize { l.char_indices().nth(MOST_QUOTED).map_or(l.len(), |(end, _)| end) };
        let quote = self.lines.get(line.saturating_sub(1)).unwrap_or(&"").trim();
        let quote = &quote[..beginning(quote)];
        // The head of an entry states nothing, so the lines under it are quoted too.
        let under = self.lines.iter().skip(line).map(|l| l.trim()).take_while(|l| !l.is_empty() && !l.starts_with('['));
        let under = under.map(|l| &l[..beginning(l)]);
        // As many whole lines as fit into the quote.
        let mut room = MOST_QUOTED;
        let entry = std::iter::once(quote).chain(under.filter(|_| quote.starts_with("[["))).take_while(|line| {
            let (first, length) = (room == MOST_QUOTED, line.chars().count() + 1);
            room = room.saturating_sub(length);
            first || room > 0
        });
        let quote = entry.collect::<Vec<_>>().join("\n");
        Citation {
            confidence,
            file: Arc::clone(&self.page.file),
            line,
            page: self.series.name.as_str().into(),
            revision: None,
            quote: quote.chars().take(MOST_QUOTED).collect::<String>().into(),
            sources: Arc::clone(sources),
        }
    }

    fn say(&mut self, statement: Statement, line: usize, sources: &Arc<[String]>) {
        let citation = self.citation(line, sources, Confidence::Table);
        self.facts.state(statement, citation);
    }

    /// Returns a name, folded, in the spelling that `[names]` prefers.
    fn known_as(&self, name: &str) -> String {
        let folded = fold(name);
        self.preferred.get(&folded).cloned().unwrap_or(folded)
    }

    fn head(&mut self, root: &Table<'_>) {
        if let Some(series) = root.table("series", "[series]") {
            let text = |key| series.name(key).map(|e| e.value);
            self.series = Series {
                name: text("name").unwrap_or_default(),
                office: text("office"),
                party: text("party"),
                country: text("country"),
                kind: series.word("kind", Kind::read, &Kind::allowed()).map(|e| e.value),
            };
            series.finish();
        }
        if self.series.name.is_empty() {
            self.series.name = self.page.file.to_string();
        }
        let office = self.series.office.clone().unwrap_or_default();
        for Entry { value: (name, others), line } in
            root.table("names", "[names]").map(|t| t.lists()).unwrap_or_default()
        {
            for also in others {
                self.preferred.insert(fold(&also), fold(&name));
                self.say(Statement::SameName { office: office.clone(), name: name.clone(), also }, line, &no_sources());
            }
        }
        for Entry { value: (name, others), line } in
            root.table("parties", "[parties]").map(|t| t.lists()).unwrap_or_default()
        {
            for also in others {
                self.say(Statement::SameParty { name: name.clone(), also }, line, &no_sources());
            }
        }
    }

    fn contest(&mut self, table: &Table<'_>) {
        let Some(title) = table.name("title") else {
            table.warn(table.line, "no-title", "this [[contest]] has no title and is not read; add 'title'".into());
            return;
        };
        if let Some(first) = self.titles.insert(fold(&title.value), title.line) {
            let message = format!(
                "{} is also the title on line {first}; the two entries are read as one contest",
                quote(&title.value)
            );
            table.warn(title.line, "duplicate-title", message);
        }
        self.candidates.clear();
        let sources: Arc<[String]> = table.texts("sources").into();
        let mention = ContestMention::titled(title.value.clone());
        let mut says: Vec<(ContestSays, usize)> = vec![(ContestSays::Documented, title.line)];
        let parts = Title::read(&title.value);
        let kind = table.word("kind", Kind::read, &Kind::allowed()).map(|e| e.value).or(self.series.kind);
        says.push((ContestSays::Kind(kind.unwrap_or_else(|| parts.kind())), title.line));
        let party = table.name("party").map(|e| e.value).or_else(|| self.series.party.clone());
        let office = table.name("office").map(|e| e.value).or_else(|| self.series.office.clone());
        says.extend(office.map(|office| (ContestSays::Office(office), title.line)));
        says.extend(party.map(|party| (ContestSays::Party(party), title.line)));
        says.extend(self.series.country.clone().map(|country| (ContestSays::Country(country), title.line)));
        says.extend(table.date("date").map(|e| (ContestSays::Date(e.value), e.line)));
        let detail = table.text("selectorate_detail").map(|e| e.value);
        let selectorate = table.word("selectorate", Selectorate::read, &Selectorate::allowed());
        says.extend(selectorate.map(|e| (ContestSays::Selectorate(e.value, detail), e.line)));
        says.extend(table.number("electorate").map(|e| (ContestSays::Electorate(e.value), e.line)));
        says.extend(table.percent("turnout").map(|e| (ContestSays::Turnout(e.value), e.line)));
        says.extend(table.percent("threshold").map(|e| (ContestSays::Threshold(e.value), e.line)));
        says.extend(table.whole("majority").map(|e| (ContestSays::Majority(e.value), e.line)));
        says.extend(table.whole("invalid").map(|e| (ContestSays::Invalid(e.value), e.line)));
        says.extend(
            table.word("status", Status::read, &Status::allowed()).map(|e| (ContestSays::Status(e.value), e.line)),
        );
        says.extend(table.name("before").map(|e| (ContestSays::Before(holder(e.value)), e.line)));
        says.extend(table.name("after").map(|e| (ContestSays::After(holder(e.value)), e.line)));
        says.extend(table.name("previous").map(|e| (ContestSays::Previous(ContestMention::titled(e.value)), e.line)));
        says.extend(table.name("next").map(|e| (ContestSays::Next(ContestMention::titled(e.value)), e.line)));
        says.extend(table.text("note").map(|e| (ContestSays::Note(e.value), e.line)));
        for (says, line) in says {
            self.say(Statement::Contest { contest: mention.clone(), says }, line, &sources);
        }
        self.rounds(table, &mention, &sources);
        if let Some(winner) = table.name("winner") {
            if !self.candidates.is_empty() && !self.candidates.contains(&self.known_as(&winner.value)) {
                let message = format!("the winner {} is not among the results", quote(&winner.value));
                table.warn(winner.line, "unknown-candidate", message);
            }
            let says = CandidacySays::Outcome(Outcome::Elected);
            self.say(
                Statement::Candidacy { contest: mention.clone(), person: winner.value.into(), says },
                winner.line,
                &sources,
            );
        }
        for person in table.tables("withdrew", "[[contest.withdrew]]") {
            if let Some(name) = person.name("candidate") {
                let says = CandidacySays::Outcome(Outcome::Withdrew);
                self.say(
                    Statement::Candidacy { contest: mention.clone(), person: name.value.into(), says },
                    name.line,
                    &sources,
                );
            }
            person.finish();
        }
        for conflict in table.tables("conflict", "[[contest.conflict]]") {
            self.conflict(&conflict, &mention);
        }
        table.finish();
    }

    fn rounds(&mut self, table: &Table<'_>, mention: &ContestMention, sources: &Arc<[String]>) {
        self.results(table, mention, 1, sources);
        for (number, round) in table.tables("round", "[[contest.round]]").into_iter().enumerate() {
            let number = number + 1;
            let mut says: Vec<(RoundSays, usize)> = Vec::new();
            says.extend(round.date("date").map(|e| (RoundSays::Date(e.value), e.line)));
            says.extend(round.text("label").map(|e| (RoundSays::Label(e.value), e.line)));
            let selectorate = round.word("selectorate", Selectorate::read, &Selectorate::allowed());
            says.extend(selectorate.map(|e| (RoundSays::Selectorate(e.value), e.line)));
            says.extend(round.number("electorate").map(|e| (RoundSays::Electorate(e.value), e.line)));
            says.extend(round.number("cast").map(|e| (RoundSays::Cast(e.value), e.line)));
            says.extend(round.whole("valid").map(|e| (RoundSays::Valid(e.value), e.line)));
            says.extend(round.percent("turnout").map(|e| (RoundSays::Turnout(e.value), e.line)));
            says.extend(
                round
                    .word("shares_of", ShareBase::read, &ShareBase::allowed())
                    .map(|e| (RoundSays::SharesOf(e.value), e.line)),
            );
            says.extend(round.text("note").map(|e| (RoundSays::Note(e.value), e.line)));
            if round.flag("annulled") {
                says.push((RoundSays::Annulled, round.line));
            }
            for (key, name) in
                [("blank", "Blank"), ("spoilt", "Spoilt"), ("abstentions", "Abstained"), ("against", "Against")]
            {
                says.extend(round.whole(key).map(|e| (OptionSays::of(name, Some(e.value), None), e.line)));
            }
            for (says, line) in says {
                let says = ContestSays::Round(number, says);
                self.say(Statement::Contest { contest: mention.clone(), says }, line, sources);
            }
            self.results(&round, mention, number, sources);
            round.finish();
        }
    }

    fn results(&mut self, table: &Table<'_>, mention: &ContestMention, round: usize, sources: &Arc<[String]>) {
        for result in table.tables("results", "results = [{ candidate = … }]") {
            let (votes, share) = (result.whole("votes"), result.percent("share"));
            let candidate = result.name("candidate");
            let option = result.name("option");
            let outcome = result.word("outcome", Outcome::read, &Outcome::allowed());
            let party = result.name("party");
            result.finish();
            if let Some(option) = option {
                let says = OptionSays::of(option.value, votes.map(|e| e.value), share.map(|e| e.value));
                self.say(
                    Statement::Contest { contest: mention.clone(), says: ContestSays::Round(round, says) },
                    option.line,
                    sources,
                );
                continue;
            }
            let Some(Entry { value: person, line }) = candidate else {
                result.warn(
                    result.line,
                    "no-candidate",
                    "this result has no candidate and is not read; add 'candidate'".into(),
                );
                continue;
            };
            self.candidates.insert(self.known_as(&person));
            let mut says = vec![CandidacySays::Stood(round)];
            says.extend(votes.map(|e| CandidacySays::Votes(round, e.value)));
            says.extend(share.map(|e| CandidacySays::Share(round, e.value)));
            says.extend(outcome.map(|e| CandidacySays::Outcome(e.value)));
            says.extend(party.map(|e| CandidacySays::Party(e.value)));
            let person: Arc<str> = person.into();
            for says in says {
                self.say(
                    Statement::Candidacy { contest: mention.clone(), person: Arc::clone(&person), says },
                    line,
                    sources,
                );
            }
        }
    }

    /// Reads the conflicting values of different sources. Values of a property of the model become facts. Others are
    /// kept as text.
    fn conflict(&mut self, table: &Table<'_>, mention: &ContestMention) {
        let Some(about) = table.text("about") else {
            table.warn(
                table.line,
                "no-about",
                "this [[contest.conflict]] does not say what it is about; add 'about'".into(),
            );
            return;
        };
        let candidate = table.name("candidate");
        let round = table.whole("round").map_or(1, |e| usize::try_from(e.value).unwrap_or(1).max(1));
        let mut kept = Vec::new();
        for item in table.tables("values", "values = [{ value = …, sources = […] }]") {
            let (value, sources) = (item.any("value"), item.texts("sources"));
            item.finish();
            let Some(Entry { value, line }) = value else { continue };
            let about_candidate = matches!(about.value.as_str(), "share" | "votes");
            if let Some(person) =
                candidate.as_ref().filter(|p| about_candidate && !self.candidates.contains(&self.known_as(&p.value)))
            {
                let message = format!("{} is not among the results of this contest", quote(&person.value));
                table.warn(person.line, "unknown-candidate", message);
                break;
            }
            let says = match (about.value.as_str(), &candidate) {
                ("date", _) => Date::parse(&value).map(ContestSays::Date),
                ("turnout", _) => read_percent(&value).map(ContestSays::Turnout),
                ("electorate", _) => Quantity::read(&value).map(ContestSays::Electorate),
                _ => None,
            };
            let statement = match (about.value.as_str(), &candidate, says) {
                (_, _, Some(says)) => Some(Statement::Contest { contest: mention.clone(), says }),
                ("share" | "votes", Some(person), _) => {
                    let says = match about.value.as_str() {
                        "share" => read_percent(&value).map(|share| CandidacySays::Share(round, share)),
                        _ => read_count(&value).map(|votes| CandidacySays::Votes(round, votes)),
                    };
                    let person = person.value.as_str().into();
                    says.map(|says| Statement::Candidacy { contest: mention.clone(), person, says })
                }
                _ => None,
            };
            match statement {
                Some(statement) => {
                    let citation = self.citation(line, &sources.into(), Confidence::Disputed);
                    self.facts.state(statement, citation);
                }
                None => kept.push((value, sources)),
            }
        }
        table.finish();
        if !kept.is_empty() {
            let says = ContestSays::Dispute(Box::new(DisputeSays { about: about.value, values: kept }));
            let citation = self.citation(about.line, &no_sources(), Confidence::Disputed);
            self.facts.state(Statement::Contest { contest: mention.clone(), says }, citation);
        }
    }

    fn tenure(&mut self, table: &Table<'_>) {
        let Some(person) = table.name("person") else {
            table.warn(table.line, "no-person", "this [[tenure]] has no person and is not read; add 'person'".into());
            return;
        };
        let office = table.name("office").map(|e| e.value).or_else(|| self.series.office.clone());
        let sources: Arc<[String]> = table.texts("sources").into();
        let mut says = TenureSays {
            office: office.clone().unwrap_or_default(),
            person: person.value,
            from: table.date("from").map(|e| e.value),
            to: table.date("to").map(|e| e.value),
            began: table.word("began", Began::read, &Began::allowed()).map(|e| e.value),
            ended: table.word("ended", Ended::read, &Ended::allowed()).map(|e| e.value),
            contest: table.name("contest").map(|e| ContestMention::titled(e.value)),
            party: table.name("party").map(|e| e.value),
            note: table.text("note").map(|e| e.value),
            ..TenureSays::default()
        };
        for conflict in table.tables("conflict", "[[tenure.conflict]]") {
            let about =
                conflict.word("about", |t| Some(t.to_string()).filter(|t| t == "from" || t == "to"), "from, to");
            for item in conflict.tables("values", "values = [{ value = …, sources = […] }]") {
                item.texts("sources");
                match (item.date("value"), about.as_ref().map(|e| e.value.as_str())) {
                    (Some(date), Some("from")) => says.other_from.push(date.value),
                    (Some(date), Some(_)) => says.other_to.push(date.value),
                    _ => {}
                }
                item.finish();
            }
            conflict.finish();
        }
        table.finish();
        if let (Some(from), Some(to)) = (says.from, says.to)
            && from.order(to) == DateOrder::Later
        {
            table.warn(table.line, "bad-order", format!("this [[tenure]] is from {from} to {to}, but its end is before its beginning; correct one of the dates"));
        }
        if let Some(contest) = says.contest.as_ref().filter(|c| !self.titles.contains_key(&fold(&c.title))) {
            let message =
                format!("no [[contest]] in this file has the title {}; check the spelling", quote(&contest.title));
            table.warn(table.line, "unknown-contest", message);
        }
        if office.is_none() {
            table.warn(
                table.line,
                "no-office",
                "this [[tenure]] has no office; set 'office' here or in [series]".into(),
            );
            return;
        }
        self.say(Statement::Tenure(Box::new(says)), table.line, &sources);
    }
}

impl Reader<'_> {
    /// Reads a tie: its two ends are people unless `to_is` or the kind says otherwise.
    fn tie(&mut self, table: &Table<'_>) {
        let (from, to) = (table.name("from"), table.name("to"));
        let kind = table.word("kind", TieKind::read, &TieKind::allowed());
        let is =
            table.word("to_is", |t| ["person", "group", "party"].into_iter().find(|w| *w == t), "person, group, party");
        let sources: Arc<[String]> = table.texts("sources").into();
        // An endorsement with a stance that is none could be the contrary of one.
        let has_stance = table.has("stance");
        let mut says = TieSays {
            page: self.series.name.clone(),
            by_name: true,
            role: table.text("role").map(|e| e.value),
            office: table.name("office").map(|e| e.value).or_else(|| self.series.office.clone()),
            contest: table.name("contest").map(|e| ContestMention::titled(e.value)),
            start: table.date("start").map(|e| e.value),
            end: table.date("end").map(|e| e.value),
            stance: table.word("stance", Stance::read, &Stance::allowed()).map(|e| e.value),
            phase: table.word("phase", Phase::read, &Phase::allowed()).map(|e| e.value),
            ..TieSays::new(TieEnd::Person(String::new()), TieKind::Kin, TieEnd::Person(String::new()))
        };
        table.finish();
        if has_stance && says.stance.is_none() {
            return;
        }
        let (Some(from), Some(kind), Some(to)) = (from, kind, to) else {
            let message = "this [[tie]] lacks 'from', 'kind' or 'to' and is not read; add it".to_string();
            table.warn(table.line, "missing-value", message);
            return;
        };
        let between_parties = matches!(kind.value, TieKind::AlliedWith | TieKind::SplitFrom | TieKind::MergedInto);
        says.kind = kind.value;
        says.from = if between_parties { TieEnd::Party(from.value) } else { TieEnd::Person(from.value) };
        says.to = match is.map(|e| e.value) {
            Some("group") => TieEnd::Group(to.value),
            Some("party") => TieEnd::Party(to.value),
            None if between_parties => TieEnd::Party(to.value),
            None if kind.value == TieKind::MemberOf => TieEnd::Group(to.value),
            _ => TieEnd::Person(to.value),
        };
        if let Some((message, is_read)) = says.fault() {
            table.warn(table.line, "bad-value", message);
            if !is_read {
                return;
            }
        }
        self.say(Statement::Tie(Box::new(says)), table.line, &sources);
    }
}

fn holder(value: String) -> Holder {
    if fold(&value) == "vacant" { Holder::Vacant } else { Holder::Person(value) }
}
