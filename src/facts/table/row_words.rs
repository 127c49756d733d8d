//! The words in the place of a name that make a row one of sums, further counts or options, in many languages.

use crate::facts::ballot::{is_option, is_rest};
use crate::wikitext::fold;

/// A row that is not about a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Special {
    /// An option on the ballot, such as a blank vote, or candidates that are not listed.
    Option,
    /// The sum of the other rows.
    Total,
    /// The number of people who could vote.
    Electorate,
    /// The number of ballots cast.
    Ballots,
    /// A figure that follows from others, such as the majority.
    Derived,
}

/// Rows with sums and further counts, by the folded word in the place of the name.
const COUNTS: [(&str, Special); 106] = [
    ("absolutes mehr", Special::Derived),
    ("absolute mehrheit", Special::Derived),
    ("majorite absolue", Special::Derived),
    ("maggioranza assoluta", Special::Derived),
    ("majority needed", Special::Derived),
    ("voter turnout", Special::Ballots),
    ("registered voters/turnout", Special::Electorate),
    ("total valid", Special::Total),
    ("plurality", Special::Derived),
    ("winning margin", Special::Derived),
    ("gultige", Special::Total),
    ("davon gultig", Special::Total),
    ("electorate", Special::Electorate),
    ("registered electors", Special::Electorate),
    ("eligible voters", Special::Electorate),
    ("electores", Special::Electorate),
    ("בעלי זכות בחירה", Special::Electorate),
    ("majority", Special::Derived),
    ("swing", Special::Derived),
    ("margin", Special::Derived),
    ("turnout %", Special::Derived),
    ("wahlbeteiligung", Special::Derived),
    ("participation", Special::Derived),
    ("sub total", Special::Derived),
    ("subtotal", Special::Derived),
    ("zwischensumme", Special::Derived),
    ("mehrheit", Special::Derived),
    ("סה״כ", Special::Total),
    ("סהכ קולות", Special::Total),
    ("suma", Special::Total),
    ("ensemble", Special::Total),
    ("total", Special::Total),
    ("totals", Special::Total),
    ("total votes", Special::Total),
    ("total valid votes", Special::Total),
    ("total votes cast", Special::Ballots),
    ("total ballots", Special::Ballots),
    ("contest total", Special::Total),
    ("grand total", Special::Total),
    ("valid votes", Special::Total),
    ("gesamt", Special::Total),
    ("insgesamt", Special::Total),
    ("summe", Special::Total),
    ("gultige stimmen", Special::Total),
    ("total general", Special::Total),
    ("exprimes", Special::Total),
    ("סהכ", Special::Total),
    ("registered voters", Special::Electorate),
    ("registered", Special::Electorate),
    ("wahlberechtigte", Special::Electorate),
    ("inscrits", Special::Electorate),
    ("ballots cast", Special::Ballots),
    ("votants", Special::Ballots),
    ("wahler", Special::Ballots),
    ("turnout", Special::Ballots),
    ("required majority", Special::Derived),
    ("absolute majority", Special::Derived),
    ("votes required", Special::Derived),
    ("quota", Special::Derived),
    ("source", Special::Derived),
    ("sources", Special::Derived),
    ("votes cast", Special::Ballots),
    ("voters", Special::Ballots),
    ("number of voters", Special::Ballots),
    ("number of votes cast", Special::Ballots),
    ("valid", Special::Total),
    ("valid ballots", Special::Total),
    ("votos validos", Special::Total),
    ("votos emitidos", Special::Ballots),
    ("inscritos", Special::Electorate),
    ("censo", Special::Electorate),
    ("total de eleitores", Special::Electorate),
    ("total de inscritos", Special::Electorate),
    ("eleitorado", Special::Electorate),
    ("padron", Special::Electorate),
    ("censo electoral", Special::Electorate),
    ("participacion", Special::Ballots),
    ("voti validi", Special::Total),
    ("votanti", Special::Ballots),
    ("elettori", Special::Electorate),
    ("affluenza", Special::Ballots),
    ("glosy wazne", Special::Total),
    ("frekwencja", Special::Derived),
    ("uprawnieni do glosowania", Special::Electorate),
    ("деиствительные бюллетени", Special::Total),
    ("явка", Special::Derived),
    ("всего избирателеи", Special::Electorate),
    ("избирателеи", Special::Electorate),
    ("всего", Special::Total),
    ("итого", Special::Total),
    ("усього", Special::Total),
    ("явка избирателеи", Special::Derived),
    ("votos totais", Special::Total),
    ("eleitores", Special::Electorate),
    ("comparecimento", Special::Ballots),
    ("stemberettigede", Special::Electorate),
    ("valgdeltakelse", Special::Derived),
    ("valdeltagande", Special::Derived),
    ("opkomst", Special::Derived),
    ("geldige stemmen", Special::Total),
    ("gecli oylar", Special::Total),
    ("gecerli oylar", Special::Total),
    ("toplam", Special::Total),
    ("投票率", Special::Derived),
    ("有効投票数", Special::Total),
    ("投票総数", Special::Ballots),
];

/// Options on ballots that only tables name, folded.
const OPTIONS: [&str; 120] = [
    "leere",
    "leere stimmen",
    "leere wahlzettel",
    "leere stimmzettel",
    "vereinzelte",
    "vereinzelte stimmen",
    "voix eparses",
    "scattered votes",
    "nulo",
    "votos de legenda",
    "exhausted ballots",
    "exhausted votes",
    "invalid/blank votes",
    "blank/invalid votes",
    "invalid or blank votes",
    "blank and invalid votes",
    "invalid and blank votes",
    "invalid ballots",
    "rejected votes",
    "didnt vote",
    "did not vote",
    "not voting",
    "abstained",
    "absent",
    "present",
    "ungultige",
    "davon ungultig",
    "abstentions",
    "abstention",
    "spoilt votes",
    "spoilt ballots",
    "bulletins blancs",
    "bulletins nuls",
    "votes blancs",
    "votos en blanco",
    "votos nulos",
    "votos blancos",
    "nota",
    "פתקים לבנים",
    "פתקים פסולים",
    "פסולים",
    "vacant",
    "yes",
    "no",
    "for",
    "approve",
    "reject",
    "approved",
    "in favour",
    "ja",
    "nein",
    "oui",
    "non",
    "si",
    "בעד",
    "נגד",
    "none",
    "no candidate",
    "void",
    "blanks",
    "blank ballots",
    "blank or void",
    "overvote",
    "overvotes",
    "over votes",
    "over vote",
    "undervote",
    "undervotes",
    "under votes",
    "under vote",
    "spoiled",
    "spoiled votes",
    "spoiled ballots",
    "spoiled votes (blank)",
    "rejected",
    "rejected ballots",
    "invalid",
    "invalid votes",
    "informal",
    "informal votes",
    "exhausted",
    "ungultig",
    "ungultige stimmen",
    "enthaltung",
    "enthaltungen",
    "blancs",
    "nuls",
    "blancs et nuls",
    "en blanco",
    "nulos",
    "abstencion",
    "abstenciones",
    "votos invalidos",
    "votos en blanco y nulos",
    "glosy niewazne",
    "niewazne",
    "недеиствительные бюллетени",
    "недіисні",
    "против всех",
    "проти всіх",
    "schede bianche",
    "schede nulle",
    "bianche",
    "nulle",
    "voti nulli",
    "astenuti",
    "brancos",
    "votos brancos",
    "abstencao",
    "abstencoes",
    "ongeldige stemmen",
    "ongeldig",
    "blanke stemmer",
    "ugyldige stemmer",
    "blanka",
    "ogiltiga",
    "ogiltiga roster",
    "gecersiz oylar",
    "無効投票",
    "無効票",
];

/// Returns what a row is about if its name is not that of a person.
pub(in crate::facts) fn special(name: &str) -> Option<Special> {
    if name.len() > 60 {
        return None;
    }
    let folded = fold(name);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').trim();
    if let Some((_, known)) = COUNTS.iter().find(|(word, _)| *word == folded) {
        return Some(*known);
    }
    // "Write In, if any", "Undervotes-Voids" and "Write-in (Misc.)" begin with what they are.
    let begins = |words: &[&str]| {
        words.iter().any(|w| {
            folded.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(', '/', 's']))
        })
    };
    if begins(&["write in", "writein", "write ins", "scattering"])
        || begins(&["undervote", "overvote", "under vote", "over vote", "blank vote", "blank ballot", "void"])
    {
        return Some(Special::Option);
    }
    if begins(&["total", "totals"]) {
        let of_ballots = folded.contains("ballot") || folded.contains("cast");
        return Some(if of_ballots { Special::Ballots } else { Special::Total });
    }
    // "Labour gain from Conservative" and "Labour hold" are rows of tables of results.
    if folded.contains(" gain from ") || folded.ends_with(" hold") {
        return Some(Special::Derived);
    }
    // "Blank, Void, Scattering" are options all of them.
    let mut parts = name.split([',', '/', '&']).map(str::trim);
    if name.contains([',', '/', '&']) && parts.all(|part| special(part) == Some(Special::Option)) {
        return Some(Special::Option);
    }
    if is_of(folded, &NO_VOTES) {
        return Some(Special::Option);
    }
    if is_of(folded, &VALID) {
        return Some(Special::Total);
    }
    (OPTIONS.contains(&folded) || is_option(folded) || is_rest(folded)).then_some(Special::Option)
}

/// Returns true for what stands in the place of an office where a row has the voters, the ballots or the straight tickets
/// of a precinct.
pub(super) fn is_of_no_office(office: &str) -> bool {
    let folded = fold(office);
    let straight = ["straight party", "straight ticket", "straight party ticket"];
    let begins = ["registered voters", "ballots cast"].iter().any(|word| folded.starts_with(word));
    begins
        || straight.contains(&folded.as_str())
        || matches!(special(office), Some(Special::Electorate | Special::Ballots | Special::Total | Special::Derived))
}

/// Words for ballots that count for nobody, folded.
pub(super) const NO_VOTES: [&str; 30] = [
    "challenged",
    "disputed",
    "null",
    "nullified",
    "void",
    "blank",
    "invalid",
    "spoilt",
    "spoiled",
    "rejected",
    "informal",
    "discarded",
    "unmarked",
    "inactive",
    "exhausted",
    "nul",
    "nuls",
    "blanc",
    "blancs",
    "nulo",
    "nulos",
    "blanco",
    "blancos",
    "branco",
    "brancos",
    "anulados",
    "impugnados",
    "bianche",
    "nulle",
    "nulli",
];

/// Words for votes that count, folded.
const VALID: [&str; 14] = [
    "valid",
    "formal",
    "valides",
    "valables",
    "exprimes",
    "validos",
    "validas",
    "validi",
    "valide",
    "gultige",
    "geldige",
    "giltiga",
    "gyldige",
    "continuing",
];

/// Words for votes and ballots, folded.
const PAPERS: [&str; 24] = [
    "vote",
    "votes",
    "ballot",
    "ballots",
    "paper",
    "papers",
    "voix",
    "suffrage",
    "suffrages",
    "bulletins",
    "voto",
    "votos",
    "papeletas",
    "boletas",
    "voti",
    "schede",
    "stimmen",
    "stimmzettel",
    "stemmen",
    "stembiljetten",
    "stemmer",
    "roster",
    "cast",
    "total",
];

/// Returns true if a name has a word of a kind and one for votes or ballots, and no others: "Null votes", "Votes nuls",
/// "Blank, spoilt and rejected ballot papers".
fn is_of(folded: &str, kind: &[&str]) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = |any: &[&str]| words.clone().any(|word| any.contains(&word));
    let (of_kind, of_papers) = (says(kind), says(&PAPERS));
    let joins = |word: &str| matches!(word, "and" | "or" | "et" | "y" | "e" | "o" | "en" | "em" | "und" | "of");
    of_kind && of_papers && words.all(|word| kind.contains(&word) || PAPERS.contains(&word) || joins(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        let all = COUNTS.iter().map(|(word, _)| *word).chain(OPTIONS);
        let unlike: Vec<&str> = all.filter(|word| fold(word) != *word).collect();
        assert_eq!(unlike, Vec::<&str>::new(), "these words are never found");
    }
}
