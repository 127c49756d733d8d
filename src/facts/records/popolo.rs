//! Reads Popolo, with the dialects of `EveryPolitician` and `ParlParse`.
//!
//! Popolo is specified at <https://www.popoloproject.com/specs/>.

use super::tree::{Node, Tree, of_json};
use super::{Teller, has_all, is_json};
use crate::facts::input::Input;
use crate::facts::tagged::{item, tagged};
use crate::facts::{
    Began, CandidacySays, ContestMention, ContestSays, Ended, Facts, Kind, Outcome, PersonSays, Phase, RoundSays,
    Selectorate, Stance, Statement, Status, TenureSays, TieEnd, TieKind, TieSays, Title,
};
use crate::source::Page;
use crate::wikitext::{Date, Quantity, capital};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The format: people, organizations, posts and memberships as JSON.
pub(in crate::facts) const INPUT: Input = Input {
    name: "popolo",
    label: "Popolo (JSON)",
    recognised_by: "'memberships' or 'persons', or a list with 'person_id' and 'organization_id'",
    becomes: "tenures from memberships, posts and legislative periods; candidacies where there are elections; members of parties and committees; ids, birth and death",
    example: "{\"persons\":[{\"id\":\"1\",\"name\":\"Ann Ash\"}],\"memberships\":[]}\n",
    in_fractions: false,
    is_it: |text| {
        is_json(text)
            && (has_all(text, &["\"memberships\""])
                || has_all(text, &["\"persons\""])
                || has_all(text, &["\"person_id\"", "\"organization_id\""]))
    },
    extract,
};

/// The rows of a file by their ids.
struct Rows<'n> {
    people: HashMap<&'n str, &'n Node>,
    organizations: HashMap<&'n str, &'n Node>,
    posts: HashMap<&'n str, &'n Node>,
    events: HashMap<&'n str, &'n Node>,
    areas: HashMap<&'n str, &'n Node>,
}

fn by_id(nodes: &[Node]) -> HashMap<&str, &Node> {
    nodes.iter().filter_map(|node| Some((node.text_at("id")?, node))).collect()
}

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    let mut teller = Teller { page, facts };
    let Some(root) = teller.root(of_json(&page.text, 1)) else { return };
    let list =
        |keys: [&str; 2]| keys.iter().map(|key| root.items_at(key)).find(|items| !items.is_empty()).unwrap_or(&[]);
    let (people, memberships) = (list(["persons", "people"]), root.items_at("memberships"));
    // A file of ParlParse is a list of memberships alone; the people are in another file.
    let memberships = if matches!(root.value, Tree::List(_)) { root.items() } else { memberships };
    let rows = Rows {
        people: by_id(people),
        organizations: by_id(list(["organizations", "organisations"])),
        posts: by_id(root.items_at("posts")),
        events: by_id(list(["events", "elections"])),
        areas: by_id(root.items_at("areas")),
    };
    let scheme = if page.text.contains("uk.org.publicwhip") { "publicwhip" } else { &page.file };
    let own = root.text_at("generator") == Some("Hustings");
    let mut popolo = Popolo { rows, scheme, own, contests: BTreeSet::new() };
    for person in people {
        popolo.person(person, &mut teller);
        person.items_at("memberships").iter().for_each(|own| popolo.membership(own, Some(person), &mut teller));
    }
    memberships.iter().for_each(|membership| popolo.membership(membership, None, &mut teller));
    list(["events", "elections"]).iter().for_each(|event| popolo.event(event, &mut teller));
    root.items_at("candidacies").iter().for_each(|candidacy| popolo.listed(candidacy, &mut teller));
    root.items_at("relationships").iter().for_each(|relationship| popolo.relationship(relationship, &mut teller));
    teller.nothing(before, "no membership with a role, and no birth or death");
}

/// The kinds of organizations whose members hold no office by being in them.
const BODIES_OF_MEMBERS: [&str; 7] = ["party", "faction", "group", "committee", "subcommittee", "caucus", "commission"];

/// Adds the first and the last day of a row to a tie.
fn dated(node: &Node, says: TieSays) -> TieSays {
    let date = |key: &str| {
        let texts = [node.text_at(&format!("{key}_edtf")), node.text_at(key)];
        texts.into_iter().flatten().find_map(Date::parse).filter(|d| d.first_year().is_none_or(|year| year < 9000))
    };
    TieSays { start: date("start_date"), end: date("end_date"), ..says }
}

struct Popolo<'n> {
    rows: Rows<'n>,
    scheme: &'n str,
    /// True if Hustings wrote the file.
    own: bool,
    /// The contests about which the date and the office were stated already.
    contests: BTreeSet<String>,
}

impl<'n> Popolo<'n> {
    /// Returns the name of a person with the best id: the item of Wikidata, else the file's own.
    fn name(&self, id: &str, node: Option<&Node>) -> String {
        let name = node.and_then(|node| node.text_at("name")).map(ToString::to_string).or_else(|| {
            let parts = ["given_name", "family_name"].map(|key| node.and_then(|node| node.text_at(key)));
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        });
        // ParlParse keeps the names in a list of their own.
        let listed = || {
            let names = node.map_or(&[][..], |node| node.items_at("other_names"));
            let main = names.iter().rev().find(|n| n.text_at("note") == Some("Main"))?;
            let parts = ["given_name", "family_name", "lordname"].map(|key| main.text_at(key));
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        let named = name.or_else(listed);
        let Some((scheme, value)) = self.first_id(id, node) else { return named.unwrap_or_else(|| id.to_string()) };
        tagged(&named.unwrap_or_else(|| value.clone()), &scheme, &value)
    }

    /// Returns the id that a person is known by. Ids of our own exports are made of names, unless a source gave one.
    fn first_id(&self, id: &str, node: Option<&Node>) -> Option<(String, String)> {
        let identifiers = node.map_or(&[][..], |node| node.items_at("identifiers"));
        let wikidata =
            identifiers.iter().find(|i| i.text_at("scheme") == Some("wikidata")).and_then(|i| i.text_at("identifier"));
        if let Some(item) = wikidata.and_then(item).or_else(|| item(id)) {
            return Some(("wikidata".into(), item.to_string()));
        }
        if self.own {
            let given = identifiers.iter().find(|i| i.text_at("scheme").is_some_and(|scheme| scheme != "hustings"))?;
            return Some((given.text_at("scheme")?.to_string(), given.text_at("identifier")?.to_string()));
        }
        let short = if self.scheme == "publicwhip" { id.rsplit('/').next().unwrap_or(id) } else { id };
        Some((self.scheme.to_string(), short.to_string()))
    }

    /// States the ids, birth and death of a person.
    fn person(&self, node: &Node, teller: &mut Teller<'_>) {
        let Some(id) = node.text_at("id") else { return teller.unread("person without an id", node) };
        let name = self.name(id, Some(node));
        let first = self.first_id(id, Some(node));
        let mut says = Vec::new();
        let own = (
            self.scheme.to_string(),
            if self.scheme == "publicwhip" { id.rsplit('/').next().unwrap_or(id) } else { id }.to_string(),
        );
        let listed = node
            .items_at("identifiers")
            .iter()
            .filter_map(|i| Some((i.text_at("scheme")?.to_string(), i.text_at("identifier")?.to_string())));
        let own = Some(own).filter(|_| !self.own);
        for (scheme, value) in
            own.into_iter().chain(listed).filter(|pair| Some(pair) != first.as_ref() && pair.0 != "hustings")
        {
            says.push(PersonSays::Id { scheme, value });
        }
        says.extend(teller.date(node, "birth_date").map(PersonSays::Born));
        says.extend(teller.date(node, "death_date").map(PersonSays::Died));
        let citation = teller.cite(node);
        teller.person(&name, says, &citation);
    }

    fn name_of(rows: &HashMap<&'n str, &'n Node>, id: Option<&str>) -> Option<String> {
        let id = id?;
        let named = rows.get(id).and_then(|node| node.text_at("name").or_else(|| node.text_at("label")));
        named.map(ToString::to_string)
    }

    /// Returns an end of a relationship that an export of this project wrote.
    fn end(&self, node: Option<&Node>) -> Option<TieEnd> {
        let node = node?;
        if let Some(id) = node.text_at("person_id") {
            return Some(TieEnd::Person(self.name(id, self.rows.people.get(id).copied())));
        }
        let id = node.text_at("organization_id")?;
        let name = Self::name_of(&self.rows.organizations, Some(id))?;
        let kind = self.rows.organizations.get(id).and_then(|o| o.text_at("classification"));
        Some(if kind == Some("party") { TieEnd::Party(name) } else { TieEnd::Group(name) })
    }

    /// States a tie that an export of this project wrote.
    fn relationship(&self, node: &Node, teller: &mut Teller<'_>) {
        let kind = node.text_at("relation").and_then(TieKind::read);
        let (Some(kind), Some(from), Some(to)) = (kind, self.end(node.get("from")), self.end(node.get("to"))) else {
            return teller.unread("relationship", node);
        };
        let contest = node.text_at("election_id").and_then(|id| self.rows.events.get(id));
        let says = TieSays {
            role: node.text_at("role").map(ToString::to_string),
            office: node.text_at("office").map(ToString::to_string),
            contest: contest.and_then(|e| e.text_at("name")).map(ContestMention::titled),
            stance: node.text_at("stance").and_then(Stance::read),
            phase: node.text_at("phase").and_then(Phase::read),
            ..TieSays::new(from, kind, to)
        };
        let citation = teller.cite(node);
        teller.tie(dated(node, says), &citation);
    }

    fn membership(&mut self, node: &Node, of: Option<&Node>, teller: &mut Teller<'_>) {
        // ParlParse writes the person as a list of one.
        let person = node.get("person_id").and_then(|p| p.text().or_else(|| p.items().first().and_then(Node::text)));
        let inside = node.get("person");
        let Some(id) = person.or_else(|| of.or(inside).and_then(|p| p.text_at("id"))) else {
            return teller.unread("membership without a person", node);
        };
        let name = self.name(id, self.rows.people.get(id).copied().or(of).or(inside));
        let organization = node.text_at("organization_id");
        let body = Self::name_of(&self.rows.organizations, organization)
            .or_else(|| node.at(&["organization", "name"]).and_then(Node::text).map(ToString::to_string));
        let kind =
            organization.and_then(|id| self.rows.organizations.get(id)).and_then(|o| o.text_at("classification"));
        let party = node.text_at("on_behalf_of_id");
        let party = Self::name_of(&self.rows.organizations, party)
            .or_else(|| node.at(&["on_behalf_of", "name"]).and_then(Node::text).map(ToString::to_string))
            .or_else(|| party.map(last_part));
        let role = node.text_at("role").map(str::to_string);
        let with_post = node.get("post_id").is_some() || node.get("post").is_some();
        let citation = teller.cite(node);
        if !with_post
            && let (Some(kind), Some(body)) = (kind, &body)
            && BODIES_OF_MEMBERS.contains(&kind)
        {
            let group = if kind == "party" { TieEnd::Party(body.clone()) } else { TieEnd::Group(body.clone()) };
            let role = role.filter(|role| !role.eq_ignore_ascii_case("member"));
            let says = TieSays { role, ..TieSays::new(TieEnd::Person(name), TieKind::MemberOf, group) };
            return teller.tie(dated(node, says), &citation);
        }
        if role.as_deref().is_some_and(|role| role.eq_ignore_ascii_case("candidate")) {
            return self.candidacy(node, &name, party, &citation, teller);
        }
        let post = node.text_at("post_id").and_then(|id| self.rows.posts.get(id).copied()).or_else(|| node.get("post"));
        let label = post
            .and_then(|post| post.text_at("label").or_else(|| post.text_at("name")).or_else(|| post.text_at("role")));
        let own_area = node.text_at("area_id").or_else(|| post.and_then(|post| post.text_at("area_id")));
        let area = Self::name_of(&self.rows.areas, own_area)
            .or_else(|| post.and_then(|post| post.at(&["area", "name"])).and_then(Node::text).map(ToString::to_string))
            .or_else(|| node.at(&["area", "name"]).and_then(Node::text).map(ToString::to_string));
        let Some(office) = office(label, role.as_deref(), body.as_deref(), area.as_deref(), organization) else {
            return teller.unread("membership without a role", node);
        };
        let period = node.text_at("legislative_period_id").and_then(|id| self.rows.events.get(id).copied());
        let mut date = |key: &str| {
            let edtf = node.text_at(&format!("{key}_edtf")).and_then(Date::parse);
            edtf.or_else(|| teller.date(node, key)).or_else(|| period.and_then(|period| teller.date(period, key)))
        };
        let (from, to) = (date("start_date"), date("end_date"));
        let contest =
            node.text_at("election_id").and_then(|id| self.rows.events.get(id)).and_then(|e| e.text_at("name"));
        // ParlParse writes a date far ahead for one that is not over.
        let to = to.filter(|to| to.first_year().is_none_or(|year| year < 9000));
        let tenure = TenureSays {
            office,
            person: name,
            from,
            to,
            party,
            began: node.text_at("began").and_then(Began::read),
            ended: node.text_at("ended").and_then(Ended::read),
            contest: contest.map(ContestMention::titled),
            note: node.text_at("end_reason").map(ToString::to_string),
            ..TenureSays::default()
        };
        teller.tenure(tenure, &citation);
    }

    /// States a contest: an event that is an election.
    fn event(&mut self, node: &Node, teller: &mut Teller<'_>) {
        let is_election = node.text_at("classification").is_some_and(|word| word.contains("election"));
        let (true, Some(title)) = (is_election, node.text_at("name")) else { return };
        let stated = node.text_at("evidence") == Some("stated");
        let kind = node.text_at("kind").and_then(Kind::read).unwrap_or_else(|| Title::read(title).kind());
        let mut says =
            vec![if stated { ContestSays::Mentioned } else { ContestSays::Documented }, ContestSays::Kind(kind)];
        let edtf = node.text_at("start_date_edtf").and_then(Date::parse);
        says.extend(edtf.or_else(|| teller.date(node, "start_date")).map(ContestSays::Date));
        let post =
            node.text_at("post_id").and_then(|id| self.rows.posts.get(id)).and_then(|post| post.text_at("label"));
        says.extend(post.map(|office| ContestSays::Office(office.into())));
        says.extend(Self::name_of(&self.rows.organizations, node.text_at("organization_id")).map(ContestSays::Party));
        says.extend(node.text_at("status").and_then(Status::read).map(ContestSays::Status));
        says.extend(
            node.text_at("selectorate").and_then(Selectorate::read).map(|word| ContestSays::Selectorate(word, None)),
        );
        says.extend(node.text_at("electorate").and_then(Quantity::read).map(ContestSays::Electorate));
        says.extend(node.text_at("ballots").and_then(Quantity::read).map(ContestSays::Ballots));
        says.extend(node.text_at("turnout").and_then(|n| n.parse().ok()).map(ContestSays::Turnout));
        let citation = teller.cite(node);
        teller.contest(title, says, &citation);
        self.contests.insert(title.to_string());
    }

    /// States a candidacy of the list that `hustings export` writes: with a result for each round.
    fn listed(&self, node: &Node, teller: &mut Teller<'_>) {
        let title = node.text_at("election_id").and_then(|id| self.rows.events.get(id)).and_then(|e| e.text_at("name"));
        let person = node.text_at("person_id").map(|id| self.name(id, self.rows.people.get(id).copied()));
        let (Some(title), Some(person)) = (title, person) else {
            return teller.unread("candidacy of an unknown person or election", node);
        };
        let (contest, person): (_, Arc<str>) = (ContestMention::titled(title), person.into());
        let party = Self::name_of(&self.rows.organizations, node.text_at("on_behalf_of_id"));
        let citation = teller.cite(node);
        let mut says = Vec::new();
        for result in node.items_at("results") {
            let number = |key: &str| result.text_at(key).and_then(|n| n.parse::<f64>().ok());
            let round = number("round").map_or(1, |n| n as usize);
            says.push(CandidacySays::Stood(round));
            says.extend(number("votes").map(|votes| CandidacySays::Votes(round, votes as u64)));
            says.extend(number("share").map(|share| CandidacySays::Share(round, share)));
            if result.text_at("annulled") == Some("true") {
                teller.contest(title, [ContestSays::Round(round, RoundSays::Annulled)], &citation);
            }
        }
        if says.is_empty() {
            says.push(CandidacySays::Stood(0));
        }
        says.extend(node.text_at("outcome").and_then(Outcome::read).map(CandidacySays::Outcome));
        says.extend((node.text_at("incumbent") == Some("true")).then_some(CandidacySays::Incumbent));
        says.extend(party.map(CandidacySays::Party));
        for says in says {
            teller.say(Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says }, &citation);
        }
    }

    /// States a candidacy: a membership with the role of a candidate in a contest.
    fn candidacy(
        &mut self,
        node: &Node,
        person: &str,
        party: Option<String>,
        citation: &Arc<crate::facts::Citation>,
        teller: &mut Teller<'_>,
    ) {
        let post = node.text_at("post_id").and_then(|id| self.rows.posts.get(id).copied()).or_else(|| node.get("post"));
        let office = post.and_then(|post| post.text_at("label")).map(ToString::to_string);
        let event = node
            .text_at("election_id")
            .or_else(|| node.text_at("event_id"))
            .or_else(|| node.text_at("legislative_period_id"));
        let event = event.and_then(|id| self.rows.events.get(id).copied());
        let named = event.and_then(|event| event.text_at("name")).or_else(|| node.text_at("label"));
        let date: Option<Date> = match event {
            Some(event) => teller.date(event, "start_date").or_else(|| teller.date(event, "date")),
            None => teller.date(node, "start_date"),
        };
        let Some(title) =
            named.map(ToString::to_string).or_else(|| office.as_ref().map(|office| format!("{office} election")))
        else {
            return teller.unread("candidacy without a contest", node);
        };
        let contest = ContestMention::titled(title.as_str());
        if self.contests.insert(title.clone()) {
            let mut says = vec![ContestSays::Documented, ContestSays::Kind(Title::read(&title).kind())];
            says.extend(date.map(ContestSays::Date));
            says.extend(office.map(ContestSays::Office));
            teller.contest(&title, says, citation);
        }
        let number = |key: &str| node.text_at(key).and_then(|text| text.parse::<u64>().ok());
        let mut says = vec![CandidacySays::Stood(1)];
        says.extend(number("votes").map(|votes| CandidacySays::Votes(1, votes)));
        says.extend(party.map(CandidacySays::Party));
        if node.text_at("elected") == Some("true") {
            says.push(CandidacySays::Outcome(crate::facts::Outcome::Elected));
        }
        let person: Arc<str> = person.into();
        for says in says {
            teller.say(Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says }, citation);
        }
    }
}

/// Returns true if an organization is a house or a parliament.
fn is_house(body: &str) -> bool {
    let folded = crate::wikitext::fold(body);
    let words = [
        "parliament",
        "house",
        "assembly",
        "senate",
        "council",
        "congress",
        "commons",
        "lords",
        "diet",
        "chamber",
        "knesset",
        "government",
    ];
    folded.split(' ').any(|word| words.contains(&word))
}

/// Returns true if a role names the organization that it is in.
fn names(role: &str, body: &str) -> bool {
    let (role, body) = (crate::wikitext::fold(role), crate::wikitext::fold(body));
    body.split(' ')
        .filter(|word| word.len() > 3 && !matches!(*word, "department" | "ministry" | "office"))
        .all(|word| role.contains(word))
}

/// Returns the last part of an id such as `party/labour`, in words.
fn last_part(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).replace(['_', '-'], " ")
}

/// Returns the office of a membership: the post, else the role in the body, with the seat.
fn office(
    post: Option<&str>,
    role: Option<&str>,
    body: Option<&str>,
    area: Option<&str>,
    organization: Option<&str>,
) -> Option<String> {
    let body = body.map(ToString::to_string).or_else(|| organization.map(|id| capital(&last_part(id))));
    let base = match (post, role, body) {
        (Some(post), _, _) => post.to_string(),
        (None, Some(role), Some(body)) if role.eq_ignore_ascii_case("member") => format!("Member of the {body}"),
        (None, Some(role), Some(body)) if role.split(' ').count() == 1 => format!("{} of the {body}", capital(role)),
        // The role of a department's minister is one of many with its name; that of a whole house is not.
        (None, Some(role), Some(body)) if !is_house(&body) && !names(role, &body) => {
            format!("{}, {body}", capital(role))
        }
        (None, Some(role), _) => capital(role),
        (None, None, Some(body)) => format!("Member of the {body}"),
        (None, None, None) => return None,
    };
    Some(match area {
        Some(area) if !base.contains(area) => format!("{base} for {area}"),
        _ => base,
    })
}
