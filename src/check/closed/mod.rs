//! A table of results as a closed system: votes, shares, totals, turnout and majority must agree as a whole.
//!
//! The rules on figures each look at one law. Here all laws of a table are read together. If one change reconciles
//! everything, the findings of those rules on this table become one finding at the culprit, with a fix.

mod laws;
mod solve;
mod system;

use super::fix::{Change, Fix, Written};
use super::rules::{on_several_tickets, valued};
use super::{Diagnostic, Severity};
use crate::facts::{Citation, Confidence};
use crate::graph::{CitationId, Contest, PoliticalGraph};
use crate::wikitext::number::{decimals, disputed, grouped};
use crate::wikitext::written::is_one_slip;
pub(super) use laws::{FEW_INVALID, INVALID_BALLOTS, is_sum_or_more};
use solve::{Answer, Repair, is_settled, solve};
use std::collections::BTreeSet;
use system::{Cell, System, What};

/// The rules on the figures of one table, in the order in which one of them is kept.
const FAMILY: [&str; 8] = [
    "share-against-votes",
    "total-mismatch",
    "majority-mismatch",
    "turnout-mismatch",
    "round-arithmetic",
    "votes-above-electorate",
    "shares-sum",
    "share-basis-unclear",
];

/// Replaces the findings on the figures of each table by one at the culprit, if there is one culprit.
pub(super) fn settle(graph: &PoliticalGraph, found: &mut Vec<Diagnostic>) {
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        if graph.candidacies_of(contest.id).any(on_several_tickets) {
            continue;
        }
        let rounds = contest.valid_rounds(false);
        let recounted = is_recounted(graph, contest, &rounds);
        for round in &rounds {
            let sources = sources(graph, contest, *round);
            // The counts of the contest are those of its only round.
            let whole = rounds.len() == 1 || recounted && rounds.first() == Some(round);
            for from in sources.iter().copied() {
                if let Some(system) = System::of(graph, contest, *round, whole, graph.citation(from)) {
                    let table = Table { graph, contest, system: &system };
                    // A rule takes each figure from the source that it prefers. Where several tell the contest, it may
                    // have mixed them: a table that agrees with itself has no such fault.
                    if sources.len() > 1 && is_settled(&system) {
                        found.retain(|d| !table.is_about(d));
                    }
                    // Without the rows of invalid ballots, the base of the shares is clear.
                    if system.rows.iter().any(|row| row.invalid) && is_settled(&system) {
                        found.retain(|d| d.rule != "share-basis-unclear" || !table.is_about(d));
                    }
                    table.settle(found);
                }
            }
        }
    }
}

/// Returns true if the second of two rounds counts the votes of the first again, between two candidates after preferences:
/// both have the same number of votes.
fn is_recounted(graph: &PoliticalGraph, contest: &Contest, rounds: &[usize]) -> bool {
    let [first, second] = rounds else { return false };
    let sum = |round: usize| -> u64 {
        let all = graph.candidacies_of(contest.id).filter_map(|c| c.round(round)?.votes.best().copied());
        all.fold(0, u64::saturating_add)
    };
    let stood = graph.candidacies_of(contest.id).filter(|c| c.stood_in(*second)).count();
    stood == 2 && sum(*second) > 0 && sum(*first) == sum(*second)
}

/// Returns a citation of each table that gives votes or shares of a round.
fn sources(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Vec<CitationId> {
    let figures = graph.candidacies_of(contest.id).filter_map(|c| c.round(round));
    let cited = figures.flat_map(|r| {
        let votes = r.votes.all().iter().flat_map(|v| v.citations.iter().copied());
        votes.chain(r.shares.all().iter().flat_map(|s| s.citations.iter().copied()))
    });
    let options = contest.round(round).into_iter().flat_map(|row| row.options.all());
    let of_options = options.flat_map(|option| option.citations.iter().copied());
    let mut seen = BTreeSet::new();
    cited
        .chain(of_options)
        .filter(|id| {
            let at = graph.citation(*id);
            let told = !matches!(at.confidence, Confidence::Prose | Confidence::Disputed);
            told && seen.insert((at.confidence, &at.file, &at.page))
        })
        .collect()
}

/// How certain a repair is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// It is the only one.
    Only,
    /// The cell is certain, the value is not.
    Several,
    /// It is the only one that a slip explains.
    Likely,
}

struct Table<'a> {
    graph: &'a PoliticalGraph,
    contest: &'a Contest,
    system: &'a System,
}

impl Table<'_> {
    fn settle(&self, found: &mut Vec<Diagnostic>) {
        let Some(answer) = solve(self.system) else { return };
        let of_table = |d: &Diagnostic| self.is_about(d);
        // A table that its shares close, and that agrees in no reading, has a fault even where no rule saw one.
        let stated = self.system.stated();
        let is_closed = self.system.is_closed(&stated);
        // So has one whose counts prove that its list is complete.
        let is_listed = self.system.is_listed(&stated);
        let is_of_votes = |cell: usize| {
            matches!(self.system.cells[cell].what, What::Votes(_) | What::Share(_) | What::Total | What::Valid)
        };
        let is_off = |cell: usize| is_listed || is_closed && is_of_votes(cell) || found.iter().any(of_table);
        let is_confirmed = self.system.is_total_confirmed(&self.system.stated());
        let one = match answer {
            // Nobody writes down a row for no votes.
            Answer::Only(repair) if repair.new <= 0.0 => None,
            // Two other figures agree on the total: what they count beyond the rows is not listed.
            Answer::Only(repair) | Answer::Several(repair) | Answer::Likely(repair)
                if is_confirmed
                    && !is_listed
                    && matches!(self.system.cells[repair.cell].what, What::Total | What::Valid) =>
            {
                None
            }
            Answer::Only(repair) => Some(self.repaired(repair, How::Only)),
            Answer::Several(repair) => is_off(repair.cell).then(|| self.repaired(repair, How::Several)),
            Answer::Likely(repair) => is_off(repair.cell).then(|| self.repaired(repair, How::Likely)),
            Answer::Culprit(cell) => is_off(cell).then(|| self.unfit(cell)),
            Answer::Swapped(a, b) => Some(self.swapped(a, b)),
            Answer::Row(row) => {
                let known = found.iter().any(|d| d.rule == "share-against-votes" && self.has(d));
                // Beside a longer list, one row says nothing.
                if known || !self.system.is_complete(&self.system.stated()) { None } else { self.off(row) }
            }
            Answer::Unknown if is_closed && !found.iter().any(of_table) => match self.worst() {
                Some(row) => self.off(row),
                None => self.off_total(),
            },
            Answer::Unknown if is_listed && !found.iter().any(of_table) => self.off_turnout(),
            Answer::Unknown => None,
        };
        match one {
            Some(one) => {
                // Where another place of the page has the value that reconciles all, the conflict of the two is the same fault.
                let right =
                    one.values.last().and_then(|value| value.split(" (by all else)").next()).map(str::to_string);
                let is_same_fault = |d: &Diagnostic| {
                    let says =
                        |value: &String| right.as_ref().is_some_and(|right| value.starts_with(&format!("{right} (")));
                    let at = format!("{}:{})", one.file, one.line);
                    d.rule == "value-conflict"
                        && d.subject == one.subject
                        && d.file == one.file
                        && d.values.iter().any(|value| value.ends_with(&at))
                        && d.values.iter().any(says)
                };
                found.retain(|d| !of_table(d) && !is_same_fault(d));
                found.push(one);
            }
            // Sums are off because a row is: one fault is one finding.
            None => {
                let is_of = |d: &Diagnostic, rule: &str| d.rule == rule && self.has(d);
                if found.iter().any(|d| is_of(d, "share-against-votes")) {
                    found.retain(|d| !is_of(d, "shares-sum") && !is_of(d, "share-basis-unclear"));
                }
                // The total is that of the valid and the invalid votes: the rows are off.
                if is_confirmed && found.iter().any(|d| is_of(d, "round-arithmetic")) {
                    found.retain(|d| !is_of(d, "total-mismatch"));
                }
            }
        }
    }

    /// Returns true if a finding is one of the rules on figures, about this table.
    fn is_about(&self, d: &Diagnostic) -> bool {
        FAMILY.contains(&&*d.rule) && self.has(d)
    }

    /// Returns true if a finding is about this table.
    fn has(&self, d: &Diagnostic) -> bool {
        let places = || self.system.cells.iter().map(|cell| self.graph.citation(cell.at));
        let lines = places().map(|at| at.line);
        let (first, last) = (lines.clone().min().unwrap_or(0), lines.max().unwrap_or(0));
        d.subject == self.contest.title && places().any(|at| at.file == d.file) && (first..=last + 1).contains(&d.line)
    }

    fn place(&self, cell: &Cell) -> &Citation {
        self.graph.citation(cell.at)
    }

    fn repaired(&self, repair: Repair, how: How) -> Diagnostic {
        let cell = &self.system.cells[repair.cell];
        let here = self.place(cell);
        let digits = self.system.digits(repair.cell).max(decimals(repair.new));
        let new = written(&Cell { digits, ..*cell }, repair.new);
        let fault = self.fault(repair);
        let rest = match how {
            How::Only if fault.ends_with(&format!(" {new}")) => ", with which all else agrees".into(),
            How::Only => format!("; with {new} all else agrees"),
            How::Several => format!("; {new} is one of the values that would agree with all else"),
            How::Likely => format!("; {new} would agree with all else, and is one slip away"),
        };
        let message = fault + &rest;
        let values = [valued(&plain(cell, cell.value), here), format!("{} (by all else)", new.replace(',', ""))];
        let fix = Fix {
            safe: how == How::Only && repair.new > 0.0 && self.is_safe(repair),
            changes: vec![change(here, cell, repair.new)],
        };
        self.finding(cell, message).with_values(values).with_fix(fix)
    }

    /// Reports a cell that is the only one whose change can reconcile the table, if several values would do.
    fn unfit(&self, index: usize) -> Diagnostic {
        let cell = &self.system.cells[index];
        let message = self.fault(Repair { cell: index, new: cell.value, slip: false, exact: false });
        let values = [valued(&plain(cell, cell.value), self.place(cell))];
        self.finding(cell, format!("{message}; only a change here can make all agree")).with_values(values)
    }

    /// Says what is wrong with a cell.
    fn fault(&self, repair: Repair) -> String {
        let stated = self.system.stated();
        let cell = &self.system.cells[repair.cell];
        let old = written(cell, cell.value);
        let value = |what| self.system.value(&stated, what);
        let count = |number: f64| grouped(number as u64);
        match self.system.cells[repair.cell].what {
            What::Share(row) => {
                let name = &self.system.rows[row].name;
                let by_votes = value(What::Votes(row)).and_then(|votes| {
                    let fits = |base: &f64| (votes / base * 100.0 - repair.new).abs() < self.system.unit(repair.cell);
                    let base = self.system.bases(&stated).into_iter().find(fits)?;
                    let exact = disputed(votes / base * 100.0, self.system.cells[repair.cell].value);
                    Some(format!("{name} is given {old}, but {} of {} votes are {exact}%", count(votes), count(base)))
                });
                by_votes.unwrap_or_else(|| format!("{name} is given {old}, and the shares do not add up to 100%"))
            }
            What::Votes(row) => {
                format!("{} is given {old} votes, which do not fit the other figures", self.system.rows[row].name)
            }
            What::Total => {
                let sum = count(self.system.candidates(&stated));
                format!("the total is {old} votes, but the candidates' votes add up to {sum}")
            }
            What::Valid => {
                let sum = count(self.system.candidates(&stated));
                format!("the valid votes are {old}, but the candidates' votes add up to {sum}")
            }
            What::Majority => match self.system.leading(&stated) {
                Some([first, second]) => format!(
                    "the majority is given as {old}, but {} has {} votes more than {}",
                    self.system.rows[first.0].name,
                    count(first.1 - second.1),
                    self.system.rows[second.0].name
                ),
                None => format!("the majority is given as {old}"),
            },
            What::Turnout => {
                let voters = value(What::Electorate).unwrap_or(0.0);
                let fits = |voted: &f64| (voted / voters * 100.0 - repair.new).abs() < self.system.unit(repair.cell);
                let voted = self.system.voted(&stated).into_iter().find(fits).unwrap_or(0.0);
                format!(
                    "{} ballots of {} people entitled to vote are {}%, but the turnout is given as {old}",
                    count(voted),
                    count(voters),
                    disputed(voted / voters * 100.0, cell.value)
                )
            }
            What::Invalid => format!("{old} invalid votes do not fit the total"),
            What::Ballots => format!("{old} ballots do not fit the votes"),
            What::Electorate => format!("an electorate of {old} does not fit the turnout"),
        }
    }

    /// Returns true if the only repair leaves no doubt. A total may exceed its parts by what the table leaves out.
    fn is_safe(&self, repair: Repair) -> bool {
        let cell = &self.system.cells[repair.cell];
        match cell.what {
            What::Total | What::Valid => {
                repair.slip || repair.new > cell.value && repair.new - cell.value <= cell.value * 0.1
            }
            What::Turnout | What::Electorate | What::Invalid => repair.slip,
            What::Ballots => false,
            What::Majority => repair.slip || (repair.new - cell.value).abs() <= cell.value * 0.1,
            // Votes that several slips would have to lead from may be counted otherwise.
            What::Votes(_) if !repair.slip => false,
            // What blank votes are a share of is not stated, nor what else counts where the rows are not the valid votes.
            What::Share(row) if self.system.is_of_no_vote(row) && !repair.slip => false,
            What::Share(_) if self.is_valid_open() => false,
            // The other shares leave open whether they are cut or rounded, which makes a difference here.
            What::Share(row) if self.is_cut_otherwise(row, repair.new) => false,
            What::Votes(_) | What::Share(_) => self.system.is_complete(&{
                let mut values = self.system.stated();
                values[repair.cell] = repair.new;
                values
            }),
        }
    }

    /// Returns true if the table states valid votes that are not the votes of its rows.
    fn is_valid_open(&self) -> bool {
        let stated = self.system.stated();
        let valid = self.system.value(&stated, What::Valid);
        valid.is_some_and(|valid| !self.system.valid_sums(&stated).contains(&valid))
    }

    /// Returns true if the other shares can be cut to their digits, and this one then differs from a new value. What a slip
    /// explains goes before what none does.
    fn is_cut_otherwise(&self, row: usize, new: f64) -> bool {
        let stated = self.system.stated();
        let Some(cell) = self.system.index(What::Share(row)).map(|at| &self.system.cells[at]) else { return false };
        let text = |value: f64| format!("{value:.digits$}", digits = cell.digits as usize);
        let is_slip = |value: f64| is_one_slip(&text(cell.value), &text(value));
        self.system.bases(&stated).into_iter().filter(|base| self.system.may_be_cut(&stated, row, *base)).any(|base| {
            let exact = self.system.share_by_votes(&stated, row, base);
            let cut = exact.map(|exact| self.system.cut(row, exact));
            cut.is_some_and(|cut| (cut - new).abs() > 1e-6 && (is_slip(cut) || !is_slip(new)))
        })
    }

    fn swapped(&self, a: usize, b: usize) -> Diagnostic {
        let (first, second) = (&self.system.cells[a], &self.system.cells[b]);
        let name = |cell: &Cell| match cell.what {
            What::Votes(row) | What::Share(row) => self.system.rows[row].name.clone(),
            _ => String::new(),
        };
        let what = if first.what.is_share() { "shares" } else { "votes" };
        let message = format!(
            "the {what} of {} ({}) and {} ({}) are in each other's place; swapped, all else agrees",
            name(first),
            written(first, first.value),
            name(second),
            written(second, second.value)
        );
        let (here, there) = (self.place(first), self.place(second));
        let values = [valued(&plain(first, first.value), here), valued(&plain(second, second.value), there)];
        let changes = vec![change(here, first, second.value), change(there, second, first.value)];
        self.finding(first, message).with_values(values).with_fix(Fix { safe: false, changes })
    }

    /// Returns the row whose votes and share disagree most, in units of the last digit.
    fn worst(&self) -> Option<usize> {
        let stated = self.system.stated();
        let base = self.system.all_rows(&stated);
        let off = |row: usize| {
            let share = self.system.index(What::Share(row))?;
            let by_votes = self.system.share_by_votes(&stated, row, base)?;
            Some(((by_votes - stated[share]).abs() / self.system.unit(share), row))
        };
        let all = (0..self.system.rows.len()).filter_map(off).filter(|(off, _)| *off >= 1.0);
        all.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, row)| row)
    }

    /// Reports a total that is not the sum of the votes, where the total or any row may be wrong.
    fn off_total(&self) -> Option<Diagnostic> {
        let stated = self.system.stated();
        let total = &self.system.cells[self.system.index(What::Total)?];
        let sum = self.system.candidates(&stated);
        let message = format!(
            "the total is {} votes, but the candidates' votes add up to {}, and their shares to 100%",
            written(total, total.value),
            grouped(sum as u64)
        );
        let values =
            [valued(&plain(total, total.value), self.place(total)), format!("{sum:.0} (sum of the candidates' votes)")];
        if self.system.is_total_confirmed(&stated) {
            return None;
        }
        let is_off = self.system.totals(&stated).iter().all(|sum| (sum - total.value).abs() > 0.5);
        is_off.then(|| self.finding(total, message).with_values(values))
    }

    /// Reports a turnout that is not the total of a table, all of whose ballots are counted, divided by the electorate,
    /// where any of the three may be wrong.
    fn off_turnout(&self) -> Option<Diagnostic> {
        let stated = self.system.stated();
        let turnout = &self.system.cells[self.system.index(What::Turnout)?];
        let electorate = self.system.value(&stated, What::Electorate).filter(|electorate| *electorate > 0.0)?;
        let total = *self.system.voted(&stated).first()?;
        let computed = total / electorate * 100.0;
        let unit = 10f64.powi(-i32::try_from(turnout.digits).unwrap_or(0));
        if (computed - turnout.value).abs() < unit {
            return None;
        }
        let shown = disputed(computed, turnout.value);
        let message = format!(
            "{} of {} people entitled to vote are {shown}%, but the turnout is given as {}",
            grouped(total as u64),
            grouped(electorate as u64),
            written(turnout, turnout.value)
        );
        let values = [valued(&plain(turnout, turnout.value), self.place(turnout)), format!("{shown}% (computed)")];
        Some(self.finding(turnout, message).with_values(values))
    }

    /// Reports a row whose votes and share disagree, where either may be wrong.
    fn off(&self, row: usize) -> Option<Diagnostic> {
        let stated = self.system.stated();
        let share = &self.system.cells[self.system.index(What::Share(row))?];
        let votes = self.system.value(&stated, What::Votes(row))?;
        let base = self.system.candidates(&stated);
        let message = format!(
            "{} is given {}, but {} of {} votes are {}%",
            self.system.rows[row].name,
            written(share, share.value),
            grouped(votes as u64),
            grouped(base as u64),
            disputed(votes / base * 100.0, share.value)
        );
        let values = [valued(&plain(share, share.value), self.place(share))];
        Some(self.finding(share, message).with_values(values))
    }

    fn finding(&self, cell: &Cell, message: String) -> Diagnostic {
        let rule = match cell.what {
            What::Votes(_) | What::Share(_) => "share-against-votes",
            What::Total | What::Valid | What::Invalid => "total-mismatch",
            What::Majority => "majority-mismatch",
            What::Turnout | What::Electorate | What::Ballots => "turnout-mismatch",
        };
        Diagnostic::at(rule, Severity::Warning, self.place(cell), &self.contest.title, message)
    }
}

fn change(at: &Citation, cell: &Cell, new: f64) -> Change {
    let written = |value: f64| if cell.what.is_share() { Written::Share(value) } else { Written::Count(value as u64) };
    let (file, page) = (at.file.clone(), at.page.clone());
    Change { file, page, line: at.line, old: written(cell.value), new: written(new) }
}

/// Formats a value of a cell for a sentence: `14,207`, `58.7%`.
fn written(cell: &Cell, value: f64) -> String {
    let digits = cell.digits as usize;
    if cell.what.is_share() { format!("{value:.digits$}%") } else { grouped(value as u64) }
}

/// Formats a value of a cell for programs: `14207`, `58.7%`.
fn plain(cell: &Cell, value: f64) -> String {
    if cell.what.is_share() { written(cell, value) } else { format!("{value:.0}") }
}
