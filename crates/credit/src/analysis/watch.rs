//! The watch list.
use garde::Validate;
use kernel::{Can, Path, Query, Result};
use risk::{status::Status, watch};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Table},
    loan::NamedLoan,
    look::{About, AsOf, Asked, LoanGroup, Look, Most, answer},
};
use crate::{
    figure::Sum,
    loan::filter::{LoanFilter, Several},
    permissions::Read,
    word::LoanStatus,
};

/// What is on the list.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct WatchStatuses {
    /// The statuses that are on the list, with commas between them; Watch List by default.
    #[garde(skip)]
    watched: Option<Several<LoanStatus>>,
}

/// The watch list.
#[derive(Serialize, JsonSchema)]
pub struct WatchListReport {
    /// All of it; its share is of all exposure looked at.
    whole: LoanGroup,
    /// Those rated B or worse; shares are of the list, as below.
    low_rated: LoanGroup,
    /// Matured, due below 180 days, below 365, below 730, later.
    buckets: Vec<LoanGroup>,
    /// Best first.
    by_rating: Vec<LoanGroup>,
    /// Greatest first.
    by_sector: Vec<LoanGroup>,
    /// Expected loss of a year.
    expected_loss: Sum,
    /// The greatest loans of the list.
    top: Vec<WatchedLoan>,
    #[serde(flatten)]
    about: About,
}

/// A loan of the list.
#[derive(Serialize, JsonSchema)]
pub struct WatchedLoan {
    /// The loan.
    #[serde(flatten)]
    loan: NamedLoan,
    /// Days to maturity; negative when it has matured.
    days_to_maturity: i64,
    /// B or worse.
    low_rated: bool,
}

fn list(look: &Look, statuses: &[Status], top: usize) -> WatchListReport {
    let found = watch::watch(look.tape(), look.rows(), statuses, &look.rates, (look.as_of, top));
    let watched = |one: &watch::Watched| WatchedLoan {
        loan: NamedLoan::of(look, one.row),
        days_to_maturity: one.days,
        low_rated: one.low_rated,
    };
    WatchListReport {
        whole: look.group(&found.whole),
        low_rated: look.group(&found.low_rated),
        buckets: look.groups(&found.buckets),
        by_rating: look.groups(&found.by_rating),
        by_sector: look.groups(&found.by_sector),
        expected_loss: Sum(found.expected_loss),
        top: found.top.iter().map(watched).collect(),
        about: look.about(found.definition),
    }
}

impl Table for WatchListReport {
    const NAME: &'static str = "watch-list";
    const TITLES: &'static [&'static str] = &[
        "loan_id",
        "borrower",
        "exposure",
        "credit_rating",
        "status",
        "sector",
        "maturity_date",
        "days_to_maturity",
        "low_rated",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &WatchedLoan| {
            [one.loan.cells(), vec![one.days_to_maturity.to_string(), one.low_rated.to_string()]].concat()
        };
        self.top.iter().map(line).collect()
    }
}

pub(super) async fn get_watch_list(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    most: Query<Most>,
    on: Query<WatchStatuses>,
) -> Result<Answer<WatchListReport>> {
    let named = on.0.watched.map(|set| set.0.iter().map(|status| status.0).collect::<Vec<_>>());
    let statuses = named.filter(|set| !set.is_empty()).unwrap_or_else(|| vec![Status::WatchList]);
    let top = most.0.of(at.0);
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| list(look, &statuses, top)).await
}
