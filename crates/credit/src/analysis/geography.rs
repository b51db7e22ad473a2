//! The portfolio by country.
use kernel::{Can, Path, Query, Result};
use risk::{
    concentration::Caps,
    geography::{self, Country},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    concentration::{ByWord, ShareLimits},
    look::{About, AsOf, Asked, LoanGroup, Look, Most, answer, number},
};
use crate::{loan::filter::LoanFilter, permissions::Read};

/// The portfolio by country.
#[derive(Serialize, JsonSchema)]
pub struct GeographicExposure {
    /// All countries, greatest first.
    countries: Vec<CountryLine>,
    /// The index, the greatest and the limits.
    concentration: ByWord,
    #[serde(flatten)]
    about: About,
}

/// A country.
#[derive(Serialize, JsonSchema)]
pub struct CountryLine {
    /// Its loans; the key is its name.
    #[serde(flatten)]
    group: LoanGroup,
    /// The share of its exposure that performs, 0–1.
    performing_share: f64,
    /// Σ(w·pd)/Σw, 0–1.
    pd: Option<f64>,
    /// The mean notch, 0 (AAA) to 21 (D).
    mean_notch: Option<f64>,
}

fn by_country(look: &Look, caps: Caps, top: usize) -> GeographicExposure {
    let found = geography::geography(look.tape(), look.rows(), &look.rates, caps, top);
    let line = |one: &Country| CountryLine {
        group: look.group(&one.group),
        performing_share: one.performing,
        pd: one.pd,
        mean_notch: one.mean_notch,
    };
    GeographicExposure {
        countries: found.countries.iter().map(line).collect(),
        concentration: ByWord::of(look, &found.concentration),
        about: look.about(found.definition),
    }
}

impl Table for GeographicExposure {
    const NAME: &'static str = "geography";
    const TITLES: &'static [&'static str] =
        &["country", "loans", "exposure", "share", "weighted_rate", "performing_share", "pd", "mean_notch"];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &CountryLine| {
            let rest = vec![one.performing_share.to_string(), number(one.pd), number(one.mean_notch)];
            [one.group.cells(), rest].concat()
        };
        self.countries.iter().map(line).collect()
    }
}

pub(super) async fn get_geography(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    most: Query<Most>,
    limits: Query<ShareLimits>,
) -> Result<Answer<GeographicExposure>> {
    let (top, caps) = (most.0.of(at.0), limits.0.caps());
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| by_country(look, caps, top)).await
}
