//! Reads the JSON that `hustings export --format json` writes: every value with its citations.

use super::tree::{Node, of_json};
use super::{Teller, has_all, is_json};
use crate::facts::input::Input;
use crate::facts::tagged::{self, tagged};
use crate::facts::{
    Began, CandidacySays, Citation, Confidence, ContestMention, ContestSays, DisputeSays, Ended, Facts, Holder, Kind,
    OptionSays, Outcome, PersonSays, RoundSays, Selectorate, ShareBase, Statement, Status, TenureSays,
};
use crate::source::Page;
use crate::wikitext::{Bound, Date, Quantity};
use std::collections::HashMap;
use std::sync::Arc;

/// The format: the whole model as JSON.
pub(in crate::facts) const INPUT: Input = Input {
    name: "graph-json",
    label: "graph (JSON, as exported)",
    recognised_by: "'format': 'hustings-graph'",
    becomes: "everything: alone it is the same graph, with other sources every value is a fact with its citations",
    example: "{\"format\":\"hustings-graph\",\"version\":1,\"people\":[],\"contests\":[]}\n",
    in_fractions: false,
    is_it: |text| {
        is_json(text) && text.whole.contains("hustings-graph") && has_all(text, &["\"format\"", "\"people\""])
    },
    extract,
};

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    let mut teller = Teller { page, facts };
    let Some(root) = teller.root(of_json(&page.text, 1)) else { return };
    let model = Model::of(&root);
    root.items_at("people").iter().for_each(|row| model.person(row, &mut teller));
    root.items_at("parties").iter().for_each(|row| Model::party(row, &mut teller));
    root.items_at("contests").iter().for_each(|row| model.contest(row, &mut teller));
    root.items_at("candidacies").iter().for_each(|row| model.candidacy(row, &mut teller));
    root.items_at("tenures").iter().for_each(|row| model.tenure(row, &mut teller));
    if !root.items_at("contests").is_empty() || !root.items_at("tenures").is_empty() {
        teller.nothing(before, "no value with a citation");
    }
}

/// A function that reads a value as a statement.
type Reading<'f, T> = &'f dyn Fn(&Node) -> Option<T>;

/// The rows of the model by their numbers.
struct Model<'n> {
    people: HashMap<&'n str, String>,
    offices: HashMap<&'n str, &'n str>,
    parties: HashMap<&'n str, &'n str>,
    contests: HashMap<&'n str, &'n Node>,
    citations: Vec<Arc<Citation>>,
}

impl<'n> Model<'n> {
    fn of(root: &'n Node) -> Self {
        let names = |list: &str, key: &'static str| {
            root.items_at(list).iter().filter_map(move |row| Some((row.text_at("id")?, row.text_at(key)?))).collect()
        };
        let people = root.items_at("people").iter().filter_map(|row| Some((row.text_at("id")?, name_of(row)?)));
        let contests = root.items_at("contests").iter().filter_map(|row| Some((row.text_at("id")?, row)));
        Self {
            people: people.collect(),
            offices: names("offices", "name"),
            parties: names("parties", "name"),
            contests: contests.collect(),
            citations: root.items_at("citations").iter().map(|row| Arc::new(citation(row))).collect(),
        }
    }

    /// Returns the citations at a key.
    fn cited(&self, row: &Node, key: &str) -> Vec<Arc<Citation>> {
        let numbers = row.items_at(key).iter().filter_map(|n| n.text()?.parse::<usize>().ok());
        numbers.filter_map(|n| self.citations.get(n).cloned()).collect()
    }

    /// Calls `to` with each value at a key and each of its citations.
    fn each<'r>(&self, row: &'r Node, key: &str, mut to: impl FnMut(&'r Node, &Arc<Citation>)) {
        for sourced in row.items_at(key) {
            // Nothing is a value too: an office that nobody held.
            let Some((_, value)) = sourced.entries().iter().find(|(key, _)| key == "value") else { continue };
            self.cited(sourced, "citations").iter().for_each(|citation| to(value, citation));
        }
    }

    fn person(&self, row: &Node, teller: &mut Teller<'_>) {
        let Some(person) = name_of(row) else { return };
        self.each(row, "ids", |value, citation| {
            if let Some((scheme, value)) = value.text().and_then(tagged::known) {
                teller.person(&person, [PersonSays::Id { scheme: scheme.into(), value: value.into() }], citation);
            }
        });
        for (key, make) in [("born", PersonSays::Born as fn(Date) -> PersonSays), ("died", PersonSays::Died)] {
            self.each(row, key, |value, citation| {
                let date = value.text().and_then(Date::parse);
                teller.person(&person, date.map(make), citation);
            });
        }
    }

    fn party(row: &Node, teller: &mut Teller<'_>) {
        let (Some(name), citation) = (row.text_at("name"), teller.cite(row)) else { return };
        for also in row.items_at("also").iter().filter_map(Node::text) {
            teller.say(Statement::SameParty { name: name.into(), also: also.into() }, &citation);
        }
    }

    fn contest(&self, row: &Node, teller: &mut Teller<'_>) {
        let Some(title) = row.text_at("title") else { return };
        let contest = ContestMention::titled(title);
        let mut all = self.cited(row, "citations");
        if all.is_empty() {
            all.push(teller.cite(row));
        }
        let mut say = |says: ContestSays, citation: &Arc<Citation>| {
            teller.say(Statement::Contest { contest: contest.clone(), says }, citation);
        };
        let documented = row.text_at("evidence") == Some("documented");
        for citation in &all {
            say(if documented { ContestSays::Documented } else { ContestSays::Mentioned }, citation);
        }
        let first = &all[0];
        let named = |key: &str, of: &HashMap<&str, &str>| {
            row.text_at(key).and_then(|id| of.get(id)).map(|name| (*name).to_string())
        };
        named("office", &self.offices).into_iter().for_each(|office| say(ContestSays::Office(office), first));
        named("party", &self.parties).into_iter().for_each(|party| say(ContestSays::Party(party), first));
        row.text_at("country").into_iter().for_each(|country| say(ContestSays::Country(country.into()), first));
        row.text_at("kind").and_then(Kind::read).into_iter().for_each(|kind| say(ContestSays::Kind(kind), first));
        let detail = row.text_at("selectorate_detail");
        self.each(row, "selectorate", |value, citation| {
            let word = value.text().and_then(Selectorate::read);
            word.into_iter()
                .for_each(|word| say(ContestSays::Selectorate(word, detail.map(ToString::to_string)), citation));
        });
        let link = |value: &Node| self.contests.get(value.text()?)?.text_at("title").map(ContestMention::titled);
        let holder = |value: &Node| match value.text() {
            Some(id) => self.people.get(id).map(|name| Holder::Person(name.clone())),
            None => Some(Holder::Vacant),
        };
        let properties: [(&str, Reading<'_, ContestSays>); 13] = [
            ("dates", &|v| Date::parse(v.text()?).map(ContestSays::Date)),
            ("status", &|v| Status::read(v.text()?).map(ContestSays::Status)),
            ("electorate", &|v| quantity(v).map(ContestSays::Electorate)),
            ("ballots", &|v| quantity(v).map(ContestSays::Ballots)),
            ("total", &|v| v.text()?.parse().ok().map(ContestSays::Total)),
            ("turnout", &|v| v.text()?.parse().ok().map(ContestSays::Turnout)),
            ("threshold", &|v| v.text()?.parse().ok().map(ContestSays::Threshold)),
            ("majority", &|v| v.text()?.parse().ok().map(ContestSays::Majority)),
            ("invalid", &|v| v.text()?.parse().ok().map(ContestSays::Invalid)),
            ("previous", &|v| link(v).map(ContestSays::Previous)),
            ("next", &|v| link(v).map(ContestSays::Next)),
            ("before", &|v| holder(v).map(ContestSays::Before)),
            ("after", &|v| holder(v).map(ContestSays::After)),
        ];
        for (key, read) in properties {
            self.each(row, key, |value, citation| read(value).into_iter().for_each(|says| say(says, citation)));
        }
        self.each(row, "notes", |value, citation| {
            value.text().into_iter().for_each(|note| say(ContestSays::Note(note.into()), citation));
        });
        for round in row.items_at("rounds") {
            self.round(round, first, &mut say);
        }
        for dispute in row.items_at("disputes") {
            let at =
                dispute.text_at("citation").and_then(|n| n.parse::<usize>().ok()).and_then(|n| self.citations.get(n));
            let value = |v: &Node| {
                let sources = v.items_at("sources").iter().filter_map(Node::text).map(ToString::to_string).collect();
                Some((v.text_at("value")?.to_string(), sources))
            };
            let values = dispute.items_at("values").iter().filter_map(value).collect();
            if let (Some(about), Some(citation)) = (dispute.text_at("about"), at) {
                say(ContestSays::Dispute(Box::new(DisputeSays { about: about.into(), values })), citation);
            }
        }
    }

    fn round(&self, round: &Node, first: &Arc<Citation>, say: &mut impl FnMut(ContestSays, &Arc<Citation>)) {
        let Some(number) = round.text_at("number").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < 1000) else {
            return;
        };
        if round.text_at("annulled") == Some("true") {
            say(ContestSays::Round(number, RoundSays::Annulled), first);
        }
        let option = |v: &Node| {
            let number = |key: &str| v.text_at(key).and_then(|n| n.parse::<f64>().ok());
            Some(OptionSays::of(v.text_at("name")?, number("votes").map(|n| n as u64), number("share")))
        };
        let properties: [(&str, Reading<'_, RoundSays>); 10] = [
            ("dates", &|v| Date::parse(v.text()?).map(RoundSays::Date)),
            ("label", &|v| Some(RoundSays::Label(v.text()?.into()))),
            ("selectorate", &|v| Selectorate::read(v.text()?).map(RoundSays::Selectorate)),
            ("electorate", &|v| quantity(v).map(RoundSays::Electorate)),
            ("cast", &|v| quantity(v).map(RoundSays::Cast)),
            ("valid", &|v| v.text()?.parse().ok().map(RoundSays::Valid)),
            ("turnout", &|v| v.text()?.parse().ok().map(RoundSays::Turnout)),
            ("shares_of", &|v| ShareBase::read(v.text()?).map(RoundSays::SharesOf)),
            ("options", &option),
            ("notes", &|v| Some(RoundSays::Note(v.text()?.into()))),
        ];
        for (key, read) in properties {
            self.each(round, key, |value, citation| {
                read(value).into_iter().for_each(|says| say(ContestSays::Round(number, says), citation));
            });
        }
    }

    fn candidacy(&self, row: &Node, teller: &mut Teller<'_>) {
        let title = row.text_at("contest").and_then(|id| self.contests.get(id)).and_then(|c| c.text_at("title"));
        let person = row.text_at("person").and_then(|id| self.people.get(id));
        let (Some(title), Some(person)) = (title, person) else {
            return teller.unread("candidacy of an unknown person or contest", row);
        };
        let (contest, person): (_, Arc<str>) = (ContestMention::titled(title), person.as_str().into());
        let mut say = |says: CandidacySays, citation: &Arc<Citation>| {
            teller.say(Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says }, citation);
        };
        let rounds: Vec<(usize, &Node)> =
            row.items_at("rounds").iter().filter_map(|r| Some((r.text_at("round")?.parse().ok()?, r))).collect();
        let numbers: Vec<usize> = if rounds.is_empty() { vec![0] } else { rounds.iter().map(|(n, _)| *n).collect() };
        for citation in self.cited(row, "stood") {
            numbers.iter().for_each(|number| say(CandidacySays::Stood(*number), &citation));
        }
        for (number, round) in rounds {
            self.each(round, "votes", |value, citation| {
                let votes = value.text().and_then(|n| n.parse().ok());
                votes.into_iter().for_each(|votes| say(CandidacySays::Votes(number, votes), citation));
            });
            self.each(round, "share", |value, citation| {
                let share = value.text().and_then(|n| n.parse().ok());
                share.into_iter().for_each(|share| say(CandidacySays::Share(number, share), citation));
            });
        }
        self.each(row, "outcome", |value, citation| {
            let outcome = value.text().and_then(Outcome::read);
            outcome.into_iter().for_each(|outcome| say(CandidacySays::Outcome(outcome), citation));
        });
        self.cited(row, "incumbent").iter().for_each(|citation| say(CandidacySays::Incumbent, citation));
        self.each(row, "roles", |value, citation| {
            value.text().into_iter().for_each(|role| say(CandidacySays::Role(role.into()), citation));
        });
        self.each(row, "others", |value, citation| {
            value.text().into_iter().for_each(|text| say(CandidacySays::Other(text.into()), citation));
        });
        self.each(row, "party", |value, citation| {
            let party = value.text().and_then(|id| self.parties.get(id));
            party.into_iter().for_each(|party| say(CandidacySays::Party((*party).to_string()), citation));
        });
    }

    fn tenure(&self, row: &Node, teller: &mut Teller<'_>) {
        let office = row.text_at("office").and_then(|id| self.offices.get(id));
        let person = row.text_at("person").and_then(|id| self.people.get(id));
        let (Some(office), Some(person)) = (office, person) else {
            return teller.unread("tenure of an unknown person or office", row);
        };
        let dates = |key: &str| -> Vec<Date> {
            row.items_at(key).iter().filter_map(|sourced| Date::parse(sourced.text_at("value")?)).collect()
        };
        let (from, to) = (dates("from"), dates("to"));
        let tenure = TenureSays {
            office: (*office).to_string(),
            person: person.clone(),
            from: from.first().copied(),
            to: to.first().copied(),
            began: row.text_at("began").and_then(Began::read),
            ended: row.text_at("ended").and_then(Ended::read),
            contest: row
                .text_at("contest")
                .and_then(|id| self.contests.get(id)?.text_at("title"))
                .map(ContestMention::titled),
            party: row.text_at("party").and_then(|id| self.parties.get(id)).map(|name| (*name).to_string()),
            note: row.items_at("notes").first().and_then(Node::text).map(ToString::to_string),
            follows: row.text_at("follows").map(|word| word == "true"),
            office_id: row.items_at("office_ids").first().and_then(|id| id.text_at("value")).map(ToString::to_string),
            other_from: from.into_iter().skip(1).collect(),
            other_to: to.into_iter().skip(1).collect(),
        };
        let citation = self.cited(row, "citations").into_iter().next().unwrap_or_else(|| teller.cite(row));
        teller.say(Statement::Tenure(Box::new(tenure)), &citation);
    }
}

/// Returns the name of a person, with the stable id if other sources can have it.
fn name_of(row: &Node) -> Option<String> {
    let name = row.text_at("name")?;
    let id = row.text_at("stable_id").and_then(tagged::known);
    Some(id.map_or_else(|| name.to_string(), |(scheme, value)| tagged(name, scheme, value)))
}

fn quantity(value: &Node) -> Option<Quantity> {
    let bound = match value.text_at("bound")? {
        "about" => Bound::About,
        "atleast" => Bound::AtLeast,
        _ => Bound::Exact,
    };
    Some(Quantity { count: value.text_at("count")?.parse().ok()?, bound })
}

fn citation(row: &Node) -> Citation {
    let confidence = row
        .text_at("confidence")
        .and_then(|word| serde_json::from_value::<Confidence>(serde_json::Value::String(word.to_string())).ok());
    let text = |key: &str| -> Arc<str> { row.text_at(key).unwrap_or("").into() };
    let sources: Vec<String> = row.items_at("sources").iter().filter_map(Node::text).map(ToString::to_string).collect();
    Citation {
        confidence: confidence.unwrap_or(Confidence::Table),
        page: text("page"),
        line: row.text_at("line").and_then(|n| n.parse().ok()).unwrap_or(0),
        quote: text("quote"),
        revision: row.text_at("revision").and_then(|n| n.parse().ok()),
        file: text("file"),
        sources: sources.into(),
    }
}
