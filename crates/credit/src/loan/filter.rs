//! Which loans to list, and in which order.
use std::borrow::Cow;

use garde::Validate;
use kernel::Money;
use risk::{scale::Rating, status::Status};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error, de::IntoDeserializer};

use crate::{
    day::Day,
    word::{LoanStatus, Notch},
};

/// One value, or several with commas between them; empty is none.
#[derive(Clone, Debug)]
pub struct Several<T>(pub Vec<T>);

/// A kind of value of which several may be given.
pub trait Word {
    /// The names of all of them, in the order of a pattern.
    fn names() -> Vec<&'static str>;
}

impl Word for Notch {
    fn names() -> Vec<&'static str> {
        Rating::ALL.iter().map(|rating| rating.name()).collect()
    }
}

impl Word for LoanStatus {
    fn names() -> Vec<&'static str> {
        Status::ALL.iter().map(|status| status.name()).collect()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        // A plus that was not written %2B has become a space; no rating ends with one.
        let words =
            text.split(',').map(|word| word.strip_suffix(' ').map_or(word.into(), |w| format!("{w}+")));
        let words = words.filter(|word| !word.trim().is_empty());
        let read = |word: String| {
            let from: serde::de::value::StringDeserializer<serde::de::value::Error> =
                word.into_deserializer();
            T::deserialize(from).map_err(D::Error::custom)
        };
        words.map(read).collect::<Result<_, _>>().map(Self)
    }
}

impl<T: Word> JsonSchema for Several<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Several".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = T::names().join("|").replace('+', "\\+");
        json_schema!({ "type": "string", "pattern": format!("^({one})(,({one}))*$") })
    }
}

/// Which loans to list. Several conditions must all hold.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct LoanFilter {
    /// Only these ratings, with commas between them: `BB+,BB`.
    #[garde(skip)]
    rating: Option<Several<Notch>>,
    /// The same as `rating`.
    #[garde(skip)]
    credit_rating: Option<Several<Notch>>,
    /// Only these statuses, with commas between them, in any spelling.
    #[garde(skip)]
    status: Option<Several<LoanStatus>>,
    /// The same as `status`.
    #[garde(skip)]
    status_filter: Option<Several<LoanStatus>>,
    /// Exactly this sector.
    #[garde(length(chars, max = 100))]
    pub(crate) sector: Option<String>,
    /// Exactly this country.
    #[garde(length(chars, max = 100))]
    pub(crate) country: Option<String>,
    /// Exactly this borrower.
    #[garde(length(chars, max = 255))]
    pub(crate) borrower: Option<String>,
    /// Part of the loan's id or of the borrower's name, in any case.
    #[garde(length(chars, max = 200))]
    pub(crate) search: Option<String>,
    /// At least this amount.
    #[garde(skip)]
    pub(crate) min_amount: Option<Money>,
    /// At most this amount.
    #[garde(skip)]
    pub(crate) max_amount: Option<Money>,
    /// Running out on this day or later.
    #[garde(skip)]
    pub(crate) maturity_from: Option<Day>,
    /// Running out on this day or before.
    #[garde(skip)]
    pub(crate) maturity_to: Option<Day>,
    /// By which column to sort; `loan_id` by default, which is also the fastest.
    #[garde(skip)]
    pub(crate) sort: LoanSort,
    /// Upwards by default.
    #[garde(skip)]
    pub(crate) order: Order,
}

impl LoanFilter {
    /// The notches asked for, as the database keeps them; empty for all.
    pub(crate) fn ratings(&self) -> Vec<Vec<i16>> {
        let sets = [&self.rating, &self.credit_rating].into_iter().flatten();
        sets.map(|set| set.0.iter().map(|notch| notch.number()).collect())
            .filter(|set: &Vec<_>| !set.is_empty())
            .collect()
    }

    /// The statuses asked for, as the database keeps them; empty for all.
    pub(crate) fn statuses(&self) -> Vec<Vec<&'static str>> {
        let sets = [&self.status, &self.status_filter].into_iter().flatten();
        sets.map(|set| set.0.iter().map(|status| status.0.name()).collect())
            .filter(|set: &Vec<_>| !set.is_empty())
            .collect()
    }
}

/// By which column to sort loans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum LoanSort {
    #[default]
    LoanId,
    Id,
    Borrower,
    Amount,
    Rate,
    Sector,
    MaturityDate,
    CreditRating,
    Status,
    Country,
    DebtToEquity,
    InterestCoverage,
    LeverageRatio,
    CreatedAt,
    UpdatedAt,
}

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum Order {
    #[default]
    Asc,
    Desc,
}
