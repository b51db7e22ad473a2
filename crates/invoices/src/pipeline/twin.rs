//! Two of the same that are read at the same moment: no rule sees the other, for neither is written yet.
use kernel::{Change, Result, texts::Texts};

use super::{
    outcome::{Ending, Outcome},
    stage::flagging,
    store::errors,
};
use crate::{
    check::{Finding, Severity, store as findings},
    invoice::store::{Model, Stage},
};

/// Two of the same number from the same vendor that were read at the same moment: the vendor is locked by now, so
/// that one of them sees the other. Both are linked.
pub async fn find(change: &Change, pairs: &mut [(Model, Outcome)]) -> Result<()> {
    let done = |outcome: &Outcome| matches!(outcome.result, Some(Ending::Done { .. }));
    let these = pairs.iter().filter(|(_, outcome)| done(outcome)).map(|(row, _)| row);
    let (mut ids, mut keys) = (vec![], vec![]);
    for row in these {
        ids.extend(row.vendor_id);
        keys.extend(row.number_key.clone());
    }
    let mut known = findings::same_numbers(change.db(), &ids, &keys).await?;
    known.retain(|other| !pairs.iter().any(|(row, _)| row.id == other.0));
    let mut links = vec![];
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
            findings.push(twin_finding(Severity::Error, other, &number));
            (*is_flagged, *flag_reasons) = flagging::reasons(findings);
            *confidence = Some(flagging::confidence(findings));
        }
        row.is_flagged = *is_flagged;
        row.flag_reasons = Texts(flag_reasons.clone());
        row.validation_errors = errors(findings);
        row.confidence_score = *confidence;
        row.auto_accept = false;
        links.push((other, twin_finding(Severity::Info, row.id, &row.invoice_number)));
    }
    let inside = |id: i64, pairs: &[(Model, Outcome)]| pairs.iter().any(|(row, _)| row.id == id);
    for (other, finding) in &links {
        // One of the same change gets the link with its own findings, below.
        if inside(*other, pairs)
            && let Some((_, outcome)) = pairs.iter_mut().find(|(row, _)| row.id == *other)
            && let Some(Ending::Done { findings, .. }) = &mut outcome.result
        {
            findings.push(finding.clone());
        }
    }
    let outside = links.iter().filter(|(other, _)| !inside(*other, pairs));
    let outside = outside.map(|(other, finding)| (*other, finding)).collect::<Vec<_>>();
    findings::add(change.db(), &outside, change.now()).await
}

fn twin_finding(severity: Severity, other: i64, number: &Option<String>) -> Finding {
    let number = number.as_deref().unwrap_or("an unnamed one");
    let message = match severity {
        Severity::Info => format!("A later invoice has the same number: {number}"),
        _ => format!("Duplicate detected (matching {number})"),
    };
    Finding {
        rule: if severity == Severity::Info { "duplicates.repeated_later" } else { "duplicates.same_number" }
            .into(),
        stage: Stage::Duplication,
        severity,
        title: "Same number from the same vendor".into(),
        message,
        source: None,
        field: Some("invoice_number".into()),
        page: None,
        area: None,
        confidence: (severity != Severity::Info).then_some(0.95),
        other_invoice_id: Some(other),
    }
}
