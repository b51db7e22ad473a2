//! The rules of loans. Pure; uploads keep them, too.
use chrono::NaiveDate;
use kernel::{Error, Money, Result};

/// The longest business id, in characters.
pub const LONGEST_ID: usize = 50;
/// The longest name of a borrower, in characters.
pub const LONGEST_BORROWER: usize = 255;
/// The longest name of a sector or a country, in characters.
pub const LONGEST_WORD: usize = 100;

/// What is said of a new loan that has run out already.
pub const MATURED: &str = "Maturity date must be in the future";

/// A new loan runs out today or later. What is in the books already may have run out.
pub fn runs_on(maturity: NaiveDate, today: NaiveDate) -> Result<()> {
    if maturity < today { Err(Error::invalid("maturity_date", MATURED)) } else { Ok(()) }
}

/// A ratio as it is kept: in hundredths, half a hundredth rounded up, as a column `numeric(10,2)` does.
pub fn hundredths(ratio: Money) -> i64 {
    (ratio.units() + 50).div_euclid(100)
}

/// A text as it is kept: without space around it, and not empty.
pub fn text(field: &str, given: &str) -> Result<String> {
    let text = given.trim();
    if text.is_empty() {
        return Err(Error::invalid(field, "must have at least 1 characters"));
    }
    Ok(text.to_owned())
}

/// A text that may be missing; an empty one is.
pub fn optional(given: Option<String>) -> Option<String> {
    given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What is said of a second loan with the same business id.
pub fn exists(loan_id: &str) -> String {
    format!("Loan with ID '{loan_id}' already exists in this portfolio")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_loan_runs_out_today_at_the_earliest() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(runs_on(day("2026-03-15"), day("2026-03-15")).is_ok());
        let late = runs_on(day("2026-03-14"), day("2026-03-15")).unwrap_err();
        assert_eq!(late.detail, "maturity_date: Maturity date must be in the future");
    }

    #[test]
    fn a_ratio_is_kept_in_hundredths() {
        let kept = |text: &str| hundredths(text.parse().unwrap());
        assert_eq!(
            ["0", "2.5", "3.504", "3.505", "99.9999", "100"].map(kept),
            [0, 250, 350, 351, 10_000, 10_000]
        );
    }

    #[test]
    fn texts_are_trimmed() {
        assert_eq!(text("borrower", " ACME ").unwrap(), "ACME");
        assert_eq!(text("borrower", "  ").unwrap_err().detail, "borrower: must have at least 1 characters");
        assert_eq!(optional(Some(" ".into())), None);
        assert_eq!(optional(Some(" UK".into())).as_deref(), Some("UK"));
    }
}
