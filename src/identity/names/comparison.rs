//! Compares two names: aligns their words and computes a distance.

use super::forms;
use super::parts::{Name, Part, Role};
use super::sound;
use crate::wikitext::fold;
use std::ops::Range;

/// The distance between two names, by part.
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The distance between the surnames, from 0 to 1.
    pub surname: f32,
    /// The distance between the given names.
    pub given: f32,
    /// The distance added by unmatched words, a different order and the like.
    pub rest: f32,
    /// One name has an initial where the other has a full word.
    pub initials: bool,
    /// The given names match as a short form or as forms in two languages.
    pub form: bool,
    /// The match is between forms in two languages, not with a short form.
    pub foreign: bool,
    /// Given name and surname are in the opposite order.
    pub turned: bool,
    /// The generational suffixes differ, as of father and son.
    pub generations: bool,
    /// Only one of the names has a generational suffix.
    pub unmarked: bool,
}

/// Which part of a name is spelled in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Respelled {
    /// One given name, as Carl is Karl.
    Given,
    /// The surname, or several words.
    Surname,
}

/// Words farther apart than this never match.
const APART: f32 = 0.42;

/// What a generational suffix of one name alone adds: enough to ask.
const UNMARKED: f32 = 0.3;

/// What a middle initial that fits a whole word adds, where a given name is the same.
const FITTING_INITIAL: f32 = 0.03;

/// The least distance between a man's name and a woman's name.
const OTHER_GENDER: f32 = 0.34;

/// Names whose surnames are farther apart than this are not compared further.
const NO_SURNAME: f32 = 0.7;

/// A match between a word of one name and a word, or two fused words, of the other.
#[derive(Clone, Copy)]
struct Answer {
    distance: f32,
    initial: bool,
    form: bool,
    foreign: bool,
}

/// Compares two names. `None` if a name is empty or the surnames are too far apart.
pub fn compare(a: &Name, b: &Name) -> Option<Comparison> {
    // "Donalds Tusks" is Donald Tusk in Latvian.
    let declined = [(a, b), (b, a)].into_iter().flat_map(|(one, other)| {
        one.undeclined(other).into_iter().filter_map(|plain| {
            let found = as_written(&plain, other)?;
            Some(Comparison { surname: found.surname.max(INFLECTED), ..found })
        })
    });
    as_written(a, b).into_iter().chain(declined).min_by(|x, y| x.total().total_cmp(&y.total()))
}

fn as_written(a: &Name, b: &Name) -> Option<Comparison> {
    let (last_a, last_b) = (a.surname()?, b.surname()?);
    let straight = aligned(a, b, last_a, last_b);
    // "Rabin Yitzhak" is "Yitzhak Rabin" with the surname first.
    let near = straight.as_ref().is_some_and(|found| found.total() < 0.3);
    let ways = [(first(a), last_b, a, true), (first(b), last_a, b, false)];
    let turned = ways.into_iter().filter(|_| !near).filter_map(|(place, other, of, of_a)| {
        let place = place.filter(|_| of.parts.len() > 1)?;
        let against = if of_a { &b.parts[other] } else { &a.parts[other] };
        if !sound::is_within(&of.parts[place].word, &against.word, 0.3) {
            return None;
        }
        let mut found = if of_a { aligned(a, b, place, other) } else { aligned(a, b, other, place) }?;
        (found.given < 0.3 && found.surname < 0.3).then(|| {
            found.turned = true;
            // Paul Henry and Henry Paul are two people: if every word is a given name, the order matters.
            let given = |name: &Name| name.parts.iter().all(|p| !p.forms.is_empty());
            found.rest += match (given(a) && given(b), are_the_same_words(a, b)) {
                (true, _) => 0.3,
                (false, true) => 0.01,
                (false, false) => 0.08,
            };
            found
        })
    });
    let mut best = straight.into_iter().chain(turned).min_by(|x, y| x.total().total_cmp(&y.total()))?;
    best.generations = a.generation != b.generation;
    // A mark that one name leaves out may be that of the same person.
    best.unmarked = best.generations && (a.generation == 0 || b.generation == 0);
    Some(best)
}

/// Returns true if two names have the same words in another order.
fn are_the_same_words(a: &Name, b: &Name) -> bool {
    let words = |name: &Name| {
        let mut words: Vec<Vec<char>> = name.parts.iter().map(|p| p.word.letters().to_vec()).collect();
        words.sort_unstable();
        words
    };
    a.parts.len() > 1 && a.parts.len() == b.parts.len() && words(a) == words(b)
}

/// Returns true if a name is the beginning of a longer one, word by word, and not of given names alone: "Pablo Casado"
/// and "Pablo Casado Blanco", "Alan Leong" and "Alan LEONG Kah-kit".
fn is_beginning(short: &Name, long: &Name) -> bool {
    short.parts.len() > 1
        && short.parts.len() < long.parts.len()
        && short.parts.iter().zip(&long.parts).all(|(a, b)| a.word.letters() == b.word.letters())
        && short.parts.iter().any(|p| p.forms.is_empty())
        && short.parts.iter().all(|p| !p.word.is_initial())
}

fn first(name: &Name) -> Option<usize> {
    name.parts.iter().position(|p| p.role == Role::Plain)
}

/// Compares two names whose surnames end at these words.
fn aligned(a: &Name, b: &Name, last_a: usize, last_b: usize) -> Option<Comparison> {
    let (surname, used_a, used_b, mut rest) = surnames(a, b, last_a, last_b)?;
    if surname > NO_SURNAME {
        return None;
    }
    let left = |name: &Name, used: &Range<usize>| -> Vec<usize> {
        (0..used.start).chain(used.end..name.parts.len()).collect()
    };
    let (left_a, left_b) = (left(a, &used_a), left(b, &used_b));
    let plain = |name: &Name, left: &[usize]| left.iter().filter(|i| name.parts[**i].role != Role::Particle).count();
    let (count_a, count_b) = (plain(a, &left_a), plain(b, &left_b));
    if count_a == 0 && count_b == 0 {
        return Some(Comparison::plain(surname, 0.0, rest));
    }
    if count_a == 0 || count_b == 0 {
        // A surname alone fits too many people.
        return Some(Comparison::plain(surname, 0.45, rest));
    }
    let (answers, seen_a, seen_b) = answers(a, b, &left_a, &left_b);
    let Some(best) = answers.iter().map(|(.., answer)| *answer).min_by(|x, y| x.distance.total_cmp(&y.distance)) else {
        // No given names match: the distance between the first two.
        let (i, j) = (left_a[0], left_b[0]);
        let given = answer(&a.parts[i], &b.parts[j]).distance.max(APART);
        return Some(Comparison::plain(surname, given, rest));
    };
    let lead = |i: usize, j: usize| first_of(a, &left_a) == Some(i) || first_of(b, &left_b) == Some(j);
    if !answers.iter().any(|(i, j, _)| lead(*i, *j)) {
        rest += 0.25;
    }
    rest += left_over(a, b, [&left_a, &left_b], [&seen_a, &seen_b]);
    // "Benjamin A." and "Benjamin Andola": the initial speaks for one person.
    let of_other = |a: &Answer| if a.initial && best.distance < 0.05 { 2.0 * FITTING_INITIAL } else { a.distance };
    let all: f32 = answers.iter().map(|(.., a)| of_other(a)).sum();
    let mut given = best.distance + 0.5 * (all - of_other(&best));
    // A shared nickname does not make Maria and Mario one person.
    if let (Some(i), Some(j)) = (first_of(a, &left_a), first_of(b, &left_b))
        && is_other_gender(&a.parts[i], &b.parts[j])
    {
        given = given.max(OTHER_GENDER);
    }
    let initials =
        answers.iter().any(|(.., a)| a.initial) && answers.iter().all(|(.., a)| a.initial || a.distance > 0.1);
    Some(Comparison {
        surname,
        given,
        rest,
        initials,
        form: answers.iter().any(|(.., a)| a.form),
        foreign: answers.iter().any(|(.., a)| a.foreign),
        turned: false,
        generations: false,
        unmarked: false,
    })
}

/// Returns the distance that unmatched words add.
fn left_over(a: &Name, b: &Name, [left_a, left_b]: [&[usize]; 2], [seen_a, seen_b]: [&[usize]; 2]) -> f32 {
    let mut rest = 0.0;
    let plain = |name: &Name, left: &[usize]| left.iter().filter(|i| name.parts[**i].role != Role::Particle).count();
    // Unmatched words on both sides contradict each other; on one side only, they are middle names.
    let alone = |name: &Name, left: &[usize], seen: &[usize]| -> Vec<usize> {
        left.iter().copied().filter(|i| !seen.contains(i) && name.parts[*i].role != Role::Particle).collect()
    };
    let (alone_a, alone_b) = (alone(a, left_a, seen_a), alone(b, left_b, seen_b));
    let main = |name: &Name, alone: &[usize]| alone.iter().filter(|i| name.parts[**i].role != Role::Aside).count();
    let contradictions = main(a, &alone_a).min(main(b, &alone_b));
    rest += 0.45 * contradictions as f32;
    // If both have more than a first name, a missing initial is significant: George W. and George H. W. Bush.
    if contradictions == 0
        && plain(a, left_a).min(plain(b, left_b)) > 1
        && main(a, &alone_a) + main(b, &alone_b) > 0
        && has_initials(a, left_a)
        && has_initials(b, left_b)
    {
        rest += 0.3;
    }
    for (name, alone, left) in [(a, &alone_a, left_a), (b, &alone_b, left_b)] {
        for i in alone {
            let part = &name.parts[*i];
            rest += match part.role {
                Role::Aside => 0.01,
                _ if part.word.is_initial() => 0.02,
                // "Menachem Eliezer Moses" is known as "Eliezer Moses", but less often than as "Menachem Moses".
                _ if first_of(name, left) == Some(*i) => {
                    let letters: String = part.word.letters().iter().collect();
                    if USUAL_FIRST.contains(&letters.as_str()) { 0.06 } else { 0.15 }
                }
                _ => 0.06,
            };
        }
    }
    rest
}

/// The matched words, by index in each name.
type Answers = Vec<(usize, usize, Answer)>;

/// Matches the remaining words of two names. Also returns the matched words of each.
fn answers(a: &Name, b: &Name, left_a: &[usize], left_b: &[usize]) -> (Answers, Vec<usize>, Vec<usize>) {
    // Nearest pairs first; each word is matched at most once.
    let mut pairs = Vec::new();
    for (order_a, i) in left_a.iter().enumerate() {
        for (order_b, j) in left_b.iter().enumerate() {
            let answer = answer(&a.parts[*i], &b.parts[*j]);
            if answer.distance <= APART {
                let out_of_order = if order_a == order_b { 0.0 } else { 0.02 };
                pairs.push((answer.distance + out_of_order, *i, *j, answer));
            }
        }
    }
    fused(a, b, left_a, left_b, &mut pairs);
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut seen_a, mut seen_b) = (Vec::new(), Vec::new());
    let mut answers = Vec::new();
    for (_, i, j, answer) in pairs {
        let (i, second_i, j, second_j) = (i % FUSED, i >= FUSED, j % FUSED, j >= FUSED);
        if seen_a.contains(&i)
            || seen_b.contains(&j)
            || second_i && seen_a.contains(&(i + 1))
            || second_j && seen_b.contains(&(j + 1))
        {
            continue;
        }
        seen_a.push(i);
        seen_b.push(j);
        if second_i {
            seen_a.push(i + 1);
        }
        if second_j {
            seen_b.push(j + 1);
        }
        answers.push((i, j, answer));
    }
    (answers, seen_a, seen_b)
}

/// First names that are often left out before a second one: "María Fátima Báñez" is known as "Fátima Báñez".
const USUAL_FIRST: [&str; 12] =
    ["maria", "maría", "josé", "jose", "mohamed", "mohammed", "muhammad", "mohamad", "mohd", "muhd", "abdul", "abd"];

/// Added to the index of a word that is matched together with the next word of its name.
const FUSED: usize = 1000;

/// Matches two words of one name with one word of the other: "Abd el-Aziz" and "Abdelaziz".
fn fused(a: &Name, b: &Name, left_a: &[usize], left_b: &[usize], pairs: &mut Vec<(f32, usize, usize, Answer)>) {
    let mut one_way = |two: &Name, left_two: &[usize], one: &Name, left_one: &[usize], swap: bool| {
        for i in left_two.iter().filter(|i| left_two.contains(&(**i + 1))) {
            let whole = two.parts[*i].word.joined(&two.parts[*i + 1].word);
            for j in left_one {
                if sound::is_within(&whole, &one.parts[*j].word, 0.2) {
                    let distance = sound::distance(&whole, &one.parts[*j].word);
                    let answer = Answer { distance, initial: false, form: false, foreign: false };
                    let (i, j) = (*i + FUSED, *j);
                    pairs.push(if swap { (distance, j, i, answer) } else { (distance, i, j, answer) });
                }
            }
        }
    };
    one_way(a, left_a, b, left_b, false);
    one_way(b, left_b, a, left_a, true);
}

fn has_initials(name: &Name, left: &[usize]) -> bool {
    left.iter().skip(1).any(|i| name.parts[*i].word.is_initial())
}

fn first_of(name: &Name, left: &[usize]) -> Option<usize> {
    left.iter().copied().find(|i| matches!(name.parts[*i].role, Role::Plain | Role::Hyphened))
}

type Surnames = (f32, Range<usize>, Range<usize>, f32);

/// The distance between a surname and the form that another language's grammar gives it.
const INFLECTED: f32 = 0.06;

/// Returns true if one surname is the other with the ending that Czech and Slovak give to women's: Merkel and Merkelová,
/// Jaruga and Jarugová.
fn are_inflected(a: &[char], b: &[char]) -> bool {
    let one_way = |plain: &[char], ending: &[char]| {
        let Some(stem) = ["ová", "ova"].iter().find_map(|end| {
            let end: Vec<char> = end.chars().collect();
            ending.strip_suffix(end.as_slice())
        }) else {
            return false;
        };
        let plain = plain.strip_suffix(&['a']).or_else(|| plain.strip_suffix(&['o'])).unwrap_or(plain);
        stem.len() > 2 && stem == plain
    };
    a != b && (one_way(a, b) || one_way(b, a))
}

/// Returns the cheapest match of the surnames: the distance, the words of each name that it uses, and the distance
/// added for words left over.
fn surnames(a: &Name, b: &Name, last_a: usize, last_b: usize) -> Option<Surnames> {
    let mut best: Option<Surnames> = None;
    let mut offer = |distance: f32, used_a: Range<usize>, used_b: Range<usize>, rest: f32| {
        if distance + rest < best.as_ref().map_or(f32::INFINITY, |b| b.0 + b.3) {
            best = Some((distance, used_a, used_b, rest));
        }
    };
    let (word_a, word_b) = (&a.parts[last_a].word, &b.parts[last_b].word);
    // Il-sung and Jong-il: if both are hyphenated, the joined words are compared.
    let group =
        |name: &Name, last: usize| (name.parts[last].role == Role::Hyphened).then(|| last.checked_sub(1)).flatten();
    if let (Some(from_a), Some(from_b)) = (group(a, last_a), group(b, last_b)) {
        let (whole_a, whole_b) = (a.parts[from_a].word.joined(word_a), b.parts[from_b].word.joined(word_b));
        let halves = |a: &sound::Word, b: &sound::Word| {
            let far = sound::distance(a, b);
            if are_inflected(a.letters(), b.letters()) { far.min(INFLECTED) } else { far }
        };
        let (first_a, first_b) = (&a.parts[from_a].word, &b.parts[from_b].word);
        let whole = sound::distance(&whole_a, &whole_b).min(halves(first_a, first_b));
        let distance = whole.max(halves(word_a, word_b));
        return Some((distance, from_a..last_a + 1, from_b..last_b + 1, 0.0));
    }
    let (only_a, only_b) = (last_a..last_a + 1, last_b..last_b + 1);
    offer(sound::distance(word_a, word_b), only_a.clone(), only_b.clone(), 0.0);
    if are_inflected(word_a.letters(), word_b.letters()) {
        offer(INFLECTED, only_a.clone(), only_b.clone(), 0.0);
    }
    // The word before the last may be part of the surname: Bar-Lev and Barlev, Ben Zvi and Benzvi, el-Sana and Elsana.
    let before_a = last_a.checked_sub(1);
    let before_b = last_b.checked_sub(1);
    // Two fused words have about as many letters as the one they match.
    let as_long = |two: [&sound::Word; 2], one: &sound::Word| {
        (two[0].letters().len() + two[1].letters().len()).abs_diff(one.letters().len()) <= 3
    };
    if let Some(before) = before_a.filter(|i| as_long([&a.parts[*i].word, word_a], word_b)) {
        offer(sound::distance(&a.parts[before].word.joined(word_a), word_b), before..last_a + 1, only_b.clone(), 0.01);
    }
    if let Some(before) = before_b.filter(|i| as_long([&b.parts[*i].word, word_b], word_a)) {
        offer(sound::distance(word_a, &b.parts[before].word.joined(word_b)), only_a.clone(), before..last_b + 1, 0.01);
    }
    // One may have only the first half of a double surname: Moalem-Refaeli and Mualem, Sánchez Pérez-Castejón and
    // Sánchez.
    let beginning = is_beginning(a, b) || is_beginning(b, a);
    let halves = |name: &Name, last: usize| -> Vec<(usize, f32)> {
        let part = |at: usize| &name.parts[at];
        let from = group(name, last).unwrap_or(last);
        let firsts = (1..last).filter(|at| matches!(part(*at).role, Role::Plain | Role::Hyphened));
        firsts
            .filter(|at| !part(*at).word.is_initial() && last - at <= 3)
            .map(|at| (at, if at == from || beginning { 0.08 } else { 0.22 }))
            .collect()
    };
    for (at, extra) in halves(a, last_a) {
        offer(sound::distance(&a.parts[at].word, word_b), at..last_a + 1, only_b.clone(), extra);
    }
    for (at, extra) in halves(b, last_b) {
        offer(sound::distance(word_a, &b.parts[at].word), only_a.clone(), at..last_b + 1, extra);
    }
    best
}

/// Matches two given names.
fn answer(a: &Part, b: &Part) -> Answer {
    if a.word.is_initial() || b.word.is_initial() {
        let same = a.word.letters().first() == b.word.letters().first();
        let both = a.word.is_initial() && b.word.is_initial();
        let distance = match (same, both) {
            (true, true) => 0.0,
            (true, false) => 0.2,
            (false, _) => 1.0,
        };
        return Answer { distance, initial: same && !both, form: false, foreign: false };
    }
    let mut distance = sound::distance(&a.word, &b.word);
    let mut form = false;
    if is_other_gender(a, b) {
        // A typing error may turn one into the other, but only a person can decide that.
        return Answer { distance: distance.max(OTHER_GENDER), initial: false, form: false, foreign: false };
    }
    let mut foreign = false;
    let mut as_form = |cost: f32, of_another_language: bool| {
        if distance > cost {
            (distance, form, foreign) = (cost, true, of_another_language);
        }
    };
    if forms::share(&a.forms, &b.forms) {
        let short = forms::are_short(&a.forms, &b.forms);
        as_form(if short { 0.11 } else { 0.137 }, !short);
    } else if is_short_form(&a.word, &b.word) || is_short_form(&b.word, &a.word) {
        as_form(0.2, false);
    }
    Answer { distance, initial: false, form, foreign }
}

/// Returns true if two given names differ as a man's and a woman's often do: Mario and Maria, Simon and Simona, Gabriel
/// and Gabrielle.
fn is_other_gender(a: &Part, b: &Part) -> bool {
    let one_way = |a: &[char], b: &[char]| match a {
        [stem @ .., 'a'] if stem.len() > 2 => b == stem || matches!(b, [other @ .., 'o'] if other == stem),
        _ => false,
    };
    let (of_a, of_b) = (a.word.letters(), b.word.letters());
    of_a != of_b && (one_way(of_a, of_b) || one_way(of_b, of_a) || forms::are_a_pair(&a.forms, &b.forms))
}

/// Returns true if a word is a prefix of a longer one, perhaps with a pet name's ending: Max, Rafi, Benny.
fn is_short_form(short: &sound::Word, long: &sound::Word) -> bool {
    let (short, long) = (short.letters(), long.letters());
    let stem = match short {
        [stem @ .., 'i' | 'y'] | [stem @ .., 'i', 'e'] if stem.len() >= 2 => stem,
        _ => short,
    };
    let stem = match stem {
        [head @ .., x, y] if x == y && head.len() >= 2 => &stem[..stem.len() - 1],
        _ => stem,
    };
    let least = if stem.len() < short.len() { 2 } else { 3 };
    stem.len() >= least && long.len() > stem.len() + 1 && long.starts_with(stem)
}

impl Comparison {
    const fn plain(surname: f32, given: f32, rest: f32) -> Self {
        Self {
            surname,
            given,
            rest,
            initials: false,
            form: false,
            foreign: false,
            turned: false,
            generations: false,
            unmarked: false,
        }
    }

    /// Returns how two names in Latin letters differ in spelling, if they do in letters other than by diacritics ("ø" may
    /// be "oe"), a short form, an initial, an ending or a word left out.
    pub fn respelled(&self, a: &Name, b: &Name) -> Option<Respelled> {
        let plain = |part: &Part| {
            let folded = fold(&part.word.letters().iter().collect::<String>());
            ["ae", "oe", "ue", "aa"].iter().fold(folded, |word, pair| word.replace(pair, &pair[..1]))
        };
        let words = |name: &Name| name.parts.iter().map(plain).collect::<Vec<_>>();
        let (few, many) = if a.parts.len() <= b.parts.len() { (words(a), words(b)) } else { (words(b), words(a)) };
        let surnames = [a, b].map(|name| name.surname().map(|at| plain(&name.parts[at])));
        let differing = if few.len() == many.len() {
            few.iter().zip(&many).filter(|(one, other)| one != other).count()
        } else {
            few.iter().filter(|word| !many.contains(word)).count()
        };
        // An initial is no spelling.
        let few: Vec<String> = few.into_iter().filter(|word| word.chars().count() > 1).collect();
        let is_respelled = !self.form
            && !self.initials
            && self.surname != INFLECTED
            && a.is_in_latin()
            && b.is_in_latin()
            && !few.iter().all(|word| many.contains(word));
        let in_given = !self.turned && surnames[0] == surnames[1] && differing == 1;
        is_respelled.then_some(if in_given { Respelled::Given } else { Respelled::Surname })
    }

    /// Returns the total distance, from 0 (the same name) upwards.
    pub fn total(&self) -> f32 {
        let number = match (self.generations, self.unmarked) {
            (true, true) => UNMARKED,
            (true, false) => 0.5,
            _ => 0.0,
        };
        1.15 * self.surname + self.given + 0.6 * self.surname.min(self.given) + self.rest + number
    }
}
