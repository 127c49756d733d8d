//! Analyses of the graph: each file takes a graph and returns findings.
//!
//! The counting rules: a *meeting* is one contest (not one round) in which both people stood in at least one valid
//! round. *Won* means elected by that contest; if it elected both, neither won over the other. *Ahead* means finished
//! ahead in the last round in which both stood. Annulled rounds do not count unless asked for. Stated meetings, whose
//! contest sources only mention, are counted apart from documented ones.
//!
//! ```
//! use hustings::{analysis::measures::effective_number, analysis::succession::{self, Spell}, facts::Facts};
//! use hustings::{graph::{Lookup, PoliticalGraph}, identity::Overrides, source};
//!
//! assert!((effective_number([40.0, 35.0, 25.0]).unwrap() - 2.899).abs() < 0.001);
//! let pages: Vec<_> = source::bundled().collect();
//! let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
//! let Lookup::One(labor) = graph.find_office("Israeli Labor Party") else { panic!() };
//! let vacancies = succession::of_office(&graph, labor).into_iter().filter(|s| matches!(s, Spell::Vacancy { .. }));
//! assert_eq!(vacancies.count(), 4);
//! ```

pub mod balance;
pub mod comparison;
pub mod difference;
pub mod dynasties;
pub mod elo;
pub mod endorsements;
pub mod factions;
mod field;
pub mod figures;
pub mod implied;
pub mod measures;
pub mod network;
pub mod path;
pub mod rivals;
pub mod strengths;
pub mod succession;
pub mod survival;
pub mod ties;
pub mod volatility;

/// The counting rules, as the help and the outputs state them.
pub const COUNTING_RULES: &str = "A meeting is a contest, not a round, in which both stood in at least one valid round. \
Won: elected by that contest; where it elected both, neither won over the other. Ahead: finished ahead in the last \
round in which both stood. Annulled rounds do not count unless --include-annulled is given. Documented: a source is about the contest; stated: sources only mention it.";

/// Every analysis: the command that runs it, and the question it answers.
pub const ALL: [(&str, &str); 14] = [
    ("rivals", "who faced whom, how often, and who won"),
    ("succession", "who held an office after whom, and through which contest"),
    ("path", "how two people are connected"),
    ("ties", "who is kin to whom, served under whom, sat with whom"),
    ("dynasties", "which families held office"),
    ("endorsements", "who endorsed whom in a contest"),
    ("factions", "who stands with whom, and how balanced that is"),
    ("measures", "how contested a contest was"),
    ("network", "how central each person is in the network of rivals"),
    ("survival", "how long tenures last"),
    ("measures --of strengths", "who is stronger, estimated from all meetings together"),
    ("measures --of elo", "how strong each person was over time"),
    ("measures --of volatility", "how far votes moved between parties"),
    ("diff", "what differs between two graphs"),
];
