//! HSN and SAC: what is sold, as customs and GST count it.
use chrono::NaiveDate;

use crate::{Fault, sum};

/// A code of goods or services.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hsn {
    /// The digits.
    pub text: String,
    /// Whether it is a SAC, for a service: it begins with 99.
    pub is_service: bool,
}

impl Hsn {
    /// The first two digits: the chapter.
    pub fn chapter(&self) -> &str {
        &self.text[..2]
    }
}

/// Reads a code: 2, 4, 6 or 8 digits; a service begins with 99 and has at most 6.
pub fn hsn(text: &str) -> Result<Hsn, Fault> {
    let text = sum::compact(text);
    sum::digits(&text)?;
    if ![2, 4, 6, 8].contains(&text.len()) {
        return Err(Fault::Length);
    }
    let is_service = text.starts_with("99");
    // Chapter 77 is kept free; 98 and 99 hold projects, baggage and services.
    sum::means(!matches!(&text[..2], "00" | "77"))?;
    if is_service && text.len() == 8 {
        return Err(Fault::Length);
    }
    Ok(Hsn { text, is_service })
}

/// How many digits an invoice must show, by notification 78/2020 (Central Tax) and what stood before it.
/// `large` is a turnover above 5 crore rupees (before April 2021: above 1.5 crore, 4 digits above 5 crore).
pub fn fewest_digits(date: NaiveDate, large: bool, to_business: bool) -> usize {
    let since = NaiveDate::from_ymd_opt(2021, 4, 1).unwrap_or(NaiveDate::MIN);
    match (date >= since, large, to_business) {
        (true, true, _) => 6,
        (true, false, true) => 4,
        (true, false, false) => 0,
        (false, true, _) => 4,
        (false, false, _) => 2,
    }
}
