//! Impairment over HTTP.
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, Slice};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    answer::{ImpairmentStudy, StagedLoans, Wanted, impairment, staged},
    terms::{ImpairmentTerms, StageNumber, StageReason},
};
use crate::{
    analysis::{answer::Answer, look::AsOf},
    loan::filter::LoanFilter,
    permissions::Read,
    study::{kept::study, opened, studied::over_time},
};

/// Which loans to list.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct WantedStage {
    /// Only this stage.
    #[garde(skip)]
    stage: Option<StageNumber>,
    /// Only those that are in their stage for this reason.
    #[garde(skip)]
    reason: Option<StageReason>,
}

async fn study_impairment(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    asked: Query<ImpairmentTerms>,
    at: Query<AsOf>,
) -> Result<Answer<ImpairmentStudy>> {
    let (terms, asked, key) = (asked.0.terms()?, asked.0.clone(), format!("{:?}", asked.0));
    study(&can, over_time(id.0, which.0, at.0), key, move |look| Ok(impairment(look, &asked, &terms))).await
}

async fn list_staged_loans(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (asked, wanted): (Query<ImpairmentTerms>, Query<WantedStage>),
    (at, slice): (Query<AsOf>, Query<Slice>),
) -> Result<Answer<StagedLoans>> {
    let (terms, asked, WantedStage { stage, reason }) = (asked.0.terms()?, asked.0.clone(), wanted.0);
    let wanted = Wanted { stage, reason, slice: opened::slice(&slice.0, at.0.format) };
    let key = format!("{asked:?} {wanted:?}");
    study(&can, over_time(id.0, which.0, at.0), key, move |look| Ok(staged(look, &asked, &terms, wanted)))
        .await
}

/// The operations on impairment.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/analytics/ifrs9";
    Routes::new().get(all, study_impairment, "Study stages of impairment and expected credit losses").get(
        format!("{all}/loans"),
        list_staged_loans,
        "List the loans of a stage of impairment",
    )
}
