//! The stages: each a function from the work so far to the work after it.
pub mod arithmetic;
pub mod duplication;
pub mod extraction;
pub mod flagging;
pub mod ocr;
pub mod review;
pub mod validation;

use kernel::App;

use super::work::{Failure, Work};
use crate::{check, invoice::store::Stage, settings::Settings};

/// Runs a stage.
pub async fn run(app: &App, stage: Stage, work: &mut Work) -> Result<(), Failure> {
    match stage {
        Stage::Upload => Ok(()),
        Stage::Ocr => ocr::run(app, work).await,
        Stage::Extraction => extraction::run(app, work).await,
        Stage::Validation => validation::run(app, work).await,
        Stage::Arithmetic => arithmetic::run(app, work).await,
        Stage::Duplication => duplication::run(app, work).await,
        Stage::Flagging => flagging::run(app, work).await,
        Stage::Review => review::run(app, work).await,
    }
}

/// Runs the rules of a stage over the facts, which the first of them loads.
pub async fn check(app: &App, stage: Stage, work: &mut Work) -> Result<(), Failure> {
    if work.facts.is_none() {
        let lost = |e: kernel::Error| {
            tracing::warn!(%e, "the facts of an invoice");
            Failure::of_house("The database does not answer.")
        };
        work.facts = Some(facts(app, work).await.map_err(lost)?);
    }
    if let Some(facts) = &work.facts {
        work.findings.retain(|finding| finding.stage != stage);
        work.findings.extend(check::run(stage, facts));
    }
    Ok(())
}

/// What the rules may look at.
pub async fn facts(app: &App, work: &Work) -> kernel::Result<check::Facts> {
    let (today, settings) = (app.clock.now().date_naive(), Settings::of(app)?);
    let text = work.text.as_deref().unwrap_or_default();
    check::store::facts(app.db.read(), &work.row, &work.read, text, today, &settings).await
}
