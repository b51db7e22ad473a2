//! The stage `flagging`: is it doubtful, why, and how sure may one be?
use std::collections::BTreeSet;

use kernel::App;

use crate::{
    check::{self, Finding, Severity},
    invoice::{model, store::Stage},
    pipeline::work::{Failure, Work},
};

/// Decides.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    super::check(app, Stage::Flagging, work).await?;
    for problem in work.read.problems.clone() {
        let known = work.findings.iter().any(|finding| finding.message == problem);
        if !known {
            work.findings.push(doubt(problem));
        }
    }
    let high = work.facts.as_ref().and_then(|facts| check::high_value(facts, &work.findings));
    work.findings.extend(high);
    (work.is_flagged, work.flag_reasons) = reasons(&work.findings);
    work.confidence = Some(confidence(&work.findings));
    Ok(())
}

fn doubt(message: String) -> Finding {
    Finding {
        rule: "reading.doubt".into(),
        stage: Stage::Extraction,
        severity: Severity::Info,
        title: "The reader is not sure".into(),
        message,
        source: None,
        field: None,
        page: None,
        area: None,
        confidence: None,
        other_invoice_id: None,
        recommendation: None,
        action: None,
    }
}

/// Whether these findings make an invoice doubtful, and the sentences that say why, the worst first.
pub fn reasons(findings: &[Finding]) -> (bool, Vec<String>) {
    let mut bad = findings.iter().filter(|one| one.severity >= Severity::Warning).collect::<Vec<_>>();
    bad.sort_by_key(|one| std::cmp::Reverse(one.severity));
    let mut seen = BTreeSet::new();
    let says = bad.iter().map(|one| one.message.clone()).filter(|says| seen.insert(says.clone()));
    (!bad.is_empty(), says.collect())
}

/// How sure one may be, after these findings.
pub fn confidence(findings: &[Finding]) -> f64 {
    let failed = |one: &&Finding| one.severity == Severity::Error;
    let failed = findings.iter().filter(failed).map(|one| one.rule.as_str()).collect::<BTreeSet<_>>();
    let twins = findings.iter().filter(|one| one.stage == Stage::Duplication);
    let twin = twins.filter_map(|one| one.confidence).fold(0.0, f64::max);
    model::confidence(failed.len(), check::rules().count(), twin)
}
