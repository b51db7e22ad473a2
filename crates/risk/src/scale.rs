//! The scale of ratings: 22 notches from AAA to D.
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How many notches the scale has.
pub const NOTCHES: usize = 22;

/// Room for one value per [`Rating::index`], so that a dense array needs no check of bounds.
pub const SLOTS: usize = 32;

const NAMES: [&str; NOTCHES] = [
    "AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-",
    "CCC+", "CCC", "CCC-", "CC", "C", "D",
];

/// A notch: 0 = AAA, the best, to 21 = D, default (order of S&P's and Fitch's long-term scales). A smaller notch is a
/// better rating. 255 is [`Rating::WITHDRAWN`], which only a history may hold.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(pub u8);

impl Rating {
    /// The best rating.
    pub const AAA: Self = Self(0);
    /// The last notch of investment grade: BBB-.
    pub const LAST_INVESTMENT_GRADE: Self = Self(9);
    /// Default, the worst rating.
    pub const D: Self = Self(21);
    /// No longer rated. Not a notch: [`Rating::is_notch`] says no.
    pub const WITHDRAWN: Self = Self(255);
    /// All notches, best first.
    pub const ALL: [Self; NOTCHES] = {
        let mut all = [Self(0); NOTCHES];
        let mut notch = 0;
        while notch < NOTCHES {
            all[notch] = Self(notch as u8);
            notch += 1;
        }
        all
    };

    /// The notch that `text` names, in any case and with any spaces (` bbb + ` is BBB+; a minus may be typed as a dash).
    /// `SD` and `RD` (selective and restricted default of S&P and Fitch) are D. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut short = [0_u8; 4];
        let mut length = 0;
        for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
            let plain = match letter {
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => b'-',
                '\u{FF0B}' => b'+',
                _ if letter.is_ascii() => (letter as u8).to_ascii_uppercase(),
                _ => return None,
            };
            *short.get_mut(length)? = plain;
            length += 1;
        }
        match &short[..length] {
            b"SD" | b"RD" => Some(Self::D),
            short => NAMES.iter().position(|name| name.as_bytes() == short).map(|notch| Self(notch as u8)),
        }
    }

    /// Like [`Rating::parse`], and `NR`, `WR`, `WD` and `withdrawn` are [`Rating::WITHDRAWN`]: for a history.
    pub fn parse_or_withdrawn(text: &str) -> Option<Self> {
        const WORDS: [&str; 4] = ["NR", "WR", "WD", "WITHDRAWN"];
        let withdrawn = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
        if withdrawn { Some(Self::WITHDRAWN) } else { Self::parse(text) }
    }

    /// As it is written: `BBB+`; `NR` when withdrawn.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or("NR")
    }

    /// 0 for AAA to 21 for D.
    pub fn notch(self) -> u8 {
        self.0
    }

    /// Where an array of [`SLOTS`] keeps this rating: the notch, and 31 for a withdrawn one.
    pub fn index(self) -> usize {
        usize::from(self.0 & 31)
    }

    /// True for AAA to D.
    pub fn is_notch(self) -> bool {
        usize::from(self.0) < NOTCHES
    }

    /// AAA to BBB- (S&P and Fitch; Moody's Aaa to Baa3).
    pub fn is_investment_grade(self) -> bool {
        self <= Self::LAST_INVESTMENT_GRADE
    }

    /// The notch nearest to the weighted mean `sum / weight`, where `sum` = Σ weight × notch. Half a notch goes to the
    /// worse one, which is the careful side. None without a weight.
    pub fn nearest(sum: i128, weight: i128) -> Option<Self> {
        (weight > 0).then(|| Self(((2 * sum + weight) / (2 * weight)).clamp(0, 21) as u8))
    }
}

impl std::fmt::Display for Rating {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.pad(self.name())
    }
}

impl Serialize for Rating {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::parse_or_withdrawn(&text).ok_or_else(|| de::Error::custom("a rating from AAA to D is meant"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_read_back_in_any_spelling() {
        for rating in Rating::ALL {
            assert_eq!(Rating::parse(rating.name()), Some(rating));
            assert_eq!(Rating::parse(&format!("  {} ", rating.name().to_lowercase())), Some(rating));
        }
        assert_eq!(Rating::parse("bbb \u{2212}"), Some(Rating(9)));
        assert_eq!(Rating::parse("sd"), Some(Rating::D));
        for wrong in ["", "AAAA", "A++", "E", "AB", "BBB+-", "C+", "Ä"] {
            assert_eq!(Rating::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_scale_has_its_ends_and_its_border() {
        assert_eq!((Rating::ALL[0].name(), Rating::ALL[21].name()), ("AAA", "D"));
        assert_eq!(Rating::ALL.iter().filter(|rating| rating.is_investment_grade()).count(), 10);
        assert!(Rating::parse("BBB-").unwrap().is_investment_grade());
        assert!(!Rating::parse("BB+").unwrap().is_investment_grade());
        assert!(!Rating::WITHDRAWN.is_investment_grade() && !Rating::WITHDRAWN.is_notch());
        assert_eq!(Rating::parse_or_withdrawn(" nr"), Some(Rating::WITHDRAWN));
        assert!(Rating::WITHDRAWN.index() < SLOTS);
    }

    #[test]
    fn half_a_notch_is_the_worse_one() {
        assert_eq!(Rating::nearest(13, 2), Some(Rating(7)));
        assert_eq!(Rating::nearest(64, 10), Some(Rating(6)));
        assert_eq!(Rating::nearest(0, 0), None);
    }
}
