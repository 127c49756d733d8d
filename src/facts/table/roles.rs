//! Tables in which a row lists all candidates of a contest, each in columns called by what the candidate is: "Dem
//! candidate, Dem votes, Rep candidate, Rep votes", `winner, winner_votes, loser, loser_votes`, "Labour votes, Green votes".

use super::adding_up::Columns;
use super::by_values::{APART, is_of_party};
use super::grid::Grid;
use super::headers::{UNRELATED, fold_header, is_listed, matches, named_exactly};
use super::role_words::{NO_ELECTIONS, NO_ROLES, ROLES, WON_BY};
use super::row_words::NO_VOTES;
use super::suits::{cells, is_like_a_name, is_number, most, whole};
use super::words::read_round_word;
use crate::facts::columns::is_missing;
use crate::source::quote;
use crate::wikitext::{capital, fold};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// The rows above a header that are looked at.
const ABOVE: usize = 10;
/// The most words that say what of a candidate a column has.
const MOST_WORDS: usize = 3;
/// The most columns that are named.
const MOST_SHOWN: usize = 4;
/// What a column may have of a candidate.
const WHATS: [&str; 4] = ["candidate", "party", "votes", "share"];

/// A role: the word for it as written, and the column of each thing that is known of its candidate.
struct Role {
    named: String,
    columns: BTreeMap<&'static str, usize>,
}

/// The columns of a table by role.
struct Roles {
    roles: Vec<Role>,
    /// The columns that are said of all.
    shared: Vec<usize>,
    /// The column that says who won.
    won_by: Option<usize>,
    /// The columns with the name of the winner, if the others have none.
    winner: Vec<usize>,
    /// The column of the votes of all.
    total: Option<usize>,
    /// True if the roles are the names of people.
    people: bool,
    /// True if the numbers prove that whoever has the most votes won.
    largest_wins: bool,
}

/// Splits a header into the word for a role and what the column has of it.
fn split(header: &str) -> Option<(String, &'static str)> {
    if is_listed(header) {
        return None;
    }
    let folded = fold_header(header);
    let words: Vec<&str> = folded.split(' ').collect();
    let what = |said: &[&str]| {
        let said = said.join(" ");
        WHATS.into_iter().find(|what| named_exactly(&said, what))
    };
    for length in (1..words.len().min(MOST_WORDS + 1)).rev() {
        let (before, behind) = words.split_at(words.len() - length);
        if let Some(what) = what(behind) {
            return Some((before.join(" "), what));
        }
        let (before, behind) = words.split_at(length);
        if let Some(what) = what(before) {
            return Some((behind.join(" "), what));
        }
    }
    None
}

/// Returns true if a word can be that of a candidate's role or party.
fn is_role(role: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_other = |word: &str| {
        NO_ROLES.contains(&word) || UNRELATED.contains(&word) || NO_VOTES.contains(&word) || is_number(word)
    };
    let is_known = ROLES.iter().any(|(word, ..)| *word == role);
    is_known || !role.is_empty() && !role.split(' ').any(is_other) && read_round_word(role).is_none()
}

impl Roles {
    fn of(headers: &StringRecord, data: &[&StringRecord]) -> Option<Self> {
        let folded: Vec<String> = headers.iter().map(fold_header).collect();
        let mut found: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for (column, header) in headers.iter().enumerate() {
            let answers = |role: &str| role == "no" && folded.iter().any(|header| header == "yes votes");
            let Some((role, what)) = split(header).filter(|(role, _)| is_role(role) || answers(role)) else { continue };
            let values = cells(column, data);
            let suits = match what {
                "votes" | "share" => most(&values, is_number),
                _ => !values.is_empty() && !most(&values, is_number),
            };
            if suits {
                if !order.contains(&role) {
                    order.push(role.clone());
                }
                found.entry(role).or_default().entry(what).or_insert(column);
            }
        }
        // "Winner" beside "Winner votes" is the candidate.
        for (column, header) in folded.iter().enumerate() {
            if let Some(columns) = found.get_mut(header).filter(|columns| !columns.contains_key("candidate"))
                && most(&cells(column, data), is_like_a_name)
            {
                columns.insert("candidate", column);
            }
        }
        // Shares alone may be those of polls.
        found.retain(|_, columns| columns.contains_key("votes"));
        order.retain(|role| found.contains_key(role));
        let named = order.iter().filter(|role| found[*role].contains_key("candidate")).count();
        // The winner alone is a role as well. Beside names, votes without one are those of all others.
        let is_won = |role: &String| ROLES.iter().any(|(word, outcome, _)| word == role && *outcome == "elected");
        let is_enough = named > 1 || named == 1 && order.iter().any(is_won) || named == 0 && order.len() > 1;
        let is_person = |column: &usize| {
            let header = &headers[*column];
            let is_name = matches(header).iter().any(|m| matches!(m.meaning, "candidate" | "surname"));
            // The winner may be a party.
            let is_party =
                || WON_BY.contains(&folded[*column].as_str()) && !most(&cells(*column, data), is_like_a_name);
            is_name && split(header).is_none() && !is_party()
        };
        let others = (0..folded.len()).any(|column| is_person(&column));
        let is_known = |role: &String| ROLES.iter().any(|(word, ..)| word == role);
        if !is_enough || named == 0 && (others || order.iter().any(is_known)) || !tells_apart(&folded, headers, data) {
            return None;
        }
        let roles: Vec<Role> = order
            .into_iter()
            .map(|role| Role { named: as_written(headers, &role), columns: found.remove(&role).unwrap_or_default() })
            .collect();
        // "Ann Lee - votes"
        let people = named == 0 && are_people(roles.iter().map(|role| role.named.as_str()));
        Some(Self { people, ..Self::from_roles(roles, &folded) })
    }

    /// Takes the columns that stand beside those of the roles.
    fn from_roles(roles: Vec<Role>, folded: &[String]) -> Self {
        let taken: BTreeSet<usize> = roles.iter().flat_map(|role| role.columns.values().copied()).collect();
        let free = |word: &&str| (0..folded.len()).find(|column| !taken.contains(column) && folded[*column] == **word);
        let won_by = WON_BY.iter().find_map(free);
        let is_shared =
            |column: &usize| !taken.contains(column) && Some(*column) != won_by && !folded[*column].is_empty();
        let shared = (0..folded.len()).filter(is_shared).collect();
        Self { roles, shared, won_by, winner: Vec::new(), total: None, people: false, largest_wins: false }
    }

    /// Finds columns of numbers side by side that add up to the votes of all: a party or a candidate each.
    fn of_sum(headers: &StringRecord, data: &[&StringRecord]) -> Option<Self> {
        let columns = Columns { headers, folded: headers.iter().map(fold_header).collect(), data };
        let names = columns.of_names();
        let Some((run, total)) = columns.adding_up(!names.is_empty()) else {
            return Self::of_winners(&columns, names);
        };
        let people = are_people(run.iter().map(|column| &headers[*column]));
        if !(people || columns.are_of_election(&run, total)) || !tells_apart(&columns.folded, headers, data) {
            return None;
        }
        let role = |column: &usize| Role { named: headers[*column].to_string(), columns: [("votes", *column)].into() };
        let mut roles = Self::from_roles(run.iter().map(role).collect(), &columns.folded);
        // Whoever is named beside the votes of all won, if a column says for which of the parties.
        let wins = |row: &&&StringRecord| {
            let party = roles.won_by.and_then(|column| row.get(column)).map(fold).unwrap_or_default();
            roles.roles.iter().any(|role| fold(&role.named) == party)
        };
        if !names.is_empty() && (people || data.iter().filter(wins).count() * 2 < data.len()) {
            return None;
        }
        roles.shared.retain(|column| *column != total && !names.contains(column));
        (roles.winner, roles.total, roles.people) = (names, Some(total), people);
        Some(roles)
    }

    /// Finds columns of parties' votes by who won: "Seat, Winner, Con, Lab, Majority".
    fn of_winners(columns: &Columns<'_>, mut names: Vec<usize>) -> Option<Self> {
        let won_by = |folded: &[String]| WON_BY.iter().find_map(|word| folded.iter().position(|h| h == word));
        let run = columns.with_winners(won_by(&columns.folded))?;
        let people = are_people(run.iter().map(|column| &columns.headers[*column]));
        // The winner may be a party.
        let is_party = |text: &&str| run.iter().any(|column| columns.folded[*column] == fold(text));
        let is_won = |column: &usize| {
            let header = columns.folded[*column].as_str();
            ROLES.iter().any(|(word, outcome, _)| *word == header && *outcome == "elected")
                || matches(&columns.headers[*column]).iter().any(|m| m.meaning == "outcome")
        };
        if names.is_empty() {
            let is_name = |column: &usize| most(&cells(*column, columns.data), is_like_a_name);
            names.extend((0..columns.folded.len()).find(|column| is_won(column) && is_name(column)));
        }
        names.retain(|column| !most(&cells(*column, columns.data), |text| is_party(&text)));
        if !tells_apart(&columns.folded, columns.headers, columns.data) || people && !names.is_empty() {
            return None;
        }
        let role =
            |column: &usize| Role { named: columns.headers[*column].to_string(), columns: [("votes", *column)].into() };
        let mut roles = Self::from_roles(run.iter().map(role).collect(), &columns.folded);
        roles.shared.retain(|column| !names.contains(column));
        (roles.winner, roles.people, roles.largest_wins) = (names, people, true);
        Some(roles)
    }

    fn of_people(&self) -> bool {
        self.people || !self.winner.is_empty() || self.roles.iter().any(|role| role.columns.contains_key("candidate"))
    }

    fn headers(&self, header: &StringRecord) -> Vec<String> {
        let shared = self.shared.iter().map(|column| header.get(*column).unwrap_or("").to_string());
        let total = self.total.map(|_| "Valid votes".to_string());
        let own = ["Candidate", "Party", "Votes", "Share", "Outcome", "Incumbent", "Option"];
        let own = own.into_iter().skip(usize::from(!self.of_people())).map(ToString::to_string);
        shared.chain(total).chain(own).collect()
    }

    /// Says which columns are read as rows.
    fn said(&self, header: &StringRecord) -> String {
        let column = |role: &Role| role.columns.get("votes").map(|column| quote(&header[*column]));
        let columns: Vec<String> = self.roles.iter().filter_map(column).collect();
        let shown = columns[..columns.len().min(MOST_SHOWN)].join(", ");
        let more = columns.len().saturating_sub(MOST_SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let whose = if self.of_people() && self.winner.is_empty() { "candidate" } else { "party" };
        format!("{shown}{more} have the votes of a {whose} each; each is read as a row of its own")
    }

    /// Returns a row for each candidate of a row.
    fn rows(&self, row: &StringRecord) -> Vec<Vec<String>> {
        let cell = |column: usize| row.get(column).unwrap_or("").to_string();
        let winner = self.won_by.map(|column| fold(&cell(column))).filter(|winner| !winner.is_empty());
        let won_by_name = self.winner.iter().map(|column| cell(*column)).filter(|name| !is_missing(name));
        let won_by_name = won_by_name.collect::<Vec<_>>().join(" ");
        // "Ann Lee (Labour)"
        let won_by_name = won_by_name.split(" (").next().unwrap_or("").trim().to_string();
        let mut is_named = false;
        let mut rows: Vec<Said> = self.roles.iter().filter_map(|role| role.said(cell, winner.as_deref())).collect();
        if self.largest_wins {
            let votes = |said: &Said| whole(&said.votes).unwrap_or(0.0);
            let most = rows.iter().map(votes).fold(0.0, f64::max);
            for said in &mut rows {
                said.outcome = if votes(said) < most { "lost" } else { "elected" };
            }
        }
        for said in &mut rows {
            if self.people {
                said.name = Some(std::mem::take(&mut said.party));
            } else if self.winner.is_empty() && self.of_people() && said.name.is_none() {
                // "Other votes" beside candidates with names.
                said.name = Some(std::mem::take(&mut said.party));
                said.option = true;
            } else if !self.winner.is_empty() {
                let won = said.outcome == "elected" && !won_by_name.is_empty();
                is_named |= won;
                said.option = !won;
                said.name = Some(if won { won_by_name.clone() } else { said.party.clone() });
            }
        }
        // The winner may be of none of the parties that have a column.
        if !self.winner.is_empty() && !is_named && !won_by_name.is_empty() {
            let party = self.won_by.map(cell).unwrap_or_default();
            let party = party
                .split_once(" hold")
                .or_else(|| party.split_once(" gain"))
                .map_or(party.as_str(), |(party, _)| party);
            let party = party.to_string();
            let name = Some(won_by_name);
            rows.push(Said { name, party, outcome: "elected", ..Said::default() });
        }
        let shared: Vec<String> = self.shared.iter().chain(&self.total).map(|column| cell(*column)).collect();
        rows.into_iter().map(|said| shared.iter().cloned().chain(said.cells()).collect()).collect()
    }
}

/// What a row says of one candidate.
#[derive(Debug, Default)]
struct Said {
    name: Option<String>,
    party: String,
    votes: String,
    share: String,
    outcome: &'static str,
    incumbent: &'static str,
    option: bool,
}

impl Said {
    fn cells(self) -> impl Iterator<Item = String> {
        let option = if self.option { "yes" } else { "" };
        let [outcome, incumbent, option] = [self.outcome, self.incumbent, option].map(ToString::to_string);
        self.name.into_iter().chain([self.party, self.votes, self.share, outcome, incumbent, option])
    }
}

impl Role {
    /// Returns what a row says of the role's candidate. `None` if nobody stood.
    fn said(&self, cell: impl Fn(usize) -> String, winner: Option<&str>) -> Option<Said> {
        let own = |what: &str| self.columns.get(what).map(|column| cell(*column));
        let name = own("candidate");
        let (votes, share) = (own("votes").unwrap_or_default(), own("share").unwrap_or_default());
        if name.as_deref().is_some_and(is_missing) || name.is_none() && is_missing(&votes) && is_missing(&share) {
            return None;
        }
        let known = ROLES.iter().find(|(word, ..)| *word == fold(&self.named));
        let party = own("party").or_else(|| known.is_none().then(|| self.named.clone())).unwrap_or_default();
        let said = [name.as_deref(), Some(party.as_str()), Some(self.named.as_str())];
        // "Lab hold" is won by Labour.
        let is_winner = |winner: &str| {
            said.into_iter().flatten().map(fold).any(|said| {
                winner
                    .strip_prefix(&said)
                    .is_some_and(|rest| rest.is_empty() || rest == " hold" || rest.starts_with(" gain"))
            })
        };
        let outcome = match (winner, known) {
            (Some(winner), _) if is_winner(winner) => "elected",
            (_, Some((_, outcome, _))) => outcome,
            _ => "",
        };
        let incumbent = known.map_or("", |(.., incumbent)| incumbent);
        Some(Said { name, party, votes, share, outcome, incumbent, option: false })
    }
}

/// Returns true if the columns of a table tell its contests apart, and it is none of polls.
fn tells_apart(folded: &[String], headers: &StringRecord, data: &[&StringRecord]) -> bool {
    let is_poll = folded.iter().flat_map(|header| header.split(' ')).any(|word| NO_ELECTIONS.contains(&word));
    let tells = |header: &str| matches(header).iter().any(|m| APART.contains(&m.meaning));
    !is_poll && (data.len() < 2 || headers.iter().any(tells))
}

/// Returns true if most words for roles are the names of people.
fn are_people<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let words: Vec<&str> = words.collect();
    let is_person = |word: &&&str| is_like_a_name(word) && !is_of_party(word);
    words.iter().filter(is_person).count() * 2 > words.len()
}

/// Returns the words of a role as a header writes them.
fn as_written(headers: &StringRecord, role: &str) -> String {
    let found = headers.iter().find_map(|header| {
        let words: Vec<&str> = header.split([' ', '_', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        let runs = (1..=words.len()).flat_map(|length| words.windows(length));
        runs.map(|words| words.join(" ")).find(|words| fold_header(words) == role)
    });
    let written = found.unwrap_or_else(|| role.to_string());
    let written = written.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.');
    // "dem" is written "Dem"; "UKIP" stays.
    capital(written)
}

impl Grid<'_> {
    /// Returns the table with a row for each candidate, if its columns are called by roles or parties, and what to say of
    /// it.
    pub(super) fn of_roles(&self) -> Option<(Self, String)> {
        let first = self.first_rows();
        let (at, roles) = first.iter().take(ABOVE).enumerate().find_map(|(at, (row, _))| {
            let data: Vec<&StringRecord> = first.iter().skip(at + 1).map(|(row, _)| row).collect();
            Some((at, Roles::of(row, &data).or_else(|| Roles::of_sum(row, &data))?))
        })?;
        let (header, line) = &first[at];
        let mut rows = vec![(roles.headers(header), *line)];
        let mut number = 0;
        self.each(|row| {
            if let Ok((row, line)) = row
                && number > at
            {
                rows.extend(roles.rows(row).into_iter().map(|cells| (cells, line)));
            }
            number += 1;
        });
        // What is known of no candidate has no column.
        let own = roles.shared.len() + usize::from(roles.total.is_some());
        let width = rows[0].0.len();
        let is_kept: Vec<bool> = (0..width)
            .map(|column| {
                column < own || rows[1..].iter().any(|(cells, _)| cells.get(column).is_some_and(|c| !c.is_empty()))
            })
            .collect();
        let kept =
            |cells: Vec<String>| cells.into_iter().zip(&is_kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
        let rows = rows.into_iter().map(|(cells, line)| (kept(cells).collect::<StringRecord>(), line)).collect();
        Some((Grid::Rows(rows), roles.said(header)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &str) -> Vec<String> {
        let rows =
            Grid::of(text).and_then(|grid| grid.of_roles()).map(|(grid, _)| grid.first_rows()).unwrap_or_default();
        rows.iter().map(|(row, _)| row.iter().collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn columns_called_by_parties_and_roles() {
        let text =
            "Year,Dem Candidate,Dem Votes,Rep Candidate,Rep Votes\n2020,Ann Lee,12,Bob Roe,11\n2022,Ann Lee,9,,\n";
        let expected =
            ["Year|Candidate|Party|Votes", "2020|Ann Lee|Dem|12", "2020|Bob Roe|Rep|11", "2022|Ann Lee|Dem|9"];
        assert_eq!(unfolded(text), expected);
        let text =
            "year,winner,winner_party,winner_votes,loser,loser_party,loser_votes\n2020,Ann Lee,D,12,Bob Roe,R,11\n";
        assert_eq!(unfolded(text)[1..], ["2020|Ann Lee|D|12|elected", "2020|Bob Roe|R|11|lost"]);
        let text = "Seat,Labour votes,Green votes,Winner\nElm,12,11,Labour\n";
        assert_eq!(unfolded(text)[1..], ["Elm|Labour|12|elected", "Elm|Green|11|"]);
    }

    #[test]
    fn columns_that_add_up() {
        let text = "Year,Seat,Labour,Green,Total\n1997,Elm,12,11,23\n1997,Oak,5,6,11\n";
        let expected = ["Year|Seat|Valid votes|Party|Votes", "1997|Elm|23|Labour|12"];
        assert_eq!(unfolded(text)[..2], expected);
        let text = "Seat,First name,Surname,First party,Valid votes,Lab,Grn\nElm,Ann,Lee,Lab,23,12,11\nOak,Bob,Roe,Spk,11,5,6\n";
        let expected = [
            "Seat|Valid votes|Candidate|Party|Votes|Outcome|Option",
            "Elm|23|Ann Lee|Lab|12|elected|",
            "Elm|23|Grn|Grn|11||yes",
            "Oak|11|Lab|Lab|5||yes",
            "Oak|11|Grn|Grn|6||yes",
            "Oak|11|Bob Roe|Spk||elected|",
        ];
        assert_eq!(unfolded(text), expected);
        // The largest is ahead by the majority, or has the name of the winner.
        let text = "Seat,Winner,Con,Lab,Majority\nElm,Ann Lee (Labour),10,12,2\nOak,Bob Roe (Conservative),9,8,1\n";
        let expected = [
            "Seat|Majority|Candidate|Party|Votes|Outcome|Option",
            "Elm|2|Con|Con|10|lost|yes",
            "Elm|2|Ann Lee|Lab|12|elected|",
        ];
        assert_eq!(unfolded(text)[..3], expected);
        let text = "Seat,Winner,Con,Lab,Grn\nElm,Lab,10,12,3\nOak,Con,9,8,4\n";
        assert_eq!(unfolded(text)[1..3], ["Elm|Con|10|lost", "Elm|Lab|12|elected"]);
        // Seats of a council are no votes.
        assert_eq!(unfolded("Council,Con,Lab,LD\nElm,10,12,3\nOak,20,8,1\n"), Vec::<String>::new());
        // The ways of voting of one candidate.
        let text = "Candidate,Early,Mailed,Votes\nAnn Lee,1,2,3\nBob Roe,3,4,7\n";
        assert_eq!(unfolded(text), Vec::<String>::new());
    }

    #[test]
    fn columns_of_one_candidate_are_no_roles() {
        for text in [
            "Candidate,Election Day votes,Early votes,Total votes\nAnn Lee,1,2,3\nBob Roe,3,4,7\n",
            "Candidate,Party,Votes,Vote share\nAnn Lee,Red,1,2\n",
            "Candidate,First round votes,Second round votes\nAnn Lee,1,2\n",
            "Seat,Valid votes,Rejected votes,Majority votes\nElm,1,2,3\n",
        ] {
            assert_eq!(unfolded(text), Vec::<String>::new(), "{text}");
        }
    }
}
