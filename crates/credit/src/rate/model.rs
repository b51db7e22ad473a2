//! The rules of default rates. Pure.
use kernel::{Error, FieldError, Result};
use risk::{
    rates::{Rate, Rates, Wrong},
    scale::Rating,
};

/// Millionths of one, for probabilities.
pub const MILLION: f64 = 1_000_000.0;
/// Ten-thousandths of one, for recovery and weights.
pub const TEN_THOUSAND: f64 = 10_000.0;

/// `share` as a whole number of `parts`; none where it has more decimals than that.
fn scaled(share: f64, parts: f64) -> Option<u32> {
    let number = (share * parts).round();
    let exact = (number / parts - share).abs() < 1e-12;
    (exact && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

/// A line as it was sent, in shares of one; `place` is where it stands in the list.
pub fn line(place: usize, rating: Rating, pd: f64, recovery: f64, weight: f64) -> Result<Rate> {
    let read = |field: &str, share, parts, decimals| {
        scaled(share, parts).ok_or_else(|| {
            let path = format!("rates[{place}].{field}");
            Error::invalid(&path, format!("must have at most {decimals} decimals"))
        })
    };
    Ok(Rate {
        rating,
        pd: read("default_probability", pd, MILLION, 6)?,
        recovery: read("recovery_rate", recovery, TEN_THOUSAND, 4)?,
        weight: read("risk_weight", weight, TEN_THOUSAND, 4)?,
    })
}

/// What must hold of the lines of one version: each notch once, and a loan in default has defaulted.
pub fn check(lines: &[Rate]) -> Result<()> {
    let wrong = |place: Option<usize>, field: &str, says: String| {
        let path = place.map_or("rates".into(), |place| format!("rates[{place}].{field}"));
        Error::fields(vec![FieldError::new("body", &path, says, "invalid")])
    };
    if let Some(place) = lines.iter().position(|line| line.rating == Rating::D && line.pd != 1_000_000) {
        return Err(wrong(Some(place), "default_probability", "must be 1 for D: it has defaulted".into()));
    }
    let place = |rating| lines.iter().rposition(|line| line.rating == rating);
    match Rates::new(lines, Default::default()) {
        Ok(_) => Ok(()),
        Err(Wrong::Empty) => Err(wrong(None, "", "must have at least 1 line".into())),
        Err(Wrong::Twice(rating)) => {
            Err(wrong(place(rating), "credit_rating", format!("lists {rating} twice")))
        }
        Err(Wrong::Range(rating)) => {
            Err(wrong(place(rating), "default_probability", "must be at most 1".into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(rating: &str, pd: f64) -> Rate {
        line(0, Rating::parse(rating).unwrap(), pd, 0.5, 1.0).unwrap()
    }

    #[test]
    fn shares_are_kept_exactly_or_refused() {
        let kept = line(0, Rating(8), 0.0041, 0.82, 12.5).unwrap();
        assert_eq!((kept.pd, kept.recovery, kept.weight), (4_100, 8_200, 125_000));
        let refused = line(3, Rating(8), 0.000_000_1, 0.82, 0.5).unwrap_err();
        assert_eq!(refused.detail, "rates.3.default_probability: must have at most 6 decimals");
        assert!(line(0, Rating(8), 0.1, 0.820_01, 0.5).is_err());
        // Every share with its decimals is read back from its float.
        for n in 0..=1_000_000_u32 {
            assert_eq!(scaled(f64::from(n) / MILLION, MILLION), Some(n));
        }
    }

    #[test]
    fn a_version_lists_each_notch_once() {
        assert!(check(&[line_of("A", 0.001), line_of("BBB", 0.004), line_of("D", 1.0)]).is_ok());
        let twice = check(&[line_of("A", 0.001), line_of("A", 0.002)]).unwrap_err();
        assert_eq!(twice.detail, "rates.1.credit_rating: lists A twice");
        assert!(check(&[]).is_err());
        assert!(check(&[line_of("D", 0.9)]).unwrap_err().detail.contains("it has defaulted"));
    }
}
