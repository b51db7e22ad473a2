//! Values by their form alone: days, amounts, rates, identifiers, each with its tokens.

mod account;
pub mod amount;
pub mod currency;
pub mod date;
pub mod id;
pub(crate) mod month;
pub mod number;

use crate::{labels::Label, layout::Sheet};

pub use amount::Amount;
pub use date::{Day, Order};
pub use id::Identifier;

/// A rate in percent.
#[derive(Debug, Clone)]
pub struct Rate {
    /// In 10⁻⁴ of a percent.
    pub value: i64,
    /// Its first token.
    pub at: usize,
    /// The token behind its last.
    pub end: usize,
}

/// All values of a document.
#[derive(Debug, Default)]
pub struct Values {
    /// Days, in reading order.
    pub days: Vec<Day>,
    /// Amounts, in reading order.
    pub amounts: Vec<Amount>,
    /// Rates, in reading order.
    pub rates: Vec<Rate>,
    /// Identifiers, in reading order.
    pub ids: Vec<Identifier>,
    /// What each token belongs to.
    pub form: Vec<Form>,
}

/// What a token is a part of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Nothing known.
    #[default]
    Word,
    /// A day.
    Day,
    /// An amount with decimals or a currency.
    Amount,
    /// A rate.
    Rate,
    /// An identifier whose form or check digit leaves no doubt.
    Id,
}

impl Values {
    /// Finds them all.
    pub fn new(sheet: &Sheet, labels: &[Label]) -> Self {
        let mut values = Self { form: vec![Form::Word; sheet.tokens.len()], ..Self::default() };
        date::find(sheet, &mut values);
        id::find(sheet, labels, &mut values);
        if sheet.recognised {
            sheet.rows.iter().for_each(|row| account::find(sheet, row, &mut values));
        }
        amount::find(sheet, &mut values);
        values
    }

    fn mark(&mut self, tokens: std::ops::Range<usize>, form: Form) {
        self.form[tokens].fill(form);
    }
}
