//! Austria, Germany, Switzerland.
use crate::{Fault, sum};

pub(super) fn austria(number: &str) -> Result<(), Fault> {
    sum::formed(number.starts_with('U'))?;
    let digits = sum::exactly(&number[1..], 8)?;
    // Luhn over the first seven, as if the check digit were not there, and set against 6 in place of 10.
    sum::holds((16 - sum::luhn(&digits[..7])) % 10 == digits[7])
}

pub(super) fn germany(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 9)?;
    sum::formed(digits[0] != 0)?;
    sum::holds(sum::mod_11_10(&digits))
}

pub(super) fn switzerland(number: &str) -> Result<(), Fault> {
    sum::means(number.starts_with("CHE"))?;
    let digits = sum::exactly(&number[3..12], 9)?;
    sum::means(["", "MWST", "TVA", "IVA", "TPV"].contains(&&number[12..]))?;
    sum::holds(sum::weighted(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 1]).is_multiple_of(11))
}
