//! Which loans to list, and in which order.
use std::borrow::Cow;

use garde::Validate;
use kernel::{Money, extract::flag};
use risk::{scale::Rating, status::Status};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error, de::IntoDeserializer};

use crate::{
    day::Day,
    figure::HUNDRED,
    word::{Entry, LoanStatus, Notch},
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
        json_schema!({ "type": "string", "pattern": format!("^(({one})(,({one}))*)?$") })
    }
}

/// Which loans to list. Several conditions must all hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct LoanFilter {
    /// Only these ratings, with commas between them: `BB+,BB`.
    #[garde(skip)]
    pub(crate) rating: Option<Several<Notch>>,
    /// The same as `rating`.
    #[garde(skip)]
    pub(crate) credit_rating: Option<Several<Notch>>,
    /// Only these statuses, with commas between them, in any spelling.
    #[garde(skip)]
    pub(crate) status: Option<Several<LoanStatus>>,
    /// The same as `status`.
    #[garde(skip)]
    pub(crate) status_filter: Option<Several<LoanStatus>>,
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
    /// At least this rate, percent a year.
    #[garde(skip)]
    pub(crate) rate_from: Option<Money>,
    /// At most this rate, percent a year.
    #[garde(skip)]
    pub(crate) rate_to: Option<Money>,
    /// At least this ratio; loans whose ratio is not known are left out, as with the five that follow.
    #[garde(skip)]
    pub(crate) debt_to_equity_from: Option<Money>,
    /// At most this ratio.
    #[garde(skip)]
    pub(crate) debt_to_equity_to: Option<Money>,
    /// At least this ratio.
    #[garde(skip)]
    pub(crate) interest_coverage_from: Option<Money>,
    /// At most this ratio.
    #[garde(skip)]
    pub(crate) interest_coverage_to: Option<Money>,
    /// At least this ratio.
    #[garde(skip)]
    pub(crate) leverage_ratio_from: Option<Money>,
    /// At most this ratio.
    #[garde(skip)]
    pub(crate) leverage_ratio_to: Option<Money>,
    /// Only loans of which all these ratios are not known, with commas between them.
    #[garde(skip)]
    pub(crate) unknown: Option<Several<RatioName>>,
    /// Only loans that break so many of the three covenants, or more.
    #[garde(range(min = 1, max = 3))]
    pub(crate) min_breaches: Option<u32>,
    /// Only loans that break two covenants or more, or one by far.
    #[serde(deserialize_with = "flag")]
    #[garde(skip)]
    pub(crate) urgent: Option<bool>,
    /// The covenant on debt to equity that `min_breaches` and `urgent` speak of; 3.5 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    pub(crate) max_debt_to_equity: Option<Money>,
    /// The covenant on interest coverage that they speak of; 2.5 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    pub(crate) min_interest_coverage: Option<Money>,
    /// The covenant on leverage that they speak of; 4.0 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    pub(crate) max_leverage: Option<Money>,
    /// Only these sectors, with `|` between them; a `|` in a name is written `\\|`, a `\\` twice. So are the two that
    /// follow.
    #[garde(length(chars, max = 4_000))]
    pub(crate) sectors: Option<String>,
    /// Only these countries; an empty one among them is that of loans without a country: `|` alone lists these.
    #[garde(length(chars, max = 4_000))]
    pub(crate) countries: Option<String>,
    /// Only these borrowers.
    #[garde(length(chars, max = 4_000))]
    pub(crate) borrowers: Option<String>,
    /// Only loans whose latest move of rating is one of this kind.
    #[garde(skip)]
    pub(crate) moved: Option<MoveWord>,
    /// Only loans whose rating before the latest was this.
    #[garde(skip)]
    pub(crate) moved_from: Option<Notch>,
    /// Only loans that have two ratings, of which the latest is this.
    #[garde(skip)]
    pub(crate) moved_to: Option<Entry>,
    /// Ratings after this day don't count for the three.
    #[garde(skip)]
    pub(crate) moved_until: Option<Day>,
    /// Only the loans of these numbers, with commas between them.
    #[garde(skip)]
    pub(crate) ids: Option<Several<Number>>,
}

/// In which order to list loans.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct LoanOrder {
    /// By which column to sort; `loan_id` by default. Loans without a value come last either way.
    #[garde(skip)]
    pub(crate) sort: LoanSort,
    /// Upwards by default.
    #[garde(skip)]
    pub(crate) order: Order,
}

/// One of the three ratios, as its parameters begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum RatioName {
    DebtToEquity,
    InterestCoverage,
    LeverageRatio,
}

impl Word for RatioName {
    fn names() -> Vec<&'static str> {
        vec!["debt_to_equity", "interest_coverage", "leverage_ratio"]
    }
}

/// A kind of move from a rating to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum MoveWord {
    Upgrade,
    Downgrade,
    FallenAngel,
    RisingStar,
    Default,
    Withdrawn,
}

/// The number of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub i64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.trim().parse().map(Self).map_err(|_| D::Error::custom("must be whole numbers"))
    }
}

impl Word for Number {
    fn names() -> Vec<&'static str> {
        vec!["[0-9]{1,18}"]
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

impl LoanSort {
    /// All of them, in their order.
    pub const ALL: [Self; 15] = [
        Self::LoanId,
        Self::Id,
        Self::Borrower,
        Self::Amount,
        Self::Rate,
        Self::Sector,
        Self::MaturityDate,
        Self::CreditRating,
        Self::Status,
        Self::Country,
        Self::DebtToEquity,
        Self::InterestCoverage,
        Self::LeverageRatio,
        Self::CreatedAt,
        Self::UpdatedAt,
    ];
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
