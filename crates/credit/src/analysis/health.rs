//! One score for the portfolio's health.
use kernel::{Can, Path, Query, Result};
use risk::health::{self, Part, Verdict};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    concentration::Hhi,
    look::{About, AsOf, Asked, Look, answer},
};
use crate::{
    loan::{asked::Params, filter::LoanFilter},
    permissions::Read,
};

/// The portfolio's health.
#[derive(Serialize, JsonSchema)]
pub struct HealthScore {
    /// 0–100; `null` without exposure.
    score: Option<f64>,
    /// `healthy` from 75, `monitor` from 50, else `at_risk`.
    verdict: Option<&'static str>,
    /// Its four parts.
    parts: Vec<HealthPart>,
    /// The index of concentration over borrowers.
    index: Hhi,
    #[serde(flatten)]
    about: About,
}

/// A part of the score.
#[derive(Serialize, JsonSchema)]
pub struct HealthPart {
    /// As people read it.
    name: &'static str,
    /// 0–100.
    points: f64,
    /// Its weight in percent.
    weight: u8,
    /// The parameters of `GET …/loans` that list the loans that cost points.
    filter: Option<Params>,
}

fn score(look: &Look) -> HealthScore {
    let found = health::health(look.tape(), look.rows(), look.as_of);
    let part = |part: &Part| HealthPart {
        name: part.name,
        points: part.points,
        weight: part.weight,
        filter: look.params(&part.filter),
    };
    HealthScore {
        score: found.score,
        verdict: found.verdict.map(|verdict| match verdict {
            Verdict::Healthy => "healthy",
            Verdict::Monitor => "monitor",
            Verdict::AtRisk => "at_risk",
        }),
        parts: found.parts.iter().map(part).collect(),
        index: found.index.into(),
        about: look.about(found.definition),
    }
}

impl Table for HealthScore {
    const NAME: &'static str = "health";
    const TITLES: &'static [&'static str] = &["part", "points", "weight"];

    fn rows(&self) -> Vec<Vec<String>> {
        let line =
            |part: &HealthPart| vec![part.name.to_owned(), part.points.to_string(), part.weight.to_string()];
        self.parts.iter().map(line).collect()
    }
}

pub(super) async fn get_health(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<HealthScore>> {
    answer(&can, Asked::of(id.0, which.0, at.0), score).await
}
