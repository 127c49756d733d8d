//! Reads entities of Wikidata: files of its API, and lines of its dumps.
//!
//! The format is described at <https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>.

use super::tree::Node;
use super::{Teller, each_record, has_all, is_json};
use crate::facts::input::Input;
use crate::facts::tagged::tagged;
use crate::facts::{
    CandidacySays, ContestMention, ContestSays, Ended, Facts, Kind, Outcome, PersonSays, RoundSays, Statement,
    SuccessionSays, TenureSays, TieEnd, TieKind, TieSays, Title,
};
use crate::source::Page;
use crate::wikitext::{Date, DateOrder, Quantity};
use std::sync::Arc;

/// The format: entities of Wikidata as JSON.
pub(in crate::facts) const INPUT: Input = Input {
    name: "wikidata",
    label: "Wikidata entities (JSON)",
    recognised_by: "'claims' and 'labels' or 'type': 'item'",
    becomes: "tenures (P39), candidacies (P3602, P726, P991), kin, memberships and other ties, birth and death; labels name the items",
    example: "{\"entities\":{\"Q1\":{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"value\":\"Ann Ash\"}},\"claims\":{}}}}\n",
    in_fractions: false,
    is_it: |text| is_json(text) && has_all(text, &["\"claims\"", "\"labels\""]),
    extract,
};

/// Properties that tie people to each other or to groups in ways that no kind of tie has; they are counted.
const COUNTED: [&str; 3] = ["P1344", "P737", "P3342"];

/// Properties of kin, with what the value is to the person.
pub(super) const KIN: [(&str, &str); 8] = [
    ("P22", "father"),
    ("P25", "mother"),
    ("P8810", "parent"),
    ("P26", "spouse"),
    ("P451", "partner"),
    ("P40", "child"),
    ("P3373", "sibling"),
    ("P1038", "relative"),
];

/// Properties of other ties, from the person to the value. Parties (P102) are also those of tenures.
pub(super) const OTHER_TIES: [(&str, TieKind); 4] = [
    ("P463", TieKind::MemberOf),
    ("P102", TieKind::MemberOf),
    ("P748", TieKind::AppointedBy),
    ("P4353", TieKind::NominatedBy),
];

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    let (mut ties, mut entities) = (0, 0);
    each_record(page, facts, |node, teller| {
        let found = node.get("entities").map_or(std::slice::from_ref(node), |_| &[]);
        let inside = node.get("entities").map(Node::entries).unwrap_or_default();
        for entity in found.iter().chain(inside.iter().map(|(_, entity)| entity)) {
            entities += 1;
            ties += Entity::of(entity, page.hints.language.as_deref()).map_or(0, |entity| entity.tell(teller));
        }
    });
    let mut teller = Teller { page, facts };
    teller.ties(ties, "events, influences and notable people");
    if entities > 0 {
        teller.nothing(before, "no office held, no candidacy, no birth and no death of a person");
    }
}

/// An entity with what its statements need.
struct Entity<'n> {
    id: &'n str,
    label: String,
    claims: &'n Node,
    line: usize,
}

/// A statement that is neither deprecated nor without a value.
struct Claim<'n> {
    node: &'n Node,
    preferred: bool,
}

impl<'n> Entity<'n> {
    fn of(node: &'n Node, language: Option<&str>) -> Option<Self> {
        let id = node.text_at("id")?;
        let label = label_of(node, language).unwrap_or(id).to_string();
        Some(Self { id, label, claims: node.get("claims")?, line: node.line })
    }

    /// Returns the statements of a property, preferred ones first. Deprecated ones are counted as unread.
    fn claims(&self, property: &str, teller: &mut Teller<'_>) -> Vec<Claim<'n>> {
        let mut found = Vec::new();
        for node in self.claims.items_at(property) {
            match node.text_at("rank") {
                Some("deprecated") => teller.unread(&format!("{property} (deprecated)"), node),
                rank => found.push(Claim { node, preferred: rank == Some("preferred") }),
            }
        }
        found.sort_by_key(|claim| !claim.preferred);
        found
    }

    /// Returns the statements of a property that [`Self::claims`] has reported on, in the order of the item.
    fn again(&self, property: &str) -> impl Iterator<Item = &'n Node> {
        self.claims.items_at(property).iter().filter(|node| node.text_at("rank") != Some("deprecated"))
    }

    /// States everything about an entity. Returns the number of ties that are not held yet.
    fn tell(&self, teller: &mut Teller<'_>) -> usize {
        teller.facts.labels.insert(self.id.to_string(), self.label.clone());
        let person = tagged(&self.label, "wikidata", self.id);
        let parties = self.parties(teller);
        let held = self.claims("P39", teller);
        for claim in &held {
            self.tenure(claim, &person, &parties, teller);
        }
        for claim in self.claims("P3602", teller) {
            self.candidacy(&claim, &person, teller);
        }
        self.contest(teller);
        for (property, make) in [("P569", PersonSays::Born as fn(Date) -> PersonSays), ("P570", PersonSays::Died)] {
            let claims = self.claims(property, teller);
            // Where one is preferred, the others are what it is preferred to.
            let only = claims.iter().any(|c| c.preferred);
            for claim in claims.iter().filter(|c| c.preferred || !only) {
                if let Some(date) = main_value(claim.node).and_then(time) {
                    let citation = cite(teller, claim.node, self);
                    teller.person(&person, [make(date)], &citation);
                }
            }
        }
        self.ties(&person, &parties, teller);
        COUNTED.iter().map(|property| self.claims.items_at(property).len()).sum()
    }

    /// States kin, memberships, and who appointed the person.
    fn ties(&self, person: &str, parties: &[(String, Option<Date>, Option<Date>)], teller: &mut Teller<'_>) {
        let own = || TieEnd::Person(person.to_string());
        let other = |item: String| TieEnd::Person(tagged(&item, "wikidata", &item));
        let whole = teller.cite_with(self.line, &format!("{}: P102", self.label), &[]);
        for (party, start, end) in parties {
            let says = TieSays::new(own(), TieKind::MemberOf, TieEnd::Party(party.clone()));
            teller.tie(TieSays { start: *start, end: *end, ..says }, &whole);
        }
        for (property, role) in KIN {
            for claim in self.claims(property, teller) {
                let Some(item) = main_value(claim.node).and_then(item_of) else { continue };
                let (start, end) = spell_of(claim.node);
                let is_marriage = matches!(role, "spouse" | "partner");
                let says = TieSays {
                    role: Some(role.to_string()),
                    start: start.filter(|_| is_marriage),
                    end: end.filter(|_| is_marriage),
                    ..TieSays::new(own(), TieKind::Kin, other(item))
                };
                let citation = cite(teller, claim.node, self);
                teller.tie(says, &citation);
            }
        }
        for (property, kind) in OTHER_TIES.into_iter().filter(|(property, _)| *property != "P102") {
            for claim in self.claims(property, teller) {
                let Some(item) = main_value(claim.node).and_then(item_of) else { continue };
                let (start, end) = spell_of(claim.node);
                let to = if kind == TieKind::MemberOf { TieEnd::Group(item) } else { other(item) };
                let citation = cite(teller, claim.node, self);
                teller.tie(TieSays { start, end, ..TieSays::new(own(), kind, to) }, &citation);
            }
        }
        for claim in self.again("P39") {
            let office = main_value(claim).and_then(item_of);
            let citation = cite(teller, claim, self);
            for item in qualifiers(claim, "P748").filter_map(item_of) {
                let says = TieSays::new(own(), TieKind::AppointedBy, other(item));
                teller.tie(TieSays { office: office.clone(), ..says }, &citation);
            }
        }
        for claim in self.again("P3602") {
            let contest = main_value(claim).and_then(item_of).map(ContestMention::titled);
            let citation = cite(teller, claim, self);
            for item in qualifiers(claim, "P6149").filter_map(item_of) {
                let says = TieSays::new(other(item), TieKind::RunningMateOf, own());
                teller.tie(TieSays { contest: contest.clone(), ..says }, &citation);
            }
        }
    }

    /// Returns the parties of a person, each with its first and last day.
    fn parties(&self, teller: &mut Teller<'_>) -> Vec<(String, Option<Date>, Option<Date>)> {
        let claims = self.claims("P102", teller);
        let party = |claim: &Claim<'_>| {
            let name = main_value(claim.node).and_then(item_of)?;
            Some((name, qualifier(claim.node, "P580").and_then(time), qualifier(claim.node, "P582").and_then(time)))
        };
        claims.iter().filter_map(party).collect()
    }

    fn tenure(
        &self,
        claim: &Claim<'_>,
        person: &str,
        parties: &[(String, Option<Date>, Option<Date>)],
        teller: &mut Teller<'_>,
    ) {
        let Some(office) = main_value(claim.node).and_then(item_of) else {
            return teller.unread("P39 (no value)", claim.node);
        };
        let office_id = Some(format!("wikidata:{office}"));
        let seat = qualifier(claim.node, "P768").and_then(item_of);
        let office = seat.map_or_else(|| office.clone(), |seat| format!("{office} for {seat}"));
        let (from, to) = (qualifier(claim.node, "P580").and_then(time), qualifier(claim.node, "P582").and_then(time));
        let group = qualifier(claim.node, "P4100").and_then(item_of);
        let citation = cite(teller, claim.node, self);
        let tenure = TenureSays {
            office: office.clone(),
            office_id,
            person: person.to_string(),
            from,
            to,
            ended: qualifier(claim.node, "P1534").and_then(item_of).and_then(|cause| end_of(&cause)),
            contest: qualifier(claim.node, "P2715").and_then(item_of).map(ContestMention::titled),
            party: group.or_else(|| party_at(parties, from)),
            ..TenureSays::default()
        };
        teller.tenure(tenure, &citation);
        for (property, before) in [("P1365", true), ("P1366", false)] {
            for other in qualifiers(claim.node, property).filter_map(item_of) {
                let other = tagged(&other, "wikidata", &other);
                let succession = SuccessionSays::beside(&office, person, other, before);
                teller.say(Statement::Succession(Box::new(succession)), &citation);
            }
        }
    }

    /// States a candidacy that the person's own item lists.
    fn candidacy(&self, claim: &Claim<'_>, person: &str, teller: &mut Teller<'_>) {
        let Some(contest) = main_value(claim.node).and_then(item_of) else {
            return teller.unread("P3602 (no value)", claim.node);
        };
        let contest = match qualifier(claim.node, "P768").and_then(item_of) {
            Some(seat) => format!("{contest}, {seat}"),
            None => contest,
        };
        let citation = cite(teller, claim.node, self);
        stand(&contest, person, claim.node, None, &citation, teller);
        teller.contest(&contest, [ContestSays::Documented], &citation);
    }

    /// States what the item of a contest says: its candidates and who was elected.
    fn contest(&self, teller: &mut Teller<'_>) {
        let candidates = self.claims("P726", teller);
        let elected = self.claims("P991", teller);
        if candidates.is_empty() && elected.is_empty() {
            return;
        }
        let title = &self.label;
        let citation = teller.cite_with(self.line, &format!("{}: {title}", self.id), &[]);
        let kind = Title::read(title).kind();
        let mut says = vec![
            ContestSays::Documented,
            ContestSays::Kind(if kind == Kind::Other { Kind::of_office(title) } else { kind }),
        ];
        let mut first =
            |property: &str| self.claims(property, teller).first().and_then(|claim| main_value(claim.node).cloned());
        says.extend(first("P585").as_ref().and_then(time).map(ContestSays::Date));
        says.extend(first("P541").as_ref().and_then(item_of).map(ContestSays::Office));
        says.extend(first("P17").as_ref().and_then(item_of).map(ContestSays::Country));
        says.extend(first("P1867").as_ref().and_then(amount).map(|n| ContestSays::Electorate(Quantity::exact(n))));
        says.extend(first("P1868").as_ref().and_then(amount).map(|n| ContestSays::Ballots(Quantity::exact(n))));
        says.extend(first("P1697").as_ref().and_then(amount).map(|n| ContestSays::Round(1, RoundSays::Valid(n))));
        let link = |value: Option<Node>| value.as_ref().and_then(item_of).map(ContestMention::titled);
        says.extend(link(first("P155")).map(ContestSays::Previous));
        says.extend(link(first("P156")).map(ContestSays::Next));
        teller.contest(title, says, &citation);
        for (claims, outcome) in [(candidates, None), (elected, Some(Outcome::Elected))] {
            for claim in claims {
                let Some(item) = main_value(claim.node).and_then(item_of) else { continue };
                let citation = cite(teller, claim.node, self);
                stand(title, &tagged(&item, "wikidata", &item), claim.node, outcome, &citation, teller);
            }
        }
    }
}

/// States that a person stood in a contest, with the qualifiers of the statement.
fn stand(
    contest: &str,
    person: &str,
    node: &Node,
    outcome: Option<Outcome>,
    citation: &Arc<crate::facts::Citation>,
    teller: &mut Teller<'_>,
) {
    let votes = qualifier(node, "P1111").and_then(amount);
    let party = qualifier(node, "P1268")
        .or_else(|| qualifier(node, "P102"))
        .or_else(|| qualifier(node, "P4100"))
        .and_then(item_of);
    let mut says = vec![CandidacySays::Stood(1)];
    says.extend(votes.map(|votes| CandidacySays::Votes(1, votes)));
    says.extend(party.map(CandidacySays::Party));
    says.extend(outcome.map(CandidacySays::Outcome));
    let (contest, person): (_, Arc<str>) = (ContestMention::titled(contest), person.into());
    for says in says {
        teller.say(Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says }, citation);
    }
}

/// Returns the first and the last day that the qualifiers of a statement give.
fn spell_of(claim: &Node) -> (Option<Date>, Option<Date>) {
    (qualifier(claim, "P580").and_then(time), qualifier(claim, "P582").and_then(time))
}

/// Returns the party of a person at the beginning of a tenure, if one alone is possible.
fn party_at(parties: &[(String, Option<Date>, Option<Date>)], from: Option<Date>) -> Option<String> {
    let from = from?;
    let fits = |(_, begin, end): &&(String, Option<Date>, Option<Date>)| {
        begin.is_none_or(|begin| begin.order(from) != DateOrder::Later)
            && end.is_none_or(|end| end.order(from) != DateOrder::Earlier)
    };
    let mut fitting = parties.iter().filter(fits);
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.0.clone())
}

/// Returns how a tenure ended, from the item of the cause.
fn end_of(cause: &str) -> Option<Ended> {
    Some(match cause {
        // Resignation; death, and death in office.
        "Q796919" => Ended::Resigned,
        "Q4" | "Q5247364" => Ended::Died,
        _ => return None,
    })
}

/// Returns the label of an entity: in the wanted language, else in English, else in any.
fn label_of<'n>(node: &'n Node, language: Option<&str>) -> Option<&'n str> {
    let labels = node.get("labels")?;
    let of = |code: &str| labels.get(code).and_then(|label| label.text_at("value").or_else(|| label.text()));
    let first = || labels.entries().iter().min_by(|a, b| a.0.cmp(&b.0));
    let any = || first().and_then(|(_, label)| label.text_at("value").or_else(|| label.text()));
    of(language.unwrap_or("en")).or_else(|| of("en")).or_else(|| of("mul")).or_else(any)
}

/// Returns the value of a statement's main part; `None` if the statement says that there is none, or one that is not
/// known.
fn main_value(claim: &Node) -> Option<&Node> {
    claim.at(&["mainsnak", "datavalue", "value"])
}

/// Returns the values of a qualifier.
fn qualifiers<'n>(claim: &'n Node, property: &str) -> impl Iterator<Item = &'n Node> + use<'n> {
    let all = claim.get("qualifiers").map_or(&[][..], |qualifiers| qualifiers.items_at(property));
    all.iter().filter_map(|snak| snak.at(&["datavalue", "value"]))
}

fn qualifier<'n>(claim: &'n Node, property: &str) -> Option<&'n Node> {
    qualifiers(claim, property).next()
}

/// Returns the item that a value is.
fn item_of(value: &Node) -> Option<String> {
    value.text_at("id").map(ToString::to_string).or_else(|| value.text_at("numeric-id").map(|n| format!("Q{n}")))
}

fn amount(value: &Node) -> Option<u64> {
    let number: f64 = value.text_at("amount")?.parse().ok()?;
    (number >= 0.0 && number.fract() == 0.0 && number < 9e15).then_some(number as u64)
}

/// Reads a point in time by its precision: 11 is a day, 10 a month, 9 a year, 8 a decade, 7 a century.
fn time(value: &Node) -> Option<Date> {
    let text = value.text_at("time")?;
    let precision: u8 = value.text_at("precision").and_then(|p| p.parse().ok()).unwrap_or(11);
    let (sign, text) = text.split_at_checked(1)?;
    if sign != "+" {
        return None;
    }
    let mut parts = text.split('T').next()?.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok().filter(|year| (1..10_000).contains(year))?;
    let mut number = || parts.next().and_then(|p| p.parse::<u8>().ok());
    let (month, day) = (number(), number());
    match precision {
        11.. => Date::day(year, month?, day?),
        10 => Date::month(year, month?),
        9 => Some(Date::year(year)),
        8 => Date::parse(&format!("{:04}/{:04}", year - year % 10, year - year % 10 + 9)),
        7 => Date::parse(&format!("{:04}/{:04}", (year - 1) / 100 * 100 + 1, (year - 1) / 100 * 100 + 100)),
        _ => None,
    }
}

/// Returns the citation of a statement: its id, and the sources that it gives.
fn cite(teller: &Teller<'_>, claim: &Node, entity: &Entity<'_>) -> Arc<crate::facts::Citation> {
    let id = claim.text_at("id").unwrap_or(entity.id);
    let property = claim.at(&["mainsnak", "property"]).and_then(Node::text).unwrap_or("");
    let mut sources = Vec::new();
    for reference in claim.items_at("references") {
        for property in ["P854", "P4656", "P248", "P143"] {
            let snaks = reference.get("snaks").map_or(&[][..], |snaks| snaks.items_at(property));
            sources.extend(snaks.iter().filter_map(|s| s.at(&["datavalue", "value"])).filter_map(|value| {
                value.text().map(ToString::to_string).or_else(|| item_of(value).map(|item| format!("wikidata:{item}")))
            }));
        }
    }
    sources.sort();
    sources.dedup();
    teller.cite_with(claim.line, &format!("{}: {property}, statement {id}", entity.label), &sources)
}

/// Returns the property and the id of the statement that a citation of a file of Wikidata quotes, as [`cite`] writes it.
pub(crate) fn statement_of(citation: &crate::facts::Citation) -> Option<(&str, &str)> {
    let (before, statement) = citation.quote.rsplit_once(", statement ")?;
    let property = before.rsplit_once(": ").map_or(before, |(_, property)| property);
    (statement.contains('$') && property.starts_with('P')).then_some((property, statement))
}
