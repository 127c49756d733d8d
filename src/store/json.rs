//! Reads the model that `export --format json` writes as the graph that it was.

use crate::facts::{Began, Citation, Confidence, Ended, Kind, Phase, Stance, TieKind};
use crate::graph::draft::empty_candidacy;
use crate::graph::properties::{At, VisitMut};
use crate::graph::property_value::PropertyValue;
use crate::graph::{
    CandidacyId, CitationId, Contest, ContestId, Dispute, Group, GroupId, Node, Office, OfficeId, Party, PartyId,
    Person, PersonId, PoliticalGraph, Round, Tenure, TenureId, Tie, TieId, Values,
};
use crate::identity::{Evidence, Judgement, Subject, Verdict};
use crate::wikitext::Date;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Fills the properties of a row from the members of a JSON object.
struct Fill<'v>(&'v Map<String, Value>);

impl VisitMut for Fill<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &mut Values<T>) {
        for sourced in items(self.0.get(at.key)) {
            let Some(value) = sourced.get("value").and_then(T::of_json) else { continue };
            let confidence = sourced.get("confidence").and_then(|c| serde_json::from_value(c.clone()).ok());
            values.put(value, ids(sourced.get("citations")), confidence.unwrap_or(Confidence::Table));
        }
    }
}

fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn ids(value: Option<&Value>) -> Vec<CitationId> {
    items(value).iter().filter_map(|id| id.as_u64()).map(|id| CitationId::new(id as usize)).collect()
}

fn texts(value: Option<&Value>) -> Vec<String> {
    items(value).iter().filter_map(Value::as_str).map(ToString::to_string).collect()
}

fn number(row: &Value, key: &str) -> Option<usize> {
    row.get(key).and_then(Value::as_u64).map(|n| n as usize)
}

fn text(row: &Value, key: &str) -> Option<String> {
    row.get(key).and_then(Value::as_str).map(ToString::to_string)
}

/// Reads a whole graph. `None` if the text is no export, or only a selection of a graph, whose rows refer to rows that
/// it does not have.
pub fn graph_of_json(json: &str) -> Option<PoliticalGraph> {
    let root: Value = serde_json::from_str(json).ok()?;
    if root.get("format")?.as_str()? != "hustings-graph" || !root.get("selection").is_none_or(Value::is_null) {
        return None;
    }
    let rows = |key: &str| items(root.get(key)).iter().enumerate();
    // Row numbers are the places in the lists, in a whole export.
    let in_order = |key: &str| rows(key).all(|(at, row)| number(row, "id") == Some(at));
    if !["people", "offices", "parties", "contests", "candidacies", "tenures"].iter().all(|key| in_order(key)) {
        return None;
    }
    let mut graph = PoliticalGraph::default();
    for (at, row) in rows("people") {
        let mut person = Person::bare(PersonId::new(at), &text(row, "name")?);
        person.spellings = texts(row.get("spellings"));
        person.stable_id = text(row, "stable_id")?;
        person.visit_mut(&mut Fill(row.as_object()?));
        graph.people.push(person);
    }
    for (at, row) in rows("offices") {
        let party = number(row, "party").map(PartyId::new);
        graph.offices.push(Office { id: OfficeId::new(at), name: text(row, "name")?, party });
    }
    for (at, row) in rows("parties") {
        let mut party = Party {
            id: PartyId::new(at),
            name: text(row, "name")?,
            also: texts(row.get("also")),
            named: Vec::new(),
            colour: Values::default(),
        };
        party.visit_mut(&mut Fill(row.as_object()?));
        graph.parties.push(party);
    }
    for (at, row) in rows("contests") {
        graph.contests.push(contest(at, row)?);
    }
    for (at, row) in rows("candidacies") {
        let candidacy = candidacy(at, row)?;
        graph.people.get_mut(candidacy.person.index())?.candidacies.push(candidacy.id);
        graph.candidacies.push(candidacy);
    }
    for (at, row) in rows("tenures") {
        let tenure = tenure(at, row)?;
        graph.people.get_mut(tenure.person.index())?.tenures.push(tenure.id);
        graph.tenures.push(tenure);
    }
    for (at, row) in rows("groups") {
        graph.groups.push(Group { id: GroupId::new(at), name: text(row, "name")? });
    }
    for (at, row) in rows("ties") {
        graph.ties.push(tie(at, row)?);
    }
    graph.judgements = rows("judgements").map(|(_, row)| judgement(row)).collect::<Option<_>>()?;
    graph.citations = rows("citations").map(|(_, row)| citation(row).map(Arc::new)).collect::<Option<_>>()?;
    is_sound(&graph).then(|| order(&mut graph))?;
    Some(graph)
}

/// Returns true if every row that another refers to is there.
fn is_sound(graph: &PoliticalGraph) -> bool {
    let (people, contests, parties) = (graph.people.len(), graph.contests.len(), graph.parties.len());
    let has = |id: usize, count: usize| id < count;
    let contest = |c: &Contest| {
        c.office.is_none_or(|o| has(o.index(), graph.offices.len()))
            && c.party.is_none_or(|p| has(p.index(), parties))
            && c.previous.all().iter().chain(c.next.all()).all(|s| has(s.value.index(), contests))
            && c.before.all().iter().chain(c.after.all()).all(|s| s.value.is_none_or(|p| has(p.index(), people)))
            && c.candidacies.iter().all(|id| has(id.index(), graph.candidacies.len()))
    };
    let mut cited = graph.clone();
    let mut far = false;
    super::assemble::visit_citations(&mut cited, &mut |id| far |= id.index() >= graph.citations.len());
    !far && graph.contests.iter().all(contest)
        && graph
            .candidacies
            .iter()
            .all(|c| has(c.contest.index(), contests) && c.party.all().iter().all(|p| has(p.value.index(), parties)))
        && graph.ties.iter().all(|t| {
            t.contest.is_none_or(|c| has(c.index(), contests))
                && [t.from, t.to].iter().all(|node| match node {
                    Node::Person(id) => has(id.index(), people),
                    Node::Group(id) => has(id.index(), graph.groups.len()),
                    Node::Party(id) => has(id.index(), parties),
                    Node::Contest(_) | Node::Office(_) => false,
                })
        })
        && graph.tenures.iter().all(|t| {
            has(t.office.index(), graph.offices.len())
                && t.party.is_none_or(|p| has(p.index(), parties))
                && t.contest.iter().chain(&t.renewed).all(|c| has(c.index(), contests))
        })
}

/// Puts the candidacies and tenures of each person in the order of time.
fn order(graph: &mut PoliticalGraph) {
    let dates: Vec<_> = graph.contests.iter().map(|c| c.date().map(|d| d.sort_key())).collect();
    for person in &mut graph.people {
        let (rows, tenures) = (&graph.candidacies, &graph.tenures);
        person.candidacies.sort_by_key(|id| (dates[rows[id.index()].contest.index()], *id));
        person.tenures.sort_by_key(|id| (tenures[id.index()].from.best().map(|d| d.sort_key()), *id));
    }
}

fn contest(at: usize, row: &Value) -> Option<Contest> {
    let mut contest = Contest::bare(ContestId::new(at), &text(row, "title")?, Kind::read(row.get("kind")?.as_str()?)?);
    contest.office = number(row, "office").map(OfficeId::new);
    contest.party = number(row, "party").map(PartyId::new);
    contest.country = text(row, "country");
    contest.documented = row.get("evidence")?.as_str()? == "documented";
    contest.selectorate_detail = text(row, "selectorate_detail");
    contest.visit_own_mut(&mut Fill(row.as_object()?));
    for dispute in items(row.get("disputes")) {
        let value = |v: &Value| Some((text(v, "value")?, texts(v.get("sources"))));
        let values = items(dispute.get("values")).iter().map(value).collect::<Option<_>>()?;
        let citation = CitationId::new(number(dispute, "citation")?);
        contest.disputes.push(Dispute { about: text(dispute, "about")?, values, citation });
    }
    for row in items(row.get("rounds")) {
        let annulled = row.get("annulled")?.as_bool()?;
        let mut round = Round { number: number(row, "number")?, annulled, ..Round::default() };
        round.visit_mut(&mut Fill(row.as_object()?));
        contest.rounds.push(round);
    }
    let own = items(row.get("candidacies")).iter().filter_map(Value::as_u64);
    contest.candidacies = own.map(|id| CandidacyId::new(id as usize)).collect();
    contest.citations = ids(row.get("citations"));
    Some(contest)
}

fn candidacy(at: usize, row: &Value) -> Option<crate::graph::Candidacy> {
    let contest = ContestId::new(number(row, "contest")?);
    let mut candidacy = empty_candidacy(CandidacyId::new(at), contest, PersonId::new(number(row, "person")?));
    for row in items(row.get("rounds")) {
        candidacy.rounds.entry(number(row, "round")?).visit_mut(number(row, "round")?, &mut Fill(row.as_object()?));
    }
    candidacy.visit_own_mut(&mut Fill(row.as_object()?));
    candidacy.incumbent = ids(row.get("incumbent"));
    candidacy.stood = ids(row.get("stood"));
    Some(candidacy)
}

fn tenure(at: usize, row: &Value) -> Option<Tenure> {
    let mut tenure = Tenure::bare(OfficeId::new(number(row, "office")?), PersonId::new(number(row, "person")?));
    tenure.id = TenureId::new(at);
    tenure.visit_mut(&mut Fill(row.as_object()?));
    tenure.began = text(row, "began").and_then(|w| Began::read(&w));
    tenure.ended = text(row, "ended").and_then(|w| Ended::read(&w));
    tenure.contest = number(row, "contest").map(ContestId::new);
    tenure.renewed =
        items(row.get("renewed")).iter().filter_map(Value::as_u64).map(|id| ContestId::new(id as usize)).collect();
    tenure.party = number(row, "party").map(PartyId::new);
    tenure.notes = texts(row.get("notes"));
    tenure.follows = row.get("follows")?.as_bool()?;
    tenure.citations = ids(row.get("citations"));
    Some(tenure)
}

fn tie(at: usize, row: &Value) -> Option<Tie> {
    let end = |key: &str| {
        let end = row.get(key)?;
        let id = number(end, "id")?;
        match end.get("kind")?.as_str()? {
            "person" => Some(Node::Person(PersonId::new(id))),
            "group" => Some(Node::Group(GroupId::new(id))),
            "party" => Some(Node::Party(PartyId::new(id))),
            _ => None,
        }
    };
    let date = |key: &str| text(row, key).and_then(|d| Date::parse(&d));
    Some(Tie {
        id: TieId::new(at),
        role: text(row, "role"),
        office: text(row, "office"),
        contest: number(row, "contest").map(ContestId::new),
        start: date("start"),
        end: date("end"),
        stance: text(row, "stance").and_then(|w| Stance::read(&w)),
        phase: text(row, "phase").and_then(|w| Phase::read(&w)),
        citations: ids(row.get("citations")),
        ..Tie::bare(TieKind::read(row.get("kind")?.as_str()?)?, end("from")?, end("to")?)
    })
}

fn judgement(row: &Value) -> Option<Judgement> {
    let verdict = match row.get("verdict")?.as_str()? {
        "same" => Verdict::Same,
        "unsure" => Verdict::Unsure,
        "different" => Verdict::Different,
        _ => return None,
    };
    let word = |value: &Value| value.as_str().map(ToString::to_string);
    // Evidence is written as a word of the vocabulary with hyphens.
    let evidence = |value: &Value| {
        let written = word(value)?;
        Evidence::ALL
            .iter()
            .copied()
            .find(|e| serde_json::to_value(e).ok().and_then(|v| word(&v)).as_deref() == Some(&*written))
    };
    Some(Judgement {
        name_a: text(row, "name_a")?,
        name_b: text(row, "name_b")?,
        series: text(row, "series")?,
        verdict,
        score: u16::try_from(number(row, "score")?).ok()?,
        evidence: items(row.get("evidence")).iter().map(evidence).collect::<Option<_>>()?,
        reason: text(row, "reason")?,
        subject: Subject::ALL.into_iter().find(|s| Some(s.label()) == row.get("subject").and_then(Value::as_str))?,
    })
}

fn citation(row: &Value) -> Option<Citation> {
    Some(Citation {
        confidence: serde_json::from_value(row.get("confidence")?.clone()).ok()?,
        page: row.get("page")?.as_str()?.into(),
        line: number(row, "line")?,
        quote: row.get("quote")?.as_str()?.into(),
        revision: row.get("revision").and_then(Value::as_u64),
        file: row.get("file")?.as_str()?.into(),
        sources: texts(row.get("sources")).into(),
    })
}
