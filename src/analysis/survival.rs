//! How long tenures last: Kaplan–Meier curves and the log-rank test.

use crate::facts::{Began, Ended};
use crate::graph::{OfficeId, PoliticalGraph, Tenure, TenureId};
use crate::wikitext::Date;
use statrs::distribution::{ChiSquared, ContinuousCDF};
use std::collections::BTreeMap;

/// Days in a year of the Gregorian calendar.
pub const YEAR: f64 = 365.2425;

/// A duration, and whether its end was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// The duration, in any unit; in years for tenures.
    pub time: f64,
    /// True if it ended; false if it is censored, that is, if it was still going on when last observed.
    pub ended: bool,
}

/// One step of a survival curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The time at which spells ended.
    pub time: f64,
    /// The number of spells still going on just before this time.
    pub at_risk: usize,
    /// The number of spells that ended at this time.
    pub ended: usize,
    /// The number of spells censored from the previous step until just before this one.
    pub censored: usize,
    /// The share of spells that last longer than this time, from 0 to 1.
    pub survival: f64,
    /// The standard error of `survival` (Greenwood 1926).
    pub error: f64,
    /// The lower end of the 95% confidence band.
    pub lower: f64,
    /// The upper end of the 95% confidence band.
    pub upper: f64,
}

/// The survival curve of a group of spells.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The number of spells.
    pub spells: usize,
    /// The number of spells that ended.
    pub ended: usize,
    /// The steps at which the curve falls, in order of time.
    pub steps: Vec<Step>,
    /// The longest time observed; 0 without spells.
    pub last: f64,
    /// The time for which each spell was observed, in ascending order.
    pub times: Vec<f64>,
}

impl Curve {
    /// Returns the share that lasts longer than `time`. `None` after the longest time observed, unless none was left by
    /// then.
    pub fn at(&self, time: f64) -> Option<f64> {
        let before = self.steps.iter().take_while(|s| s.time <= time).last();
        let share = before.map_or(1.0, |s| s.survival);
        (time <= self.last || share == 0.0).then_some(share)
    }

    /// Returns the number of spells that were still observed at `time`. O(log n).
    pub fn at_risk(&self, time: f64) -> usize {
        self.times.len() - self.times.partition_point(|t| *t < time)
    }

    /// Returns the first time at which no more than half are left; `None` if the curve stays above one half.
    pub fn median(&self) -> Option<f64> {
        self.steps.iter().find(|s| s.survival <= 0.5 + 1e-12).map(|s| s.time)
    }
}

/// The 97.5th percentile of the normal distribution, for bands of 95%.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the Kaplan–Meier estimate S(t) = Π (1 − dᵢ/nᵢ), where dᵢ of nᵢ spells end at each time (Kaplan and Meier,
/// "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958)).
///
/// The standard error is Greenwood's, S·√V with V = Σ dᵢ/(nᵢ(nᵢ − dᵢ)) ("The Natural Duration of Cancer", 1926). The
/// 95% band is that of log(−log S), which stays between 0 and 1: exp(−exp(log(−log S) ± z·√V / log S)) (Kalbfleisch and
/// Prentice, The Statistical Analysis of Failure Time Data, 2002, section 1.4). If S is 0, so are the band and the
/// error. O(n log n).
pub fn curve(spells: &[Spell]) -> Curve {
    let mut sorted: Vec<Spell> = spells.iter().copied().filter(|s| s.time.is_finite()).collect();
    // At equal times, ends come first: a spell censored at that time was still at risk.
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time).then(b.ended.cmp(&a.ended)));
    let (mut survival, mut sum) = (1.0, 0.0);
    let mut steps = Vec::new();
    let mut censored = 0;
    let mut at = 0;
    while at < sorted.len() {
        let time = sorted[at].time;
        let same = sorted[at..].iter().take_while(|s| s.time.total_cmp(&time).is_eq());
        let (count, ended) = same.fold((0, 0), |(n, d), s| (n + 1, d + usize::from(s.ended)));
        let at_risk = sorted.len() - at;
        if ended > 0 {
            let (n, d) = (at_risk as f64, ended as f64);
            survival *= 1.0 - d / n;
            sum += if at_risk > ended { d / (n * (n - d)) } else { 0.0 };
            let (error, lower, upper) = if survival > 0.0 {
                let spread = Z * f64::sqrt(sum) / f64::ln(survival);
                let bound = |sign: f64| (-f64::exp((-survival.ln()).ln() + sign * spread)).exp();
                let (a, b) = (bound(1.0), bound(-1.0));
                (survival * f64::sqrt(sum), a.min(b), a.max(b))
            } else {
                (0.0, 0.0, 0.0)
            };
            steps.push(Step { time, at_risk, ended, censored, survival, error, lower, upper });
            censored = 0;
        }
        censored += count - ended;
        at += count;
    }
    Curve {
        spells: sorted.len(),
        ended: sorted.iter().filter(|s| s.ended).count(),
        steps,
        last: sorted.last().map_or(0.0, |s| s.time),
        times: sorted.iter().map(|s| s.time).collect(),
    }
}

/// The result of a log-rank test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// The statistic; approximately chi-square distributed if the groups do not differ.
    pub chi_square: f64,
    /// The degrees of freedom: the number of groups minus one.
    pub degrees: usize,
    /// The probability of this statistic or a larger one if the groups do not differ.
    pub p: f64,
}

/// Tests whether groups differ by the log-rank test (Mantel, "Evaluation of Survival Data and Two New Rank Order
/// Statistics", 1966). The statistic is Z'V⁻¹Z, where Zⱼ is the difference between the observed and the expected ends
/// in each group but the last, and V is their hypergeometric covariance.
///
/// Returns `None` if fewer than two groups have spells, if no spell ended, or if V is singular. O(g³ + n·g²).
pub fn log_rank(groups: &[Vec<Spell>]) -> Option<LogRank> {
    let groups: Vec<&Vec<Spell>> = groups.iter().filter(|g| !g.is_empty()).collect();
    let degrees = groups.len().checked_sub(1).filter(|d| *d > 0)?;
    let mut times: Vec<f64> = groups.iter().flat_map(|g| g.iter().filter(|s| s.ended).map(|s| s.time)).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let mut difference = vec![0.0; degrees];
    let mut covariance = vec![vec![0.0; degrees]; degrees];
    for time in times {
        let risk: Vec<f64> = groups.iter().map(|g| g.iter().filter(|s| s.time >= time).count() as f64).collect();
        let is_end = |s: &&Spell| s.ended && s.time.total_cmp(&time).is_eq();
        let ends: Vec<f64> = groups.iter().map(|g| g.iter().filter(is_end).count() as f64).collect();
        let (n, d): (f64, f64) = (risk.iter().sum(), ends.iter().sum());
        let spread = if n > 1.0 { d * (n - d) / (n - 1.0) } else { 0.0 };
        for i in 0..degrees {
            difference[i] += ends[i] - d * risk[i] / n;
            for j in 0..degrees {
                let same = if i == j { 1.0 } else { 0.0 };
                covariance[i][j] += spread * (risk[i] / n) * (same - risk[j] / n);
            }
        }
    }
    let solved = solve(covariance, difference.clone())?;
    let chi_square: f64 = difference.iter().zip(&solved).map(|(a, b)| a * b).sum();
    let p = ChiSquared::new(degrees as f64).ok()?.sf(chi_square);
    Some(LogRank { chi_square, degrees, p })
}

/// Solves a small linear system by Gaussian elimination with pivots; `None` if it has no unique solution.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..n {
            let factor = matrix[row][column] / matrix[column][column];
            let (upper, lower) = matrix.split_at_mut(row);
            for (own, pivot) in lower[0].iter_mut().zip(&upper[column]).skip(column) {
                *own -= factor * pivot;
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| matrix[row][k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

/// The property by which tenures are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// All tenures in one group.
    #[default]
    All,
    /// By who could vote in the contest that brought the holder into office.
    Selectorate,
    /// By how the tenure began.
    Began,
    /// By office.
    Office,
}

/// Which tenures count, and how.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The offices whose tenures count; empty for all offices.
    pub offices: Vec<OfficeId>,
    /// The property by which tenures are grouped.
    pub by: By,
    /// The date at which observation ends: holders who are still in office are censored then. If `None`, it is the last
    /// known date of each office.
    pub until: Option<Date>,
    /// True if a death in office censors a tenure instead of ending it.
    pub censor_deaths: bool,
    /// True if acting and interim holders count.
    pub provisional: bool,
}

/// A tenure that counts, with its group.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The tenure.
    pub tenure: TenureId,
    /// The name of its group.
    pub group: String,
    /// How long it lasted, in years.
    pub spell: Spell,
}

/// Returns the spells of each group.
pub fn groups(watched: &[Watched]) -> BTreeMap<String, Vec<Spell>> {
    let mut groups: BTreeMap<String, Vec<Spell>> = BTreeMap::new();
    for w in watched {
        groups.entry(w.group.clone()).or_default().push(w.spell);
    }
    groups
}

/// Returns the spells of a graph's tenures, in years, and the number of tenures that were left out because a date is
/// missing or because they began after observation ended.
///
/// Tenures of one person that follow each other without a break are one spell. A tenure without an end is censored if
/// its holder is in office or if it is the last one listed for the office; otherwise it is left out. A tenure without a
/// start is left out too. A date that is only a month or a year counts as its middle. O(tenures).
pub fn of_graph(graph: &PoliticalGraph, choice: &Choice) -> (Vec<Watched>, usize) {
    let mut until = vec![f64::NEG_INFINITY; graph.offices().len()];
    let own = |t: &Tenure| [t.from.best(), t.to.best()].into_iter().flatten().copied().collect::<Vec<_>>();
    let tenures = graph.tenures().iter().flat_map(|t| own(t).into_iter().map(move |d| (t.office, d)));
    let held = graph.contests().iter().filter(|c| c.counts(false));
    let contests = held.filter_map(|c| Some((c.office?, c.date()?)));
    for (office, date) in tenures.chain(contests) {
        let last = &mut until[office.index()];
        *last = last.max(date.middle().unwrap_or(f64::NEG_INFINITY));
    }
    if let Some(given) = choice.until.and_then(Date::middle) {
        until.fill(given);
    }
    let mut watched = Vec::new();
    let mut left_out = 0;
    for tenure in graph.tenures() {
        let counts = choice.offices.is_empty() || choice.offices.contains(&tenure.office);
        if !counts || (!choice.provisional && tenure.began.is_some_and(Began::is_provisional)) {
            continue;
        }
        let held = |t: &Tenure| choice.provisional || !t.began.is_some_and(Began::is_provisional);
        // A tenure that continues the one before it is part of that one's spell.
        let before = tenure.id.index().checked_sub(1).map(|at| &graph.tenures()[at]);
        if before.is_some_and(|t| held(t) && goes_on(t, tenure)) {
            continue;
        }
        let last = graph.tenures()[tenure.id.index()..]
            .windows(2)
            .take_while(|pair| held(&pair[1]) && goes_on(&pair[0], &pair[1]))
            .last()
            .map_or(tenure, |pair| &pair[1]);
        match spell(graph, tenure, last, until[tenure.office.index()], choice.censor_deaths) {
            Some(spell) => {
                watched.push(Watched { tenure: tenure.id, group: group(graph, tenure, choice.by), spell });
            }
            None => left_out += 1,
        }
    }
    (watched, left_out)
}

/// Returns true if the holder of one tenure continued in the next without leaving the office, because the party merged
/// or a new term began.
fn goes_on(before: &Tenure, after: &Tenure) -> bool {
    let same = before.person == after.person && before.office == after.office;
    same && before.to.best().is_some_and(|to| after.from.best() == Some(to))
}

/// Returns how long a person held an office, from the start of the first of consecutive tenures to the end of the last.
fn spell(graph: &PoliticalGraph, first: &Tenure, tenure: &Tenure, until: f64, censor_deaths: bool) -> Option<Spell> {
    let from = first.from.best()?.middle()?;
    let known = tenure.to.best().and_then(|d| d.middle()).filter(|_| tenure.ended != Some(Ended::InOffice));
    let next = graph.tenures().get(tenure.id.index() + 1).is_some_and(|t| t.office == tenure.office);
    let (to, ended) = match known {
        Some(to) if to > until => (until, false),
        Some(to) => (to, !(censor_deaths && tenure.ended == Some(Ended::Died))),
        None if tenure.ended == Some(Ended::InOffice) || !next => (until, false),
        None => return None,
    };
    // Two dates in one year have the same middle. A tenure that began after observation ended was not observed.
    (to >= from).then_some(Spell { time: (to - from) / YEAR, ended })
}

fn group(graph: &PoliticalGraph, tenure: &Tenure, by: By) -> String {
    let word = match by {
        By::All => Some("all tenures"),
        By::Selectorate if tenure.contest.is_none() => Some("no contest"),
        By::Selectorate => tenure.contest.and_then(|c| graph.contest(c).decided_by()).map(|s| s.label()),
        By::Began => tenure.began.map(Began::label),
        By::Office => Some(graph.office(tenure.office).name.as_str()),
    };
    word.unwrap_or("not known").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells(ends: &[f64], censored: &[f64]) -> Vec<Spell> {
        let of = |ended| move |t: &f64| Spell { time: *t, ended };
        ends.iter().map(of(true)).chain(censored.iter().map(of(false))).collect()
    }

    /// Freireich and others, "The Effect of 6-Mercaptopurine on the Duration of Steroid-Induced Remissions in Acute
    /// Leukemia", Blood 21 (1963): weeks of remission.
    fn leukaemia() -> [Vec<Spell>; 2] {
        let treated = spells(
            &[6., 6., 6., 7., 10., 13., 16., 22., 23.],
            &[6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.],
        );
        let placebo =
            spells(&[1., 1., 2., 2., 3., 4., 4., 5., 5., 8., 8., 8., 8., 11., 11., 12., 12., 15., 17., 22., 23.], &[]);
        [treated, placebo]
    }

    #[test]
    fn the_leukaemia_sample() {
        let [treated, placebo] = leukaemia();
        let curve = curve(&treated);
        // S, standard error and band as computed by lifelines 0.30.
        let wanted = [
            (6., 0.857_143, 0.076_360, 0.619_718, 0.951_552),
            (7., 0.806_723, 0.086_935, 0.563_147, 0.922_809),
            (10., 0.752_941, 0.096_350, 0.503_200, 0.889_362),
            (13., 0.690_196, 0.106_815, 0.431_610, 0.849_066),
            (16., 0.627_451, 0.114_054, 0.367_511, 0.804_912),
            (22., 0.537_815, 0.128_234, 0.267_779, 0.746_791),
            (23., 0.448_179, 0.134_591, 0.188_052, 0.680_143),
        ];
        assert_eq!(curve.steps.len(), wanted.len());
        for (step, (time, survival, error, lower, upper)) in curve.steps.iter().zip(wanted) {
            for (found, wanted) in [
                (step.time, time),
                (step.survival, survival),
                (step.error, error),
                (step.lower, lower),
                (step.upper, upper),
            ] {
                assert!((found - wanted).abs() < 1e-6, "{step:?}: {found} for {wanted}");
            }
        }
        assert_eq!(curve.median(), Some(23.0));
        let placebo_curve = super::curve(&placebo);
        assert_eq!(placebo_curve.median(), Some(8.0));
        assert!(placebo_curve.steps.last().is_some_and(|s| s.survival.abs() < 1e-12 && s.upper == 0.0));
        let test = log_rank(&[treated, placebo]).unwrap();
        assert!((test.chi_square - 16.792_941).abs() < 1e-6, "{test:?}");
        assert!((test.p - 4.168_809e-5).abs() < 1e-10, "{test:?}");
    }

    #[test]
    fn nothing_to_test() {
        let [treated, _] = leukaemia();
        assert_eq!(log_rank(std::slice::from_ref(&treated)), None);
        assert_eq!(log_rank(&[treated, Vec::new()]), None);
        assert_eq!(curve(&[]).steps, []);
    }
}
