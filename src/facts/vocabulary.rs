//! The closed vocabularies of the field. Each word knows how it is written, read and shown.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $label:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word of this vocabulary, in its stated order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as inputs write it and outputs show it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Reads the word in any case, or one of its synonyms.
            pub fn read(text: &str) -> Option<Self> {
                match text.trim().to_lowercase().as_str() {
                    $($label $(| $alias)* => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// All words, for a message that says which are allowed.
            pub fn allowed() -> String {
                Self::ALL.iter().map(|w| w.label()).collect::<Vec<_>>().join(", ")
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.label())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
                Self::read(&word).ok_or_else(|| serde::de::Error::unknown_variant(&word, &[]))
            }
        }
    };
}

vocabulary! {
    /// What kind of contest it is.
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
        /// For the head of a town.
        Mayoral = "mayoral",
        /// For the head of a state or province.
        Gubernatorial = "gubernatorial",
        /// For a local council.
        Local = "local" | "council" | "municipal",
        /// On a question rather than between people.
        Referendum = "referendum",
        /// None of these, or not known.
        Other = "other",
    }
}

vocabulary! {
    /// Who may vote, from the narrowest body to the widest: the continuum of Kenig, "Classifying Party
    /// Leaders' Selection Methods in Parliamentary Democracies", JEPOP 19 (2009), with mixed methods apart.
    Selectorate {
        /// A single leader appoints.
        Leader = "leader",
        /// A small body of the party, such as a central committee or a bureau.
        PartyElite = "party elite" | "elite" | "central committee",
        /// The party's members of parliament.
        ParliamentaryParty = "parliamentary party" | "parliamentary group",
        /// Delegates of a convention or congress.
        Delegates = "delegates" | "convention" | "selected party agency",
        /// All members of the party.
        Members = "members" | "party members" | "membership",
        /// All voters of the land.
        Electorate = "electorate" | "voters",
        /// An electoral college that weighs several bodies.
        Mixed = "mixed" | "electoral college",
    }
}

vocabulary! {
    /// How a candidacy ended.
    Outcome {
        /// Won the office by this contest.
        Elected = "elected" | "won" | "winner",
        /// Stood to the end and lost.
        Lost = "lost" | "defeated",
        /// Out after a round that was not the last.
        Eliminated = "eliminated",
        /// Stood and gave up before the vote.
        Withdrew = "withdrew" | "withdrawn",
        /// Was spoken of and did not stand.
        Declined = "declined",
    }
}

vocabulary! {
    /// What became of a contest.
    Status {
        /// It was held.
        Held = "held",
        /// There was one candidate.
        Unopposed = "unopposed" | "uncontested",
        /// Its result was voided.
        Annulled = "annulled" | "void",
        /// It is still to come.
        Scheduled = "scheduled",
        /// It was called off.
        Cancelled = "cancelled" | "canceled",
    }
}

impl Status {
    /// Whether a contest's result counts: not annulled, cancelled or still to come. An annulled one counts on request.
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
        /// The office passed on when parties merged.
        Merger = "merger",
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
        /// Served to the end and did not go on.
        TermEnded = "term ended",
        /// Was removed by others.
        Removed = "removed",
        /// Still holds the office, as far as the source goes.
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

impl Began {
    /// Whether the holder only stands in.
    pub const fn is_provisional(self) -> bool {
        matches!(self, Self::Acting | Self::Interim)
    }
}

impl Outcome {
    /// Whether the person stood in the contest.
    pub const fn stood(self) -> bool {
        matches!(self, Self::Elected | Self::Lost | Self::Eliminated)
    }
}

/// Whether the word for the evidence of a contest says that sources only mention it.
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
