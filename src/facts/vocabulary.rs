//! The closed vocabularies: each word knows how it is written, read and shown.

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $label:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word of this vocabulary, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word as inputs write it and outputs show it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Reads the word or one of its synonyms, in any case.
            pub fn read(text: &str) -> Option<Self> {
                match text.trim().to_lowercase().as_str() {
                    $($label $(| $alias)* => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// Returns all words, separated by commas, for messages.
            pub fn allowed() -> String {
                Self::ALL.iter().map(|w| w.label()).collect::<Vec<_>>().join(", ")
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.label())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::read(&word).ok_or_else(|| serde::de::Error::unknown_variant(&word, &[]))
            }
        }
    };
}

pub(super) use vocabulary;

vocabulary! {
    /// The kind of a contest.
    Kind {
        /// For the leadership of a party.
        Leadership = "leadership",
        /// For the head of state.
        Presidential = "presidential",
        /// For seats in a legislature.
        Legislative = "legislative" | "parliamentary" | "general",
        /// For one seat between general elections.
        ByElection = "by-election" | "by election" | "special",
        /// For a party's nomination.
        Primary = "primary",
        /// For the head of a city or town.
        Mayoral = "mayoral",
        /// For the head of a state or province.
        Gubernatorial = "gubernatorial",
        /// For a local council.
        Local = "local" | "council" | "municipal",
        /// On a question rather than between people.
        Referendum = "referendum",
        /// None of these, or unknown.
        Other = "other",
    }
}

impl Kind {
    /// Returns the kind of a contest for an office, from the words in the office's name.
    pub fn of_office(office: &str) -> Self {
        let office = crate::wikitext::fold(office);
        let words: Vec<&str> = office.split(' ').collect();
        let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
        if office.contains("vice president") {
            return Self::Other;
        }
        match () {
            () if has(&[
                "mayor",
                "burgermeister",
                "burgermeisterin",
                "oberburgermeister",
                "maire",
                "alcalde",
                "alcaldesa",
            ]) =>
            {
                Self::Mayoral
            }
            () if has(&["governor", "gouverneur", "gobernador"]) => Self::Gubernatorial,
            () if has(&["councillor", "councilor", "councilmember", "alderman", "gemeinderat", "stadtrat"]) => {
                Self::Local
            }
            () if has(&[
                "senate",
                "senator",
                "representative",
                "representatives",
                "parliament",
                "assembly",
                "congress",
                "commons",
                "mp",
                "member",
                "bundestag",
                "landtag",
                "legislature",
                "house",
                "knesset",
                "diputado",
                "depute",
            ]) =>
            {
                Self::Legislative
            }
            () if has(&["president", "presidency", "bundesprasident"]) && !has(&["party"]) => Self::Presidential,
            () if has(&["council"]) => Self::Local,
            () => Self::Other,
        }
    }
}

vocabulary! {
    /// Who may vote, from the narrowest body to the widest, with mixed methods last. The scale is that of Kenig,
    /// "Classifying Party Leaders' Selection Methods in Parliamentary Democracies", JEPOP 19 (2009).
    Selectorate {
        /// A single leader appoints the winner.
        Leader = "leader",
        /// A small body of the party, such as a central committee or a bureau.
        PartyElite = "party elite" | "elite" | "central committee",
        /// The party's members of parliament.
        ParliamentaryParty = "parliamentary party" | "parliamentary group",
        /// Delegates of a convention or congress.
        Delegates = "delegates" | "convention" | "selected party agency",
        /// All members of the party.
        Members = "members" | "party members" | "membership",
        /// All voters of the country or district.
        Electorate = "electorate" | "voters",
        /// An electoral college that weights several bodies.
        Mixed = "mixed" | "electoral college",
    }
}

vocabulary! {
    /// How a candidacy ended.
    Outcome {
        /// Won the office in this contest.
        Elected = "elected" | "won" | "winner",
        /// Stood until the end and lost.
        Lost = "lost" | "defeated",
        /// Left the contest after a round that was not the last.
        Eliminated = "eliminated",
        /// Stood, and gave up before the vote.
        Withdrew = "withdrew" | "withdrawn",
        /// Was mentioned as a candidate but did not stand.
        Declined = "declined",
    }
}

vocabulary! {
    /// Whether a contest was held, and whether its result counts.
    Status {
        /// It was held.
        Held = "held",
        /// There was only one candidate.
        Unopposed = "unopposed" | "uncontested",
        /// Its result was annulled.
        Annulled = "annulled" | "void",
        /// It is still to come.
        Scheduled = "scheduled",
        /// It was called off.
        Cancelled = "cancelled" | "canceled",
    }
}

impl Status {
    /// Returns true if the contest's result counts. Annulled contests count only if `include_annulled` is true.
    /// Cancelled and scheduled contests never count.
    pub const fn counts(self, include_annulled: bool) -> bool {
        match self {
            Self::Annulled => include_annulled,
            Self::Cancelled | Self::Scheduled => false,
            Self::Held | Self::Unopposed => true,
        }
    }
}

vocabulary! {
    /// How a tenure began.
    Began {
        /// By winning a contest.
        Elected = "elected",
        /// By a contest without another candidate.
        Unopposed = "unopposed",
        /// Standing in until a successor is found.
        Acting = "acting",
        /// Chosen for a limited time.
        Interim = "interim",
        /// By appointment or consensus.
        Appointed = "appointed",
        /// By the merger of parties, which passed on the office.
        Merger = "merger",
        /// As the one who is next by law, such as a vice president.
        Succession = "succession",
    }
}

vocabulary! {
    /// How a tenure ended.
    Ended {
        /// Stood again and lost.
        Defeated = "defeated",
        /// Resigned.
        Resigned = "resigned",
        /// Died in office.
        Died = "died",
        /// Served until the end and did not continue.
        TermEnded = "term ended",
        /// Was removed by others.
        Removed = "removed",
        /// Still holds the office, according to the source.
        InOffice = "in office",
    }
}

vocabulary! {
    /// What a round's shares are percentages of.
    ShareBase {
        /// Of the votes for candidates.
        Candidates = "candidates",
        /// Of the valid votes.
        Valid = "valid",
        /// Of all ballots cast.
        Cast = "cast" | "ballots",
    }
}

impl Selectorate {
    /// Returns who votes in a round with this name, such as "MPs' ballot" or "Second round (members)".
    pub(crate) fn of_words(label: &str) -> Option<Self> {
        let words = crate::wikitext::fold(label);
        let has = |all: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|w| all.contains(&w));
        match () {
            () if has(&["mps", "parliamentary", "caucus"]) => Some(Self::ParliamentaryParty),
            () if has(&["members", "membership"]) => Some(Self::Members),
            () if has(&["delegates", "convention"]) => Some(Self::Delegates),
            () => None,
        }
    }
}

impl Began {
    /// Returns true if the holder only stands in.
    pub const fn is_provisional(self) -> bool {
        matches!(self, Self::Acting | Self::Interim)
    }
}

impl Outcome {
    /// Returns true if the person stood in the contest until the vote.
    pub const fn stood(self) -> bool {
        matches!(self, Self::Elected | Self::Lost | Self::Eliminated)
    }
}

/// Reads the word for the evidence of a contest. Returns true for "stated": sources only mention it.
pub(super) fn read_stated(word: &str) -> Option<bool> {
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    if is("stated") { Some(true) } else { is("documented").then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for word in Selectorate::ALL {
            assert_eq!(Selectorate::read(word.label()), Some(*word));
        }
        for word in Ended::ALL {
            assert_eq!(Ended::read(&word.label().to_uppercase()), Some(*word));
        }
        assert_eq!(Outcome::read("won"), Some(Outcome::Elected));
        assert_eq!(Outcome::read("victorious"), None);
    }
}
