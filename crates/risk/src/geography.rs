//! The portfolio by country.
use serde::Serialize;

use crate::{
    concentration::{Caps, Dimension, dimension},
    filter::Filter,
    rates::Rates,
    scale::SLOTS,
    status::Status,
    sums::{self, Group, Tally, ratio},
    tape::{Rows, Tape},
};

/// What [`Geography`] means by its figures.
pub const DEFINITION: &str = "Shares are by exposure. A country above 10 % is a breach unless another limit is given; \
    the index is Herfindahl–Hirschman's over countries. Loans without a country are a group of their own. The default \
    probability is Σ(w·pd)/Σw and the performing share is by exposure, both within the country.";

/// A country.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Country {
    /// Its loans.
    pub group: Group,
    /// Share of its exposure that performs, 0–1.
    pub performing: f64,
    /// Σ(w·pd)/Σw, 0–1.
    pub pd: Option<f64>,
    /// Σ(w·notch)/Σw, 0 (AAA) to 21 (D).
    pub mean_notch: Option<f64>,
}

/// The portfolio by country.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Geography {
    /// All countries, greatest first.
    pub countries: Vec<Country>,
    /// The index, the greatest and the limits.
    pub concentration: Dimension,
    /// What the figures mean.
    pub definition: &'static str,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    whole: Tally,
    performing: i128,
    pd: i128,
    notches: i128,
}

/// The portfolio by country, with the `top` greatest against the caps. Source: contract §6, page 13.
pub fn geography(tape: &Tape, rows: Rows<'_>, rates: &Rates, caps: Caps, top: usize) -> Geography {
    let last = tape.country.words.len();
    let mut sums = vec![Sums::default(); last + 1];
    let pds: [i128; SLOTS] = std::array::from_fn(|notch| rates.pd(crate::scale::Rating(notch as u8)).into());
    rows.each(|row| {
        let sum = &mut sums[(tape.country.codes[row] as usize).min(last)];
        let (exposure, rating) = (tape.exposure[row], tape.rating[row].index());
        sum.whole.add(exposure, tape.rate[row]);
        let performs = i64::from(tape.status[row] == Status::Performing);
        sum.performing += i128::from(exposure * performs);
        sum.pd += i128::from(exposure) * pds[rating];
        sum.notches += i128::from(exposure) * rating as i128;
    });
    let tallies: Vec<Tally> = sums.iter().map(|sum| sum.whole).collect();
    let total = tallies.iter().map(|tally| tally.exposure).sum();
    let mut slots: Vec<usize> = (0..=last).filter(|slot| tallies[*slot].count > 0).collect();
    slots.sort_by_key(|slot| {
        let word = tape.country.words.get(*slot);
        (std::cmp::Reverse(tallies[*slot].exposure), word.is_none(), word)
    });
    let country = |slot: usize| {
        let (word, sum) = (tape.country.words.get(slot), &sums[slot]);
        let exposure = sum.whole.exposure;
        Country {
            group: Group::of(word, &sum.whole, total, Filter::country(word)),
            performing: ratio(sum.performing, exposure),
            pd: (exposure > 0).then(|| ratio(sum.pd, exposure) / 1e6),
            mean_notch: (exposure > 0).then(|| ratio(sum.notches, exposure)),
        }
    };
    Geography {
        countries: slots.into_iter().map(country).collect(),
        concentration: dimension(&tape.country, &tallies, caps, top, Filter::country),
        definition: DEFINITION,
    }
}

/// The sector with the greatest exposure in a country, its share being one of the country's exposure; none for a country
/// without loans.
pub fn greatest_sector(tape: &Tape, rows: Rows<'_>, country: Option<&str>) -> Option<Group> {
    let own = Filter::country(country);
    let rows = own.among(tape, rows);
    let tallies = sums::by_word(tape, Rows::These(&rows), &tape.sector);
    let mut group = sums::greatest(&tape.sector, &tallies, 1, Filter::sector).pop()?;
    group.filter = group.filter.and(&own);
    Some(group)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        scale::Rating,
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    #[test]
    fn each_country_has_its_own_figures() {
        let mut writer = Writer::default();
        let loans = [
            (300, "UK", "A", Status::Performing, "Energy"),
            (100, "UK", "BB", Status::Defaulted, "Retail"),
            (100, "", "A", Status::Performing, "Energy"),
        ];
        for (exposure, country, name, status, sector) in loans {
            let rating = Rating::parse(name).unwrap();
            assert!(writer.push(&Loan { exposure, country, rating, status, sector, ..Loan::default() }));
        }
        let tape = writer.finish();
        let result = geography(&tape, tape.all(), &Rates::default(), Caps::default(), 5);
        let uk = &result.countries[0];
        assert_eq!((uk.group.key.as_deref(), uk.group.share, uk.performing), (Some("UK"), 0.8, 0.75));
        // (300·0.001 + 100·0.018) / 400 and (300·5 + 100·11) / 400
        assert_eq!((uk.pd, uk.mean_notch), (Some(0.005_25), Some(6.5)));
        assert_eq!(result.countries[1].group.key, None);
        // 0.8² + 0.2²
        assert!((result.concentration.index.fraction - 0.68).abs() < 1e-15);
        assert_eq!(result.concentration.breaches, 2);
        let sector = greatest_sector(&tape, tape.all(), Some("UK")).unwrap();
        assert_eq!((sector.key.as_deref(), sector.filter.rows(&tape)), (Some("Energy"), vec![0]));
        assert!(greatest_sector(&tape, tape.all(), Some("France")).is_none());
    }

    proptest! {
        #[test]
        fn the_performing_share_is_one(tape in tapes()) {
            for country in geography(&tape, tape.all(), &Rates::default(), Caps::default(), 5).countries {
                prop_assert!((0.0..=1.0).contains(&country.performing));
                prop_assert_eq!(country.group.filter.rows(&tape).len() as u64, country.group.count);
            }
        }
    }
}
