//! A world made up: offices with their series of contests, careers with heavy tails, repeated rivalries and
//! namesakes, the same on every run. Serves the tests and the benchmarks; `examples/world.rs` writes it to files.
//!
//! The distributions are those of real candidacies in rough: a fifth of the offices have more than 35 contests, most
//! people stand once or twice, holders stand again more often than not, a few perennial candidates stand a hundred times.

#![allow(dead_code, unreachable_pub, reason = "each test and benchmark that includes this file uses a part of it")]

use std::collections::HashMap;
use std::io::{Result, Write};

/// How large a world is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many contests.
    pub contests: usize,
    /// How many candidacies.
    pub candidacies: usize,
}

impl Size {
    /// 1,000 contests, for tests.
    pub const T: Self = Self { contests: 1_000, candidacies: 4_000 };
    /// 20,000 contests.
    pub const S: Self = Self { contests: 20_000, candidacies: 80_000 };
    /// 200,000 contests: about two thirds of those that have a page in a large Wikipedia.
    pub const M: Self = Self { contests: 200_000, candidacies: 1_000_000 };
    /// 1,000,000 contests.
    pub const L: Self = Self { contests: 1_000_000, candidacies: 5_000_000 };

    /// The size of that letter.
    pub fn of(letter: &str) -> Option<Self> {
        Some(match letter.to_ascii_uppercase().as_str() {
            "T" => Self::T,
            "S" => Self::S,
            "M" => Self::M,
            "L" => Self::L,
            _ => return None,
        })
    }
}

/// Random numbers of a fixed start (`SplitMix64`, Steele and others 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A normal deviate (Box and Muller 1958).
    fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        mean + deviation * radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// One candidacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidacy {
    /// The contest's row in [`World::contests`].
    pub contest: u32,
    /// The person's row in [`World::people`].
    pub person: u32,
    /// Votes.
    pub votes: u32,
    /// Whether the contest elected the person.
    pub won: bool,
}

/// One contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contest {
    /// The office, from 0.
    pub office: u32,
    /// The year.
    pub year: i32,
    /// Whether it is the second in its year and office.
    pub by_election: bool,
    /// The contest before it for the office.
    pub previous: Option<u32>,
    /// The contest after it.
    pub next: Option<u32>,
    /// The first of its candidacies in [`World::candidacies`].
    pub first: u32,
}

/// A whole world: contests in the order of time, candidacies contest by contest, names of people.
pub struct World {
    /// The contests.
    pub contests: Vec<Contest>,
    /// The candidacies.
    pub candidacies: Vec<Candidacy>,
    /// Names of people; several people may have one name.
    pub people: Vec<String>,
    /// By person, how many of the name came before.
    namesake: Vec<u32>,
}

/// What is known of a person while the world is made.
struct Nature {
    stamina: f64,
    strength: f64,
    /// How often a perennial candidate is still listed.
    entered: u32,
}

impl World {
    /// Makes a world. O(candidacies).
    #[allow(clippy::too_many_lines, reason = "a generator reads best from top to bottom")]
    pub fn new(size: Size, seed: u64) -> Self {
        let mut random = Random(seed ^ size.contests as u64);
        let mut events: Vec<(i32, u64, u32, bool)> = Vec::new();
        let mut electorate = Vec::new();
        while events.len() < size.contests {
            let office = electorate.len() as u32;
            electorate.push(random.normal(9.5, 1.2).exp());
            let mut year = 1800 + random.below(200) as i32;
            let period = [1, 2, 2, 3, 4, 4, 4, 5, 5, 6][random.below(10)];
            let terms = (1.0 - 20.0 * (1.0 - random.unit()).ln()).clamp(1.0, 80.0) as usize;
            for _ in 0..terms {
                if year > 2026 || events.len() >= size.contests {
                    break;
                }
                events.push((year, random.next(), office, false));
                if period > 1 && random.chance(0.06) && events.len() < size.contests {
                    events.push((year + 1, random.next(), office, true));
                }
                year += period;
            }
        }
        events.sort_unstable();
        let counts = counts(&mut random, size);
        let mut natures: Vec<Nature> = Vec::new();
        let mut perennial: Vec<u32> = Vec::new();
        let mut pools: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut last: HashMap<u32, (Vec<u32>, u32)> = HashMap::new();
        let mut latest: HashMap<u32, u32> = HashMap::new();
        let mut contests: Vec<Contest> = Vec::with_capacity(size.contests);
        let mut candidacies: Vec<Candidacy> = Vec::with_capacity(size.candidacies);
        for (number, ((year, _, office, by_election), count)) in events.into_iter().zip(counts).enumerate() {
            let number = number as u32;
            let pool = pools.entry(office / 25).or_default();
            let mut chosen: Vec<u32> = Vec::with_capacity(count);
            let mut incumbent = None;
            if let Some((before, holder)) = last.get(&office) {
                incumbent = Some(*holder);
                for person in before {
                    let nature = &natures[*person as usize];
                    let again = if person == holder { nature.stamina.max(0.72) } else { nature.stamina };
                    let again = if nature.entered > 0 { again * 0.25 } else { again };
                    let stamina = nature.stamina;
                    let gone = nature.entered == 0;
                    if random.chance(again) && chosen.len() < count {
                        chosen.push(*person);
                    } else if gone && random.chance(0.7 * stamina + 0.05) {
                        pool.push(*person);
                    }
                }
            }
            while chosen.len() < count {
                let draw = random.unit();
                let mut taken = None;
                if draw < 0.22 && !pool.is_empty() {
                    let at = random.below(pool.len());
                    if !chosen.contains(&pool[at]) {
                        taken = Some(pool.swap_remove(at));
                    }
                } else if draw < 0.235 && !perennial.is_empty() {
                    let at = random.below(perennial.len());
                    let person = perennial[at];
                    if random.chance(0.06) {
                        perennial.swap_remove(at);
                    }
                    if !chosen.contains(&person) {
                        taken = Some(person);
                        let nature = &mut natures[person as usize];
                        if nature.entered < 12 && random.chance(0.5) {
                            nature.entered += 1;
                            perennial.push(person);
                        }
                    }
                }
                chosen.push(taken.unwrap_or_else(|| {
                    let tail = (1.0 - random.unit()).powf(-1.0 / 1.15).min(60.0);
                    let stamina = if tail > 1.05 { 1.0 - 1.0 / tail } else { 0.0 };
                    let listed = random.chance(0.0015);
                    if listed {
                        perennial.push(natures.len() as u32);
                    }
                    natures.push(Nature { stamina, strength: random.normal(0.0, 0.8), entered: u32::from(listed) });
                    natures.len() as u32 - 1
                }));
            }
            let weights: Vec<f64> = chosen
                .iter()
                .map(|p| {
                    let bonus = if incumbent == Some(*p) { 0.7 } else { 0.0 };
                    (natures[*p as usize].strength + random.normal(0.0, 0.5) + bonus).exp()
                })
                .collect();
            let total: f64 = weights.iter().sum();
            let voters = electorate[office as usize] * (0.4 + 0.4 * random.unit());
            let votes: Vec<u32> = weights.iter().map(|w| ((voters * w / total) as u32).max(1)).collect();
            let best = (0..count).rev().max_by_key(|i| votes[*i]).unwrap_or(0);
            let first = candidacies.len() as u32;
            let mut order: Vec<usize> = (0..count).collect();
            for i in (1..count).rev() {
                order.swap(i, random.below(i + 1));
            }
            for i in order {
                candidacies.push(Candidacy { contest: number, person: chosen[i], votes: votes[i], won: i == best });
            }
            let previous = latest.insert(office, number);
            if let Some(before) = previous {
                contests[before as usize].next = Some(number);
            }
            contests.push(Contest { office, year, by_election, previous, next: None, first });
            let winner = chosen[best];
            last.insert(office, (chosen, winner));
        }
        let people: Vec<String> = (0..natures.len()).map(|_| name(&mut random)).collect();
        let mut named: HashMap<&str, u32> = HashMap::new();
        let mut namesake = Vec::with_capacity(people.len());
        for name in &people {
            let count = named.entry(name).or_default();
            namesake.push(*count);
            *count += 1;
        }
        Self { contests, candidacies, people, namesake }
    }

    /// The candidacies of a contest.
    pub fn of_contest(&self, contest: usize) -> &[Candidacy] {
        let first = self.contests[contest].first as usize;
        let end = self.contests.get(contest + 1).map_or(self.candidacies.len(), |c| c.first as usize);
        &self.candidacies[first..end]
    }

    /// What an office is called: `Mayor of Kamiren 17`.
    #[allow(clippy::unused_self, reason = "as for the other names")]
    pub fn office(&self, office: u32) -> String {
        format!("Mayor of {} {office}", place(office))
    }

    /// The title of a contest's page.
    pub fn title(&self, contest: usize) -> String {
        let Contest { office, year, by_election, .. } = self.contests[contest];
        let kind = if by_election { "special mayoral election" } else { "mayoral election" };
        format!("{year} {} {office} {kind}", place(office))
    }

    /// The title of a person's page, which no other person's has: namesakes after the first are told apart by a note.
    pub fn page(&self, person: u32) -> String {
        let name = &self.people[person as usize];
        match self.namesake[person as usize] {
            0 => name.clone(),
            n => format!("{name} (politician {n})"),
        }
    }

    /// Writes the contest's page in wikitext: an infobox with links, and a sentence.
    pub fn wikitext(&self, contest: usize, out: &mut impl Write) -> Result<()> {
        let row = self.contests[contest];
        writeln!(out, "{{{{Infobox election")?;
        writeln!(out, "| election_name = {}", self.title(contest))?;
        writeln!(out, "| country = Freedonia")?;
        writeln!(out, "| type = mayoral")?;
        for (key, other) in [("previous", row.previous), ("next", row.next)] {
            if let Some(other) = other {
                let year = self.contests[other as usize].year;
                writeln!(out, "| {key}_election = [[{}|{year}]]", self.title(other as usize))?;
                writeln!(out, "| {key}_year = {year}")?;
            }
        }
        writeln!(out, "| election_date = {} {} {}", 1 + contest % 28, MONTHS[contest % 12], row.year)?;
        let rows = self.of_contest(contest);
        let total: u64 = rows.iter().map(|c| u64::from(c.votes)).sum();
        for (i, candidacy) in rows.iter().enumerate() {
            let (n, name) = (i + 1, &self.people[candidacy.person as usize]);
            let mark = if candidacy.won { "'''" } else { "" };
            writeln!(out, "| candidate{n} = {mark}[[{}|{name}]]{mark}", self.page(candidacy.person))?;
            let share = f64::from(candidacy.votes) / total as f64 * 100.0;
            writeln!(out, "| popular_vote{n} = {mark}{}{mark}\n| percentage{n} = {share:.2}%", candidacy.votes)?;
        }
        writeln!(out, "| title = {}", self.office(row.office))?;
        writeln!(out, "| posttitle = Elected mayor")?;
        if let Some(previous) = row.previous
            && let Some(holder) = self.of_contest(previous as usize).iter().find(|c| c.won)
        {
            writeln!(
                out,
                "| before_election = [[{}|{}]]",
                self.page(holder.person),
                self.people[holder.person as usize]
            )?;
        }
        if let Some(winner) = rows.iter().find(|c| c.won) {
            writeln!(
                out,
                "| after_election = [[{}|{}]]",
                self.page(winner.person),
                self.people[winner.person as usize]
            )?;
        }
        writeln!(out, "}}}}\nThe '''{}''' was held in {}.", self.title(contest), row.year)
    }

    /// Writes the pages of some contests as a MediaWiki export.
    pub fn export(&self, contests: impl IntoIterator<Item = usize>, out: &mut impl Write) -> Result<()> {
        writeln!(
            out,
            "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"en\">"
        )?;
        let mut text = Vec::new();
        for contest in contests {
            text.clear();
            self.wikitext(contest, &mut text)?;
            let text = String::from_utf8_lossy(&text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(
                out,
                "  <page>\n    <title>{}</title>\n    <ns>0</ns>\n    <id>{}</id>",
                self.title(contest),
                contest + 1
            )?;
            writeln!(out, "    <revision>\n      <id>{}</id>\n      <model>wikitext</model>", 1_000_000 + contest)?;
            writeln!(
                out,
                "      <format>text/x-wiki</format>\n      <text bytes=\"{}\" xml:space=\"preserve\">{text}</text>\n    </revision>\n  </page>",
                text.len()
            )?;
        }
        writeln!(out, "</mediawiki>")
    }

    /// Writes the candidacies as numbers: contest, office, year, person, votes, won.
    pub fn numbers(&self, out: &mut impl Write) -> Result<()> {
        writeln!(out, "election_id,series_id,year,person_id,votes,won")?;
        for row in &self.candidacies {
            let contest = &self.contests[row.contest as usize];
            let won = u8::from(row.won);
            writeln!(out, "{},{},{},{},{},{won}", row.contest, contest.office, contest.year, row.person, row.votes)?;
        }
        Ok(())
    }

    /// Writes the candidacies as the table that `--from` reads.
    pub fn table(&self, out: &mut impl Write) -> Result<()> {
        writeln!(out, "contest,date,office,candidate,votes,outcome")?;
        for row in &self.candidacies {
            let contest = &self.contests[row.contest as usize];
            let outcome = if row.won { "elected" } else { "lost" };
            let title = self.title(row.contest as usize);
            let (office, page) = (self.office(contest.office), self.page(row.person));
            writeln!(out, "{title},{},{office},{page},{},{outcome}", contest.year, row.votes)?;
        }
        Ok(())
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How many stand in each contest: from 2 to 12, with the exact sum.
fn counts(random: &mut Random, size: Size) -> Vec<usize> {
    let more = size.candidacies as f64 / size.contests as f64 - 2.0;
    let stop = 1.0 / (1.0 + more * 0.97);
    let mut counts: Vec<usize> = (0..size.contests)
        .map(|_| {
            let mut count = 2;
            while count < 12 && !random.chance(stop) {
                count += 1;
            }
            count
        })
        .collect();
    let mut sum: usize = counts.iter().sum();
    while sum != size.candidacies {
        let count = &mut counts[random.below(size.contests)];
        if sum < size.candidacies && *count < 12 {
            *count += 1;
            sum += 1;
        } else if sum > size.candidacies && *count > 2 {
            *count -= 1;
            sum -= 1;
        }
    }
    counts
}

const SYLLABLES: [&str; 20] = [
    "ka", "lo", "mi", "ren", "tor", "va", "sel", "dan", "bri", "ost", "hem", "jo", "ul", "fi", "mar", "nes", "pet",
    "qui", "sta", "wen",
];

/// A name; about 3 million differ, so that large worlds have namesakes.
fn name(random: &mut Random) -> String {
    let mut pick = || SYLLABLES[random.below(SYLLABLES.len())];
    let (a, b, c, d, e) = (pick(), pick(), pick(), pick(), pick());
    format!("{}{b} {}{d}{e}", capital(a), capital(c))
}

fn place(office: u32) -> String {
    let at = |n: u32| SYLLABLES[(office / n) as usize % SYLLABLES.len()];
    format!("{}{}{}", capital(at(400)), at(20), at(1))
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
