//! The status of a loan.
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How a loan is doing, best first.
#[repr(u8)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is paid as agreed.
    #[default]
    Performing,
    /// It is paid, and watched.
    WatchList,
    /// It is not paid as agreed.
    NonPerforming,
    /// It is given up.
    Defaulted,
}

impl Status {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Performing, Self::WatchList, Self::NonPerforming, Self::Defaulted];

    /// The status that `text` names, in any case; `Watch List`, `watch_list`, `watch-list` and `WatchList` are one.
    /// None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = || text.chars().filter(|letter| !matches!(letter, ' ' | '_' | '-' | '\t' | '\u{a0}'));
        let is = |word: &str| letters().map(|letter| letter.to_ascii_lowercase()).eq(word.chars());
        match () {
            () if is("performing") => Some(Self::Performing),
            () if is("watchlist") => Some(Self::WatchList),
            () if is("nonperforming") => Some(Self::NonPerforming),
            () if is("defaulted") || is("default") => Some(Self::Defaulted),
            () => None,
        }
    }

    /// As it is shown and stored: `Watch List`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Performing => "Performing",
            Self::WatchList => "Watch List",
            Self::NonPerforming => "Non-Performing",
            Self::Defaulted => "Defaulted",
        }
    }

    /// Where an array of four keeps this status.
    pub fn index(self) -> usize {
        self as usize
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.pad(self.name())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let words = "one of Performing, Watch List, Non-Performing, Defaulted is meant";
        Self::parse(&text).ok_or_else(|| de::Error::custom(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_contract_is_read() {
        for (text, status) in [
            ("Performing", Status::Performing),
            ("performing", Status::Performing),
            ("Watch List", Status::WatchList),
            ("watch_list", Status::WatchList),
            ("WATCHLIST", Status::WatchList),
            ("Non-Performing", Status::NonPerforming),
            ("non_performing", Status::NonPerforming),
            (" non performing ", Status::NonPerforming),
            ("Defaulted", Status::Defaulted),
            ("default", Status::Defaulted),
        ] {
            assert_eq!(Status::parse(text), Some(status), "{text}");
        }
        for status in Status::ALL {
            assert_eq!(Status::parse(status.name()), Some(status));
        }
        for wrong in ["", "perform", "watch", "performing!"] {
            assert_eq!(Status::parse(wrong), None, "{wrong}");
        }
    }
}
