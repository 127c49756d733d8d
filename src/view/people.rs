//! The questions about who is who that a person should decide, and the file with the decisions.

use super::words::counted;
use super::{Cell, Table, listing};
use crate::graph::{Person, PoliticalGraph};
use crate::identity::{Judgement, Overrides, Subject, Verdict};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// Returns how sure it is who a person is: by how many judgements the names are one person's, the least sure of them, and
/// how many questions are open. `None` if nothing had to be judged.
pub fn certainty(graph: &PoliticalGraph, person: &Person) -> Option<String> {
    let own = |name: &String| person.spellings.contains(name);
    let judged =
        graph.judgements().iter().filter(|j| j.subject == Subject::Person && (own(&j.name_a) || own(&j.name_b)));
    let of = |verdict: Verdict| judged.clone().filter(move |j| j.verdict == verdict);
    let (joined, open) = (of(Verdict::Same).count(), of(Verdict::Unsure).count());
    let least = of(Verdict::Same).map(|j| j.score).min().map(|score| f64::from(score) / 1000.0);
    let sure = least
        .map(|score| format!("{} to one person, the least sure with a score of {score:.2}", counted(joined, "join")));
    let asked = (open > 0).then(|| {
        format!("{} open, which 'hustings identity \"{}\" --unsure' lists", counted(open, "question"), person.name)
    });
    let said: Vec<String> = sure.into_iter().chain(asked).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Returns judgements as questions, the most important first. `concerns` is the number of contests and tenures that the
/// answer would move. It is the smaller of the two names' numbers.
pub fn questions<'a>(graph: &PoliticalGraph, found: impl IntoIterator<Item = &'a Judgement>) -> Table {
    let weights = Weights::of(graph);
    let mut rows: Vec<(usize, &Judgement)> = found.into_iter().map(|j| (weights.concerns(j), j)).collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.score.cmp(&a.1.score)).then(a.1.cmp(b.1)));
    let mut columns = vec!["concerns"];
    columns.extend(listing::JUDGEMENT);
    let mut table = Table::new(&columns);
    for (concerns, j) in rows {
        let mut cells = vec![Cell::count(concerns)];
        cells.extend(listing::judgement(j));
        table.push(cells);
    }
    table
}

/// The number of contests and tenures that depend on a name.
struct Weights<'a> {
    people: HashMap<&'a str, Vec<usize>>,
    parties: HashMap<&'a str, usize>,
    offices: HashMap<&'a str, usize>,
    contests: HashMap<&'a str, usize>,
}

impl<'a> Weights<'a> {
    fn of(graph: &'a PoliticalGraph) -> Self {
        let mut people: HashMap<&str, Vec<usize>> = HashMap::new();
        for person in graph.people() {
            for spelling in &person.spellings {
                people.entry(spelling).or_default().push(person.candidacies.len() + person.tenures.len());
            }
        }
        let mut parties: HashMap<&str, usize> = HashMap::new();
        for party in graph.candidacies().iter().filter_map(|c| c.party.best()) {
            *parties.entry(&graph.party(*party).name).or_default() += 1;
        }
        let mut offices: HashMap<&str, usize> = HashMap::new();
        for office in graph.offices() {
            let count = graph.contests_of(office.id).count() + graph.tenures_of(office.id).count();
            offices.insert(&office.name, count);
        }
        let contests = graph.contests().iter().map(|c| (c.title.as_str(), c.candidacies.len())).collect();
        Self { people, parties, offices, contests }
    }

    fn concerns(&self, j: &Judgement) -> usize {
        let count = |name: &str| match j.subject {
            Subject::Person => self.people.get(name).map_or(0, |all| {
                // If several people have this name, the one with the smallest number would be moved.
                let mut all = all.clone();
                all.sort_unstable();
                all[0]
            }),
            Subject::Party => self.parties.get(name).copied().unwrap_or(0),
            Subject::Office => self.offices.get(name).copied().unwrap_or(0),
            Subject::Contest => self.contests.get(name).copied().unwrap_or(0),
        };
        count(&j.name_a).min(count(&j.name_b))
    }
}

/// Returns an override file with the judgements and the earlier overrides. The user edits it and passes it with
/// `--people`.
pub fn override_file(graph: &PoliticalGraph, judged: &[&Judgement], told: &Overrides) -> String {
    let mut out = String::from(
        "# Who is who. Give this file with --people FILE. Each line of 'same' lists the names of one person (the first is shown); each line of\n# 'different' is a pair of names of two people. Delete a line to undo it. Lines that begin with # are for you to decide: delete the # if they are right.\n\n",
    );
    out.push_str("same = [\n");
    for group in same_groups(graph, judged, told) {
        let names: Vec<String> = group.iter().map(|n| quoted(n)).collect();
        let _ = writeln!(out, "  [{}],", names.join(", "));
    }
    push_unsure(&mut out, judged);
    out.push_str("]\n\ndifferent = [\n");
    for ([a, b], why) in different_pairs(judged, told) {
        let _ = writeln!(out, "  [{}, {}],  # {}", quoted(&a), quoted(&b), line(&why));
    }
    out.push_str("]\n\n[name]\n");
    for (name, shown) in &told.name {
        let _ = writeln!(out, "{} = {}", quoted(name), quoted(shown));
    }
    out
}

/// Returns the groups of names that mean the same, from earlier overrides or from judgements. Does not repeat a group
/// that an earlier override covers.
fn same_groups(graph: &PoliticalGraph, judged: &[&Judgement], told: &Overrides) -> BTreeSet<Vec<String>> {
    let mut groups: BTreeSet<Vec<String>> = told.same.iter().cloned().collect();
    let covered = |groups: &BTreeSet<Vec<String>>, names: &[&str]| {
        groups.iter().any(|g| names.iter().all(|n| g.iter().any(|s| s == n)))
    };
    let joined: BTreeSet<&str> = judged
        .iter()
        .filter(|j| j.verdict == Verdict::Same && j.subject == Subject::Person)
        .flat_map(|j| [j.name_a.as_str(), j.name_b.as_str()])
        .collect();
    for person in graph.people().iter().filter(|p| p.spellings.iter().any(|s| joined.contains(s.as_str()))) {
        let mut group = vec![person.name.clone()];
        group.extend(person.spellings.iter().filter(|s| **s != person.name).cloned());
        if !covered(&groups, &group.iter().map(String::as_str).collect::<Vec<_>>()) && group.len() > 1 {
            groups.insert(group);
        }
    }
    for j in judged.iter().filter(|j| j.verdict == Verdict::Same && j.subject != Subject::Person) {
        if !covered(&groups, &[&j.name_a, &j.name_b]) {
            groups.insert(vec![j.name_a.clone(), j.name_b.clone()]);
        }
    }
    groups
}

/// Returns the pairs of names that differ, each with the reason.
fn different_pairs(judged: &[&Judgement], told: &Overrides) -> BTreeMap<[String; 2], String> {
    let mut different: BTreeMap<[String; 2], String> =
        told.different.iter().map(|pair| (pair.clone(), "decided before".to_string())).collect();
    for j in judged.iter().filter(|j| j.verdict == Verdict::Different && j.name_a != j.name_b) {
        different.entry([j.name_a.clone(), j.name_b.clone()]).or_insert_with(|| j.reason.clone());
    }
    different
}

/// Writes the undecided judgements as comments.
fn push_unsure(out: &mut String, judged: &[&Judgement]) {
    for j in judged.iter().filter(|j| j.verdict == Verdict::Unsure && j.name_a != j.name_b) {
        let _ = writeln!(
            out,
            "  # [{}, {}],  # {}: {}",
            quoted(&j.name_a),
            quoted(&j.name_b),
            j.subject.label(),
            line(&j.reason)
        );
    }
    let twice: BTreeSet<(&str, &str)> = judged
        .iter()
        .filter(|j| j.verdict == Verdict::Unsure && j.name_a == j.name_b)
        .map(|j| (j.name_a.as_str(), j.series.as_str()))
        .collect();
    for (name, series) in twice {
        let _ = writeln!(out, "  # [{}],  # one person in {}?", quoted(name), line(series));
    }
}

/// Returns a basic string of TOML. The escapes of JSON are valid in TOML, but JSON leaves one control character
/// unescaped.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Returns a text as one line, for a comment.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
