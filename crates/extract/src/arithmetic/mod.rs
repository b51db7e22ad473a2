//! The arithmetic of an invoice: which of its amounts is the net, the tax, the gross, what is left to pay.
//!
//! Labels only suggest; equations decide. [`settle`] looks for the assignment in which the most holds:
//! net + Σ tax + rounding = gross, tax = base × rate, Σ base = net, Σ rows = net, gross − prepaid = due.
//! What holds is told as [`Proof`]s, so that a confidence can rest on it.
//!
//! Amounts are in 10⁻⁴ of the currency, rates in 10⁻⁴ of a percent (19 % is 190 000). No floating point touches them.

mod check;
mod evidence;
mod search;
mod settle;
mod support;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use crate::found::TaxKind;
pub use check::{share, within};
pub use settle::settle;

/// What an amount may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The sum before tax.
    Net,
    /// The sum of the rows before document-level discounts and charges ("subtotal").
    Lines,
    /// One tax, or the sum of all.
    Tax,
    /// The sum after tax.
    Gross,
    /// What is left to pay.
    Due,
    /// What has been paid before.
    Prepaid,
    /// The printed rounding.
    RoundOff,
    /// A discount of the whole document, printed with or without a minus.
    Discount,
    /// Shipping, packing and other charges of the whole document.
    Charge,
    /// The base of one rate.
    Base,
}

/// How many roles there are.
pub(crate) const ROLES: usize = 10;

/// What a label says about an amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The role.
    pub role: Role,
    /// How strongly the label says so, 0 to 1.
    pub weight: f32,
    /// The tax named in the label.
    pub kind: Option<TaxKind>,
    /// The rate named in the label.
    pub rate: Option<i64>,
}

impl Guess {
    /// A guess without a tax.
    pub fn new(role: Role, weight: f32) -> Self {
        Self { role, weight, kind: None, rate: None }
    }
}

/// An amount on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// In 10⁻⁴ of the currency.
    pub value: i64,
    /// What its labels say.
    pub guesses: Vec<Guess>,
    /// The page, from 0.
    pub page: u32,
    /// The right edge, in points: sums stand in one column.
    pub x: f32,
    /// The middle of the line, in points from the top.
    pub y: f32,
}

/// One line of tax: from a table of taxes, or of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levy {
    /// Which tax.
    pub kind: TaxKind,
    /// The rate, in 10⁻⁴ of a percent.
    pub rate: Option<i64>,
    /// What the rate is applied to.
    pub base: Option<i64>,
    /// The tax.
    pub amount: Option<i64>,
    /// The place of the base in [`Sums::amounts`].
    pub base_at: Option<usize>,
    /// The place of the tax in [`Sums::amounts`].
    pub amount_at: Option<usize>,
}

/// Everything that is known before the search.
#[derive(Debug, Clone, Default)]
pub struct Sums<'a> {
    /// All amounts of the document, in reading order.
    pub amounts: &'a [Amount],
    /// Rates printed anywhere in it.
    pub rates: &'a [i64],
    /// Rows of its table of taxes.
    pub levies: &'a [Levy],
    /// Totals of its rows.
    pub rows: &'a [i64],
    /// The smallest unit of the currency (100 for cents, 10 000 for yen); 0 is taken as cents.
    pub minor: i64,
    /// Evidence that no tax is due (reverse charge, exempt, small business), 0 to 1.
    pub untaxed: f32,
    /// Whether amounts may have been lost: a tax that nobody could read may follow from net and gross.
    pub lossy: bool,
}

/// An amount of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub value: i64,
    /// Where it is printed: the place in [`Sums::amounts`]. None where it only follows from others.
    pub at: Option<usize>,
}

/// An equation that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Net + tax + rounding = gross, all three printed.
    Sum,
    /// The tax is net × a printed rate.
    Rate,
    /// The tax is net × a rate that is in use somewhere, though not printed.
    UsualRate,
    /// The rows of the table of taxes add up to the tax.
    Breakdown,
    /// Their bases add up to the net.
    Bases,
    /// Two equal halves, central and state.
    Halves,
    /// The rows of the invoice add up to the net.
    RowsNet,
    /// The rows add up to the gross.
    RowsGross,
    /// Gross − prepaid = due, all printed.
    Paid,
    /// No tax, and something says why.
    Untaxed,
}

/// The assignment in which the most holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settlement {
    /// The sum before tax.
    pub net: Option<Figure>,
    /// The sum of all taxes.
    pub tax: Option<Figure>,
    /// The sum after tax.
    pub gross: Option<Figure>,
    /// One line for each kind and rate, where they could be told apart.
    pub taxes: Vec<Levy>,
    /// What is left to pay.
    pub due: Option<Figure>,
    /// What was paid before.
    pub prepaid: Option<Figure>,
    /// The printed rounding.
    pub round_off: Option<Figure>,
    /// The discount of the document, as a positive amount.
    pub discount: Option<Figure>,
    /// Charges of the document.
    pub charge: Option<Figure>,
    /// What holds.
    pub proofs: Vec<Proof>,
    /// How much speaks for it; compare only within one document.
    pub score: f32,
    /// The distance to the best assignment with another gross or net; 0 where there was no equation at all.
    pub margin: f32,
}

impl Settlement {
    /// Whether this holds.
    pub fn proves(&self, proof: Proof) -> bool {
        self.proofs.contains(&proof)
    }
}
