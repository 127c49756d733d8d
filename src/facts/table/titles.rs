//! The titles of contests of a table that has no column for them, put together from what there is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a row says of its contest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Of {
    /// The contest as the table names it.
    pub contest: String,
    /// The year and the whole date, as text.
    pub year: String,
    pub date: String,
    pub office: String,
    pub place: String,
    pub seat: String,
    /// The word that the stage adds, such as "primary" or "by-election".
    pub stage: String,
    /// The party, where the stage is one of a single party.
    pub party: String,
}

/// What is known of all contests of a table.
pub(super) struct Titles {
    /// The name of the table, for contests that nothing else names.
    table: String,
    /// The contests, less their dates, that took place on several dates of one year.
    twice: BTreeSet<Of>,
    /// Offices for which the same people stand in several places.
    shared: BTreeSet<String>,
    /// True if the contests are of several places, so that a seat's name alone may mean two seats.
    of_places: bool,
}

/// Words in names of bodies, whose members sit *for* a place; other offices are *of* a place.
const BODIES: [&str; 12] = [
    "senate",
    "house",
    "parliament",
    "assembly",
    "council",
    "congress",
    "member",
    "representative",
    "senator",
    "commons",
    "delegate",
    "deputy",
];

impl Of {
    /// Returns true if a row says nothing of its contest, but perhaps its date.
    pub(super) fn is_unnamed(&self) -> bool {
        [&self.contest, &self.office, &self.place, &self.seat].iter().all(|text| text.is_empty())
    }

    fn less_date(&self) -> Self {
        Self { date: String::new(), ..self.clone() }
    }
}

impl Titles {
    /// Looks at all contests of a table: what each row says, with the person who stood and the round.
    pub(super) fn learn<'r>(table: String, rows: impl Iterator<Item = (&'r Of, &'r str, Option<usize>)>) -> Self {
        let mut dates: HashMap<Of, BTreeMap<&str, BTreeSet<Option<usize>>>> = HashMap::new();
        let mut people: BTreeMap<(&str, &str), BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
        let mut places: BTreeSet<String> = BTreeSet::new();
        for (of, person, round) in rows {
            if places.len() < 2 {
                places.insert(of.place.clone());
            }
            if !of.date.is_empty() {
                dates.entry(of.less_date()).or_default().entry(&of.date).or_default().insert(round);
            }
            if !of.office.is_empty() && !of.place.is_empty() && of.seat.is_empty() {
                let places = people.entry((of.office.as_str(), of.year.as_str())).or_default();
                places.entry(person).or_default().insert(&of.place);
            }
        }
        // The rounds of one contest have a date each.
        let are_rounds = |dates: &BTreeMap<&str, BTreeSet<Option<usize>>>| {
            let rounds: Vec<usize> = dates.values().flatten().filter_map(|round| *round).collect();
            rounds.len() == dates.len()
                && dates.values().all(|rounds| rounds.len() == 1)
                && rounds.iter().collect::<BTreeSet<_>>().len() == rounds.len()
        };
        let is_twice = |dates: &BTreeMap<&str, BTreeSet<Option<usize>>>| dates.len() > 1 && !are_rounds(dates);
        let twice = dates.into_iter().filter(|(_, dates)| is_twice(dates)).map(|(of, _)| of).collect();
        // Whoever stands in many places at once stands for an office of all of them.
        let is_shared = |people: &BTreeMap<&str, BTreeSet<&str>>| {
            people.values().map(BTreeSet::len).sum::<usize>() >= 2 * people.len()
        };
        let shared =
            people.iter().filter(|(_, p)| is_shared(p)).map(|((office, _), _)| (*office).to_string()).collect();
        Self { table, twice, shared, of_places: places.len() > 1 }
    }

    /// Knows of tenures only whether they are of several places.
    pub(super) fn of_tenures(table: String, of_places: bool) -> Self {
        Self { of_places, ..Self::learn(table, std::iter::empty()) }
    }

    /// Returns the title of a contest.
    pub(super) fn title(&self, of: &Of) -> String {
        let when = if self.twice.contains(&of.less_date()) { &of.date } else { &of.year };
        let shared = self.shared.contains(&of.office);
        let mut title = if of.contest.is_empty() { self.built(of, shared) } else { of.contest.clone() };
        if !when.is_empty() && !title.contains(when.as_str()) {
            title = format!("{when} {title}");
        }
        let part = if of.seat.is_empty() && shared { of.place.clone() } else { self.seat(of) };
        if !part.is_empty() && !crate::wikitext::fold(&title).contains(&crate::wikitext::fold(&part)) {
            title = format!("{title}, {part}");
        }
        title
    }

    fn built(&self, of: &Of, shared: bool) -> String {
        // A numbered seat, and a named one where there are several places, come with their place.
        let is_number = !of.seat.is_empty() && of.seat.bytes().all(|b| b.is_ascii_digit());
        let with_seat = is_number || !of.seat.is_empty() && (self.of_places || of.seat.contains(&of.place));
        let place = if shared && of.seat.is_empty() || with_seat { "" } else { of.place.as_str() };
        let mut words: Vec<&str> = Vec::new();
        if !place.is_empty() && !of.office.contains(place) {
            words.push(place);
        }
        // "The 1935 House of Commons election" elects its members.
        let office = ["Member of the ", "Member of ", "Members of the "].iter().find_map(|w| of.office.strip_prefix(w));
        words.extend([office.unwrap_or(&of.office), of.party.as_str()]);
        words.retain(|word| !word.is_empty());
        let seat = self.seat(of);
        if words.is_empty() {
            if of.seat.is_empty() {
                return self.table.clone();
            }
            words.push(&seat);
        }
        let named = words.join(" ");
        let folded = named.to_lowercase();
        let known = ["election", "primary", "referendum", "wahl", "contest"].iter().any(|word| folded.contains(word));
        match of.stage.as_str() {
            "" if known => named,
            "" => format!("{named} election"),
            stage => format!("{named} {stage}"),
        }
    }

    /// Returns the seat with the place that tells it from seats of the same name or number.
    pub(super) fn seat(&self, of: &Of) -> String {
        let number = of.seat.trim_start_matches('0');
        let is_number = !of.seat.is_empty() && of.seat.bytes().all(|b| b.is_ascii_digit());
        let names_place = of.seat.contains(&of.place);
        match (is_number, of.place.is_empty(), number.is_empty()) {
            // The district of a state that has only one is number 0.
            (true, false, true) => of.place.clone(),
            (true, false, false) => format!("{} {number}", of.place),
            (true, true, false) => number.to_string(),
            (false, false, _) if !of.seat.is_empty() && self.of_places && !names_place => {
                format!("{} {}", of.place, of.seat)
            }
            _ => of.seat.clone(),
        }
    }

    /// Returns the office that a contest is for: with the seat, or with the place if it belongs to one place.
    pub(super) fn office(&self, of: &Of) -> String {
        if of.office.is_empty() || self.shared.contains(&of.office) && of.seat.is_empty() {
            return of.office.clone();
        }
        let (part, of_seat) = if of.seat.is_empty() { (of.place.clone(), false) } else { (self.seat(of), true) };
        if part.is_empty() || of.office.contains(&part) {
            return of.office.clone();
        }
        let folded = of.office.to_lowercase();
        let is_body = of_seat || BODIES.iter().any(|word| folded.contains(word));
        format!("{} {} {part}", of.office, if is_body { "for" } else { "of" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: [&str; 6]) -> Of {
        let [year, date, office, place, seat, stage] = fields.map(ToString::to_string);
        Of { year, date, office, place, seat, stage, ..Of::default() }
    }

    fn read(rows: &[([&str; 6], &str)]) -> Vec<(String, String)> {
        let rows: Vec<(Of, &str)> = rows.iter().map(|(fields, person)| (of(*fields), *person)).collect();
        let titles = Titles::learn("london".into(), rows.iter().map(|(of, person)| (of, *person, None)));
        rows.iter().map(|(of, _)| (titles.title(of), titles.office(of))).collect()
    }

    #[test]
    fn from_what_there_is() {
        let one = |fields| read(&[(fields, "Ann")]).remove(0);
        let pair = |title: &str, office: &str| (title.to_string(), office.to_string());
        assert_eq!(
            one(["2021", "2021-05-06", "Mayor", "London", "", ""]),
            pair("2021 London Mayor election", "Mayor of London")
        );
        assert_eq!(
            one(["2018", "", "US House", "Alabama", "001", ""]),
            pair("2018 US House election, Alabama 1", "US House for Alabama 1")
        );
        assert_eq!(
            one(["1935", "", "Member of the House", "", "Acadia", "by-election"]),
            pair("1935 House by-election, Acadia", "Member of the House for Acadia")
        );
        assert_eq!(one(["2021", "", "", "", "", ""]), pair("2021 london", ""));
        assert_eq!(one(["", "", "", "", "", ""]), pair("london", ""));
        assert_eq!(
            one(["2018", "", "US Senate", "Alabama", "", ""]),
            pair("2018 Alabama US Senate election", "US Senate for Alabama")
        );
    }

    #[test]
    fn an_office_of_all_places_and_two_contests_of_one_year() {
        let rows = [
            (["1976", "", "US President", "Alabama", "", ""], "Carter"),
            (["1976", "", "US President", "Alaska", "", ""], "Carter"),
        ];
        assert_eq!(read(&rows)[1], ("1976 US President election, Alaska".to_string(), "US President".to_string()));
        let rows = [
            (["1974", "1974-02-28", "Mayor", "", "", ""], "Ann"),
            (["1974", "1974-10-10", "Mayor", "", "", ""], "Ann"),
        ];
        assert_eq!(read(&rows)[1].0, "1974-10-10 Mayor election");
    }
}
