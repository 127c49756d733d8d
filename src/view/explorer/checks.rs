//! The findings of the checks, filtered by rule, severity and article, each with its line.

use super::Explorer;
use super::address::Place;
use super::html::{self, Frame, say};
use super::links::escaped;
use super::model::Finding;
use crate::check::{self, Diagnostic, Severity};
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use crate::wikitext::slug;
use maud::html;
use serde::Serialize;
use std::collections::BTreeMap;

/// The number of findings on a page.
pub(super) const A_PAGE: usize = 200;

/// Which findings to show. `None` selects all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only findings of this rule, given by its name or its slug.
    pub rule: Option<String>,
    /// Only findings of this severity.
    pub severity: Option<String>,
    /// Only findings in this file.
    pub article: Option<String>,
}

impl Filter {
    fn takes(&self, d: &Diagnostic) -> bool {
        let is = |wanted: &Option<String>, have: &str| wanted.as_ref().is_none_or(|w| w == have);
        let rule = self.rule.as_ref().is_none_or(|w| *w == d.rule || slug(&d.rule) == *w);
        rule && is(&self.severity, d.severity.label()) && is(&self.article, &d.file)
    }

    /// Returns true if the filter names at most a rule; only such filters have addresses without a query.
    fn is_plain(&self) -> bool {
        self.severity.is_none() && self.article.is_none()
    }

    /// Returns the filter and the page number as the query of an address.
    fn query(&self, page: usize) -> String {
        let parts = [("rule", &self.rule), ("severity", &self.severity), ("article", &self.article)];
        let parts = parts.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", escaped(value.as_ref()?))));
        parts.chain((page > 1).then(|| format!("page={page}"))).collect::<Vec<_>>().join("&")
    }

    /// Returns the address of the JSON twin of a page.
    pub(super) fn twin(&self, page: usize) -> String {
        match self.query(page) {
            query if query.is_empty() => "checks.json".into(),
            query => format!("checks.json?{query}"),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ChecksPage {
    rule: Option<String>,
    severity: Option<String>,
    article: Option<String>,
    /// The texts of the rule: what it finds, why that matters, and what it ignores.
    explained: Option<[&'static str; 3]>,
    page: usize,
    pages: usize,
    found: usize,
    all: usize,
    rules: BTreeMap<String, usize>,
    severities: BTreeMap<&'static str, usize>,
    articles: BTreeMap<String, usize>,
    findings: Vec<Finding>,
    #[serde(skip)]
    filter: Filter,
}

impl ChecksPage {
    /// Returns a page of the findings, or `None` if there is no such page, rule, severity or article.
    pub(super) fn of(explorer: &Explorer, filter: Filter, page: usize) -> Option<Self> {
        let all = &explorer.findings;
        if let Some(rule) = &filter.rule {
            let known = check::ALL.iter().any(|r| r.name == rule)
                || all.iter().any(|d| d.rule == *rule || slug(&d.rule) == *rule);
            if !known {
                return None;
            }
        }
        let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::label);
        let severity = filter.severity.as_ref().is_none_or(|s| severities.contains(&s.as_str()));
        if !severity || filter.article.as_ref().is_some_and(|a| !all.iter().any(|d| *d.file == **a)) {
            return None;
        }
        let found: Vec<&Diagnostic> = all.iter().filter(|d| filter.takes(d)).collect();
        let pages = found.len().div_ceil(A_PAGE).max(1);
        if page == 0 || page > pages {
            return None;
        }
        let mut counts = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for d in all {
            *counts.0.entry(d.rule.to_string()).or_default() += 1;
            *counts.1.entry(d.severity.label()).or_default() += 1;
            *counts.2.entry(d.file.to_string()).or_default() += 1;
        }
        let shown = found.iter().skip((page - 1) * A_PAGE).take(A_PAGE);
        Some(Self {
            explained: filter
                .rule
                .as_ref()
                .and_then(|w| check::ALL.iter().find(|r| slug(r.name) == *w))
                .map(|r| [r.finds, r.why, r.but]),
            rule: filter.rule.clone(),
            severity: filter.severity.clone(),
            article: filter.article.clone(),
            page,
            pages,
            found: found.len(),
            all: all.len(),
            rules: counts.0,
            severities: counts.1,
            articles: counts.2,
            findings: shown.map(|d| Finding::of(explorer, d)).collect(),
            filter,
        })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let rule = self.rule.as_ref().and_then(|word| check::ALL.iter().find(|r| slug(r.name) == *word));
        let title = match (&self.rule, rule) {
            (_, Some(rule)) => format!("Checks: {}", rule.name),
            (Some(word), None) => format!("Checks: {word}"),
            _ => match (&self.severity, &self.article) {
                (None, None) => "Checks: what disagrees".to_string(),
                (severity, article) => {
                    let parts: Vec<&str> = severity.iter().chain(article).map(String::as_str).collect();
                    format!("Checks: {}", parts.join(", "))
                }
            },
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::label);
        let chosen = |have: &Option<String>, word: &str| have.as_deref() == Some(word);
        let site = frame.explorer.is_site();
        // A choice among one article, or among thousands, would not help.
        let articles = self.articles.len() > 1 && self.articles.len() <= 500;
        let of = format!("{} of {}", grouped(self.found as u64), counted(self.all, "finding"));
        let body = html! {
            h1 { (title) }
            @if let Some(rule) = rule {
                p.lead { "Finds " (rule.finds) "." }
                p { (rule.why) @if !rule.but.is_empty() { " Left alone: " (rule.but) } }
            } @else { p.lead { "Places where sources contradict each other, or where their numbers do not add up. Each finding names its line." } }
            form.filter method="get" action=(frame.file("checks")) hidden[site] data-rule=[self.rule.as_ref()] {
                p { label for="rule" { "Rule" } " "
                    select id="rule" name="rule" {
                        option value="" { "all" }
                        @for (word, n) in &self.rules { option value=(html::plain(word)) selected[self.rule.as_deref() == Some(&slug(word))] { (html::plain(word)) " (" (n) ")" } }
                    } }
                p { label for="severity" { "Severity" } " "
                    select id="severity" name="severity" {
                        option value="" { "all" }
                        @for word in severities { @if let Some(n) = self.severities.get(word) {
                            option value=(word) selected[chosen(&self.filter.severity, word)] { (word) " (" (n) ")" }
                        } }
                    } }
                @if articles {
                    p { label for="article" { "Article" } " "
                        select id="article" name="article" {
                            option value="" { "all" }
                            @for (word, n) in &self.articles { option value=(word) selected[chosen(&self.filter.article, word)] { (html::plain(&html::short(word))) " (" (n) ")" } }
                        } }
                }
                p { button type="submit" { "Show" } }
            }
            @if site {
                p { "By rule: " @for (i, (word, n)) in self.rules.iter().enumerate() {
                    @if i > 0 { ", " } a href=(frame.href(&Place::Checks(Some(slug(word)), 1).stem())) { (say(word)) " (" (n) ")" }
                } }
            }
            p role="status" id="found" { (of) @if self.pages > 1 { ", page " (self.page) " of " (self.pages) } "." }
            (frame.findings(&self.findings))
            @if self.filter.is_plain() {
                (frame.pages(self.page, self.pages, "below", |n| Place::Checks(self.rule.clone(), n).stem()))
            } @else {
                (frame.pages(self.page, self.pages, "below", |n| format!("checks?{}", self.filter.query(n))))
            }
        };
        frame.page(
            &title,
            "What the checks found: sources that contradict each other, or numbers that do not add up.",
            &body,
        )
    }
}
