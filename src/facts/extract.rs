//! The things that facts are extracted from: pages, or everything that was read.

use super::{Facts, dumps, fractions, inputs};
use crate::source::dump::DumpOptions;
use crate::source::{Lost, Page, Reading, Warning};
use std::borrow::Borrow;

/// A source for [`Facts::extract`]: pages, or a [`Reading`] with its exports and warnings.
pub trait Extract {
    /// Adds the facts that this states.
    #[doc(hidden)]
    fn add_to(self, facts: &mut Facts);
}

impl<P: Borrow<Page>, I: IntoIterator<Item = P>> Extract for I {
    fn add_to(self, facts: &mut Facts) {
        self.into_iter().for_each(|page| of_page(page.borrow(), facts));
    }
}

/// Reads the exports on all cores, follows redirects, and adds the warnings of the reading to those of the facts.
impl Extract for Reading {
    fn add_to(self, facts: &mut Facts) {
        self.pages.iter().for_each(|page| of_page(page, facts));
        facts.warnings.extend(self.warnings);
        for dump in self.dumps {
            let report = dumps::extract(dump, &DumpOptions::default(), facts);
            facts.warnings.extend(report.warnings);
        }
        for graph in self.graphs {
            let why = "this is a graph file, not a page; facts cannot be extracted from it";
            let name = graph.display().to_string();
            facts.warnings.push(Warning::new(&name, 0, "unknown-format", why).losing(Lost::File));
        }
        dumps::follow_redirects(facts);
    }
}

fn of_page(page: &Page, facts: &mut Facts) {
    let first = facts.stated.len();
    match inputs::of(page) {
        Ok(input) => {
            (input.extract)(page, facts);
            if input.in_fractions {
                fractions::to_percent(facts, first);
            }
        }
        Err(reason) => facts.warnings.push(inputs::unknown(page, &reason)),
    }
}
