//! Borrowers, found by a part of the name.
use garde::Validate;
use kernel::{Can, Path, Query, Result, Slice};
use risk::borrowers::{self, Borrower, Order};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Form, Table},
    look::{About, AsOf, Asked, LoanGroup, Look, answer},
};
use crate::{figure::Sum, loan::filter::LoanFilter, permissions::Read};

/// Which borrowers, and in which order.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct BorrowerSearch {
    /// Part of the name, in any case.
    #[garde(length(chars, max = 255))]
    name: String,
    /// Greatest exposure first by default; equal ones by name.
    #[garde(skip)]
    sort: BorrowerSort,
}

/// In which order borrowers come.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum BorrowerSort {
    #[default]
    Exposure,
    Name,
    Loans,
    Worst,
}

/// Borrowers that were found.
#[derive(Serialize, JsonSchema)]
pub struct BorrowersFound {
    /// How many were found.
    found: u64,
    /// How many there are among the loans looked at.
    all: u64,
    /// How many were passed over.
    skip: u64,
    /// How many were asked for.
    limit: u64,
    /// These.
    borrowers: Vec<BorrowerLine>,
    #[serde(flatten)]
    about: About,
}

/// A borrower.
#[derive(Serialize, JsonSchema)]
pub struct BorrowerLine {
    /// Its loans; the key is its name.
    #[serde(flatten)]
    group: LoanGroup,
    /// The share of its exposure that performs, 0–1.
    performing_share: f64,
    /// The notch nearest to the exposure-weighted mean of its ratings.
    average_rating: Option<&'static str>,
    /// The worst rating that one of its loans has.
    worst_rating: &'static str,
    /// Exposure rated B+ or worse.
    high_risk: Sum,
    /// Exposure rated BB+ to C.
    speculative: Sum,
}

fn search(look: &Look, name: &str, order: Order, slice: Slice, most: usize) -> BorrowersFound {
    let skip = usize::try_from(slice.skip).unwrap_or(usize::MAX);
    let found = borrowers::borrowers(look.tape(), look.rows(), name, order, (skip, most));
    let line = |one: &Borrower| BorrowerLine {
        group: look.group(&one.group),
        performing_share: one.performing,
        average_rating: one.rating.map(|rating| rating.name()),
        worst_rating: one.worst.name(),
        high_risk: Sum(one.high_risk),
        speculative: Sum(one.speculative),
    };
    BorrowersFound {
        found: found.found,
        all: found.all,
        skip: slice.skip,
        limit: slice.limit,
        borrowers: found.borrowers.iter().map(line).collect(),
        about: look.about(found.definition),
    }
}

impl Table for BorrowersFound {
    const NAME: &'static str = "borrowers";
    const TITLES: &'static [&'static str] = &[
        "borrower",
        "loans",
        "exposure",
        "share",
        "weighted_rate",
        "performing_share",
        "average_rating",
        "worst_rating",
        "high_risk",
        "speculative",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &BorrowerLine| {
            let rest = vec![
                one.performing_share.to_string(),
                one.average_rating.unwrap_or_default().to_owned(),
                one.worst_rating.to_owned(),
                one.high_risk.to_string(),
                one.speculative.to_string(),
            ];
            [one.group.cells(), rest].concat()
        };
        self.borrowers.iter().map(line).collect()
    }
}

pub(super) async fn list_borrowers(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    search_for: Query<BorrowerSearch>,
    slice: Query<Slice>,
) -> Result<Answer<BorrowersFound>> {
    let BorrowerSearch { name, sort } = search_for.0;
    let order = match sort {
        BorrowerSort::Exposure => Order::Exposure,
        BorrowerSort::Name => Order::Name,
        BorrowerSort::Loans => Order::Loans,
        BorrowerSort::Worst => Order::Worst,
    };
    // A file holds all that were found.
    let whole = at.0.format != Form::Json;
    let slice = if whole { Slice { skip: 0, ..slice.0 } } else { slice.0 };
    let most = at.0.most(slice.limit as usize);
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| search(look, name.trim(), order, slice, most))
        .await
}
