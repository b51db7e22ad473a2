//! PAN: the permanent account number of a taxpayer, ten characters.
use crate::{Fault, sum};

/// What kind of person holds a PAN: its fourth letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// An association of persons.
    Association,
    /// A body of individuals.
    Individuals,
    /// A company.
    Company,
    /// A firm or a limited liability partnership.
    Firm,
    /// An office of the government.
    Government,
    /// An undivided Hindu family.
    Family,
    /// An artificial juridical person.
    Juridical,
    /// A local authority.
    Local,
    /// A person.
    Person,
    /// A trust.
    Trust,
}

/// A PAN.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pan {
    /// All ten characters.
    pub text: String,
    /// Who holds it.
    pub holder: Holder,
}

/// Reads a PAN. It has no check digit that is published.
pub fn pan(text: &str) -> Result<Pan, Fault> {
    let text = sum::compact(text);
    let bytes = text.as_bytes();
    if bytes.len() != 10 {
        return Err(Fault::Length);
    }
    let letters = bytes[..5].iter().chain(&bytes[9..]).all(u8::is_ascii_uppercase);
    sum::formed(letters && bytes[5..9].iter().all(u8::is_ascii_digit))?;
    let holder = match bytes[3] {
        b'A' => Holder::Association,
        b'B' => Holder::Individuals,
        b'C' => Holder::Company,
        b'F' => Holder::Firm,
        b'G' => Holder::Government,
        b'H' => Holder::Family,
        b'J' => Holder::Juridical,
        b'L' => Holder::Local,
        b'P' => Holder::Person,
        b'T' => Holder::Trust,
        _ => return Err(Fault::Component),
    };
    sum::means(&bytes[5..9] != b"0000")?;
    Ok(Pan { text, holder })
}
