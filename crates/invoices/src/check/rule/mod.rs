//! The rules, one file for each family.
pub mod account;
pub mod amount;
pub mod buyer;
pub mod dates;
pub mod duplicate;
pub mod einvoice;
pub mod gstin;
pub mod habit;
pub mod hsn;
pub mod limit;
pub mod lines;
pub mod rate;
pub mod reading;
pub mod required;
pub mod rule46;
pub mod standard;
pub mod supply;
pub mod totals;
pub mod vat;
pub mod vendor;

use super::{Facts, Fault, Rule, Severity};
use crate::invoice::store::Stage;

/// Every family of rules.
pub const FAMILIES: &[&[Rule]] = &[
    required::RULES,
    gstin::RULES,
    hsn::RULES,
    rate::RULES,
    supply::RULES,
    rule46::RULES,
    einvoice::RULES,
    vat::RULES,
    account::RULES,
    dates::RULES,
    reading::RULES,
    standard::RULES,
    lines::RULES,
    totals::RULES,
    duplicate::RULES,
    amount::RULES,
    habit::RULES,
    limit::RULES,
    vendor::RULES,
    buyer::RULES,
];

type Check = fn(&Facts) -> Vec<Fault>;

const fn rule(
    stage: Stage,
    severity: Severity,
    id: &'static str,
    title: &'static str,
    source: &'static str,
    check: Check,
) -> Rule {
    Rule { id, title, severity, source, stage, check }
}

/// A finding or none.
fn when(is_so: bool, fault: impl FnOnce() -> Fault) -> Vec<Fault> {
    if is_so { vec![fault()] } else { vec![] }
}
