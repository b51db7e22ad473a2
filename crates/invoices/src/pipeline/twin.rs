//! Two of the same that are read at the same moment: no rule sees the other, for neither is written yet.
use kernel::{Change, Result, texts::Texts};

use super::{
    outcome::{Ending, Outcome},
    stage::flagging,
    store::errors,
};
use crate::{
    check::{
        Finding, Severity,
        rule::duplicate::{REPEATED, echo},
        twin::store as found,
    },
    invoice::store::{Model, Stage},
};

/// Two of the same number from the same vendor that were read at the same moment: the vendor is locked by now, so
/// that one of them sees the other. Both of every two that may be the same are linked.
pub async fn find(change: &Change, pairs: &mut [(Model, Outcome)]) -> Result<()> {
    let done = |outcome: &Outcome| matches!(outcome.result, Some(Ending::Done { .. }));
    let these = pairs.iter().filter(|(_, outcome)| done(outcome)).map(|(row, _)| row);
    let (mut ids, mut keys) = (vec![], vec![]);
    for row in these {
        ids.extend(row.vendor_id);
        keys.extend(row.number_key.clone());
    }
    let mut known = found::same_numbers(change.db(), &ids, &keys).await?;
    known.retain(|other| !pairs.iter().any(|(row, _)| row.id == other.0));
    for (row, outcome) in &mut *pairs {
        let Some(Ending::Done { findings, is_flagged, flag_reasons, confidence }) = &mut outcome.result
        else {
            continue;
        };
        let (Some(vendor), Some(key)) = (row.vendor_id, row.number_key.clone()) else { continue };
        let twin = known.iter().find(|(_, whose, number, _)| *whose == vendor && *number == key).cloned();
        known.push((row.id, vendor, key, row.invoice_number.clone()));
        let Some((other, _, _, number)) = twin else { continue };
        if !findings.iter().any(|finding| finding.other_invoice_id == Some(other)) {
            findings.push(twin_finding(other, &number));
            (*is_flagged, *flag_reasons) = flagging::reasons(findings);
            *confidence = Some(flagging::confidence(findings));
        }
        row.is_flagged = *is_flagged;
        row.flag_reasons = Texts(flag_reasons.clone());
        row.validation_errors = errors(findings);
        row.confidence_score = *confidence;
        row.auto_accept = false;
    }
    tell(change, pairs).await
}

/// Tells the other of every two that may be the same, whatever rule found it.
async fn tell(change: &Change, pairs: &mut [(Model, Outcome)]) -> Result<()> {
    let (mut judged, mut echoes) = (vec![], vec![]);
    for (row, outcome) in &*pairs {
        if let Some(Ending::Done { findings, .. }) = &outcome.result {
            judged.push(row.id);
            echoes.extend(heard(row, findings));
        }
    }
    let mut outside = vec![];
    for (other, finding) in echoes {
        // One of the same change gets the link with its own findings.
        match pairs.iter_mut().find(|(row, _)| row.id == other).map(|(_, outcome)| &mut outcome.result) {
            Some(Some(Ending::Done { findings, .. })) => {
                if !findings.iter().any(|known| known.other_invoice_id == finding.other_invoice_id) {
                    findings.push(finding);
                }
            }
            _ => outside.push((other, finding)),
        }
    }
    found::link(change.db(), &judged, &outside, change.now()).await
}

/// What the others are told after these findings: whom, and the finding.
pub fn heard(row: &Model, findings: &[Finding]) -> Vec<(i64, Finding)> {
    let own = findings.iter().filter(|finding| finding.rule != REPEATED);
    own.filter_map(|finding| echo(finding, row.id, row.invoice_number.as_deref())).collect()
}

fn twin_finding(other: i64, number: &Option<String>) -> Finding {
    let number = number.as_deref().unwrap_or("an unnamed one");
    Finding {
        rule: "duplicates.same_number".into(),
        stage: Stage::Duplication,
        severity: Severity::Error,
        title: "Same number from the same vendor".into(),
        message: format!("Duplicate detected (matching {number})"),
        source: None,
        field: Some("invoice_number".into()),
        page: None,
        area: None,
        confidence: Some(0.95),
        other_invoice_id: Some(other),
        recommendation: None,
        action: None,
    }
    .advised()
}
