//! Checks: named rules over what was read, each with its severity, its reason and its source.
//!
//! A rule is a plain value in the file of its family; [`rule::FAMILIES`] lists the files. Rules are pure: all that
//! they may look at is in [`Facts`], which is loaded once for each invoice.
pub mod evidence;
pub mod history;
pub mod model;
pub mod name;
pub mod nature;
pub mod reckon;
pub mod rule;
pub mod store;
pub mod twin;

pub use evidence::Evidence;
pub use model::{Facts, Fault, Finding, Rule, Severity};

use kernel::Money;

use crate::invoice::store::Stage;

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rule::FAMILIES.iter().flat_map(|family| family.iter())
}

/// What the rules of a stage find.
pub fn run(stage: Stage, facts: &Facts) -> Vec<Finding> {
    let of_stage = rules().filter(|rule| rule.stage == stage);
    of_stage.flat_map(|rule| (rule.check)(facts).into_iter().map(|fault| Finding::of(rule, fault))).collect()
}

/// What all rules find.
pub fn all(facts: &Facts) -> Vec<Finding> {
    rules().flat_map(|rule| (rule.check)(facts).into_iter().map(|fault| Finding::of(rule, fault))).collect()
}

/// Above this amount mistakes are worth a word of their own.
const HIGH: Money = Money::from_units(100_000 * Money::SCALE);

/// A note that much is at stake: an amount above 100,000 in an invoice in which rules failed.
pub fn high_value(facts: &Facts, findings: &[Finding]) -> Option<Finding> {
    let failed = findings.iter().filter(|one| one.severity == Severity::Error).count();
    let total = facts.columns.total_amount.filter(|total| *total > HIGH && failed > 0)?;
    let rules = if failed == 1 { "one check".to_owned() } else { format!("{failed} checks") };
    Some(Finding {
        rule: "anomalies.high_value".into(),
        stage: Stage::Flagging,
        severity: Severity::Info,
        title: "High value".into(),
        message: format!("High value: {total} {} are at stake, and {rules} failed.", facts.currency()),
        source: Some("Amounts above 100,000".into()),
        field: Some("total_amount".into()),
        page: None,
        area: None,
        confidence: None,
        other_invoice_id: None,
        recommendation: None,
        action: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_amounts_with_failures_are_noted() {
        let mut facts = Facts::default();
        facts.columns.total_amount = Some(Money::from_units(100_001 * Money::SCALE));
        let failed = all(&facts);
        assert!(failed.iter().any(|one| one.severity == Severity::Error), "nothing is named");
        assert!(high_value(&facts, &failed).is_some() && high_value(&facts, &[]).is_none());
        facts.columns.total_amount = Some(HIGH);
        assert!(high_value(&facts, &failed).is_none());
    }
}
