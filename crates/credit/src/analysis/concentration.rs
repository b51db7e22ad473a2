//! Concentration by name, sector, country and rating.
use garde::Validate;
use kernel::{Can, Money, Path, Query, Result};
use risk::concentration::{self, Caps, Dimension, Index, Light, Ranked};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, LoanGroup, Look, Most, answer, share},
    summary::level,
};
use crate::{
    figure::{HUNDRED, Sum},
    loan::{asked::Params, filter::LoanFilter},
    permissions::Read,
};

/// The limits on shares of exposure.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ShareLimits {
    /// More percent than this on one is a breach; 10 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    max_share: Option<Money>,
    /// More percent than this on one is a warning; 7 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    warn_share: Option<Money>,
    /// More percent than this on the three greatest together is high; 30 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    max_top_three: Option<Money>,
}

impl ShareLimits {
    /// With the defaults for what is not given.
    pub fn caps(self) -> Caps {
        let usual = Caps::default();
        Caps {
            one: self.max_share.map_or(usual.one, share),
            amber: self.warn_share.map_or(usual.amber, share),
            three: self.max_top_three.map_or(usual.three, share),
        }
    }
}

/// How concentrated the loans are.
#[derive(Serialize, JsonSchema)]
pub struct ConcentrationRisk {
    /// Herfindahl–Hirschman index over borrowers, 0–1.
    single_name_hhi: f64,
    /// The same over sectors.
    sector_hhi: f64,
    /// The same over countries.
    country_hhi: f64,
    /// The greatest borrowers.
    top_exposures: Vec<TopExposure>,
    /// The same over ratings.
    rating_hhi: f64,
    /// By borrower.
    names: ByWord,
    /// By sector.
    sectors: ByWord,
    /// By country.
    countries: ByWord,
    /// By rating.
    ratings: Hhi,
    #[serde(flatten)]
    about: About,
}

/// One of the greatest borrowers.
#[derive(Serialize, JsonSchema)]
pub struct TopExposure {
    /// The borrower.
    borrower: Option<String>,
    /// Its loans.
    #[serde(flatten)]
    ranked: RankedGroup,
}

/// An index of concentration after Herfindahl and Hirschman.
#[derive(Serialize, JsonSchema)]
pub struct Hhi {
    /// Σ share², 0–1.
    fraction: f64,
    /// Σ (share in percent)², 0–10,000.
    points: f64,
    /// `low` below 1,500 points, `medium` (moderate) below 2,500, else `high`.
    level: &'static str,
    /// How many groups there are.
    groups: u64,
    /// So many equal groups would be as concentrated.
    effective: f64,
}

/// One of the greatest, against the limits.
#[derive(Serialize, JsonSchema)]
pub struct RankedGroup {
    /// Its loans.
    #[serde(flatten)]
    group: LoanGroup,
    /// The share of it and all greater ones together, 0–1.
    cumulative_share: f64,
    /// `green`, `amber` above the border of a warning, `breach` above the limit.
    light: &'static str,
    /// What is above the limit.
    excess: Sum,
}

/// Concentration by one of the words of loans.
#[derive(Serialize, JsonSchema)]
pub struct ByWord {
    /// The index.
    index: Hhi,
    /// The greatest, greatest first.
    top: Vec<RankedGroup>,
    /// How many are above the limit, among all.
    breaches: u64,
    /// How many more are above the border of a warning.
    ambers: u64,
    /// The share of the three greatest, 0–1.
    top_three: f64,
    /// Whether these are above their limit.
    top_three_high: bool,
    /// The parameters of `GET …/loans` that list the loans of all that are above the limit.
    breached: Option<Params>,
}

impl From<Index> for Hhi {
    fn from(index: Index) -> Self {
        let Index { fraction, points, groups, effective, .. } = index;
        Self { fraction, points, level: level(index.level), groups, effective }
    }
}

fn ranked(look: &Look, one: &Ranked) -> RankedGroup {
    RankedGroup {
        group: look.group(&one.group),
        cumulative_share: one.cumulative,
        light: match one.light {
            Light::Green => "green",
            Light::Amber => "amber",
            Light::Breach => "breach",
        },
        excess: Sum(one.excess),
    }
}

impl ByWord {
    /// As it goes out.
    pub fn of(look: &Look, found: &Dimension) -> Self {
        Self {
            index: found.index.into(),
            top: found.top.iter().map(|one| ranked(look, one)).collect(),
            breaches: found.breaches,
            ambers: found.ambers,
            top_three: found.top_three,
            top_three_high: found.top_three_high,
            breached: look.params(&found.breached),
        }
    }
}

fn concentration(look: &Look, caps: Caps, top: usize) -> ConcentrationRisk {
    let found = concentration::concentration(look.tape(), look.rows(), caps, top);
    let exposure = |one: &Ranked| TopExposure {
        borrower: one.group.key.as_deref().map(str::to_owned),
        ranked: ranked(look, one),
    };
    ConcentrationRisk {
        single_name_hhi: found.names.index.fraction,
        sector_hhi: found.sectors.index.fraction,
        country_hhi: found.countries.index.fraction,
        top_exposures: found.names.top.iter().map(exposure).collect(),
        rating_hhi: found.ratings.fraction,
        names: ByWord::of(look, &found.names),
        sectors: ByWord::of(look, &found.sectors),
        countries: ByWord::of(look, &found.countries),
        ratings: found.ratings.into(),
        about: look.about(found.definition),
    }
}

impl Table for ConcentrationRisk {
    const NAME: &'static str = "concentration";
    const TITLES: &'static [&'static str] =
        &["by", "key", "loans", "exposure", "share", "weighted_rate", "cumulative_share", "light", "excess"];

    fn rows(&self) -> Vec<Vec<String>> {
        let parts = [("borrower", &self.names), ("sector", &self.sectors), ("country", &self.countries)];
        let line = |by: &str, one: &RankedGroup| {
            let rest = vec![one.cumulative_share.to_string(), one.light.to_owned(), one.excess.to_string()];
            [vec![by.to_owned()], one.group.cells(), rest].concat()
        };
        parts.iter().flat_map(|(by, found)| found.top.iter().map(|one| line(by, one))).collect()
    }
}

pub(super) async fn get_concentration(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    most: Query<Most>,
    limits: Query<ShareLimits>,
) -> Result<Answer<ConcentrationRisk>> {
    let (top, caps) = (most.0.of(at.0), limits.0.caps());
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| concentration(look, caps, top)).await
}
