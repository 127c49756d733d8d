//! Reports candidate numbers that are missing from an infobox.

use super::{Diagnostic, Input, Rule, Severity};
use crate::facts::{Citation, Kind};
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    name: "numbering-gap",
    severity: Severity::Warning,
    finds: "a number missing from the candidates of an infobox, which may hide a candidate",
    why: "A number that is left out may hide a candidate whose fields were lost in an edit.",
    wrong: include_str!("../../../tests/rules/numbering-gap/wrong.txt"),
    right: include_str!("../../../tests/rules/numbering-gap/right.txt"),
    but: "Contests for councils and parliaments are not checked, because their rows may be parties. Candidates 1, 2, 4 and 5 of a wiki page stand in two rows.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    // In the other kinds of contest, a row may be a party without a leader, which is not a candidate.
    let of_people = |kind| !matches!(kind, Kind::Local | Kind::Legislative | Kind::Referendum);
    for contest in graph.contests().iter().filter(|c| of_people(c.kind)) {
        let mut by_file: BTreeMap<&str, BTreeMap<u32, &Citation>> = BTreeMap::new();
        for candidacy in graph.candidacies_of(contest.id) {
            for (number, id) in &candidacy.numbers {
                let citation = graph.citation(*id);
                by_file.entry(&citation.file).or_default().insert(*number, citation);
            }
        }
        for numbers in by_file.values() {
            // Two candidates a row of the infobox of a wiki page: the third place of each row stays empty.
            let on_wiki = numbers.values().all(|at| at.quote.trim_start().starts_with(['|', '{']));
            let is_laid_out =
                numbers.keys().next_back().is_some_and(|last| *last > 3) && numbers.keys().all(|n| n % 3 != 0);
            if on_wiki && is_laid_out {
                continue;
            }
            let mut expected = 1;
            for (number, citation) in numbers {
                if *number > expected {
                    let missing = match *number - expected {
                        1 => format!("candidate {expected} is"),
                        _ => format!("candidates {expected} to {} are", number - 1),
                    };
                    let message =
                        format!("{missing} missing from the numbering of the infobox, which continues with {number}");
                    let range = if number - expected > 1 {
                        format!("{expected}–{}", number - 1)
                    } else {
                        expected.to_string()
                    };
                    let values = [format!("missing {range}"), format!("present {number}")];
                    out.push(
                        Diagnostic::at(RULE.name, Severity::Warning, citation, &contest.title, message)
                            .with_values(values),
                    );
                }
                expected = number.saturating_add(1);
            }
        }
    }
}
