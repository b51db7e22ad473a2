//! Rules of vendors: how they are known, and how risky they are.
use serde::{Deserialize, Serialize};

use super::store::RiskCategory;

/// A part of a risk: what, why, and how many points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "RiskContribution")]
pub struct Contribution {
    /// A word for programs: `flagged_share`, `blacklisted`.
    pub reason: String,
    /// The same in words, with the figures.
    pub says: String,
    /// Its share of the score.
    pub points: f64,
}

/// A risk from 0 to 100, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// The score.
    pub score: f64,
    /// Its class.
    pub category: RiskCategory,
    /// What it is made of; the points sum to the score.
    pub contributions: Vec<Contribution>,
}

/// The risk of a vendor of whose `total` invoices `flagged` are doubtful.
pub fn risk(flagged: i64, total: i64, blacklisted: Option<&str>) -> Risk {
    if let Some(why) = blacklisted {
        let says = if why.is_empty() { "Blacklisted".into() } else { format!("Blacklisted: {why}") };
        let contribution = Contribution { reason: "blacklisted".into(), says, points: 100.0 };
        return Risk { score: 100.0, category: RiskCategory::High, contributions: vec![contribution] };
    }
    let p = if total > 0 { flagged as f64 / total as f64 * 100.0 } else { 0.0 };
    let (score, category) = if p >= 50.0 {
        (80.0 + (p - 50.0), RiskCategory::High)
    } else if p >= 20.0 {
        (40.0 + (p - 20.0), RiskCategory::Medium)
    } else {
        (2.0 * p, RiskCategory::Low)
    };
    let score = (score.clamp(0.0, 100.0) * 100.0).round() / 100.0;
    let mut contributions = vec![];
    if flagged > 0 {
        let says = format!("{flagged} of {total} invoices are flagged ({p:.1} %)");
        contributions.push(Contribution { reason: "flagged_share".into(), says, points: score });
    }
    Risk { score, category, contributions }
}

/// A name without case, punctuation and legal form, so that spellings of one name are equal.
pub fn name_key(name: &str) -> String {
    const FORMS: &[&str] = &[
        "gmbh", "ag", "kg", "ohg", "ug", "mbh", "co", "ltd", "limited", "llc", "llp", "inc", "corp", "plc",
        "pvt", "private", "bv", "nv", "sarl", "sas", "sa", "srl", "spa", "sl", "ab", "as", "aps", "oy",
        "oyj", "bvba", "sprl", "sro", "zoo", "gbr", "eurl", "the",
    ];
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter(|c| *c != '.' && *c != '\'')
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !FORMS.contains(word)).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

/// What an invoice says of who sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// His name.
    pub name: Option<String>,
    /// His number in India.
    pub gstin: Option<String>,
    /// His number for VAT or another tax.
    pub tax_id: Option<String>,
}

impl Sender {
    /// The strongest that is known of him; `None` where nothing is.
    pub fn known_as(&self) -> Option<String> {
        if let Some(gstin) = &self.gstin {
            return Some(format!("gstin:{}", gstin.to_uppercase()));
        }
        if let Some(id) = &self.tax_id {
            let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
            if !id.is_empty() {
                return Some(format!("vat:{}", id.to_uppercase()));
            }
        }
        self.by_name()
    }

    /// The same by his name alone.
    pub fn by_name(&self) -> Option<String> {
        let key = name_key(self.name.as_deref()?);
        (!key.is_empty()).then(|| format!("name:{key}"))
    }

    /// All that he may be known as.
    pub fn keys(&self) -> Vec<String> {
        self.known_as().into_iter().chain(self.by_name()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_risk_is_the_contracts() {
        let score = |flagged, total| (risk(flagged, total, None).score, risk(flagged, total, None).category);
        assert_eq!(score(0, 0), (0.0, RiskCategory::Low));
        assert_eq!(score(1, 10), (20.0, RiskCategory::Low));
        assert_eq!(score(2, 10), (40.0, RiskCategory::Medium));
        assert_eq!(score(4, 10), (60.0, RiskCategory::Medium));
        assert_eq!(score(5, 10), (80.0, RiskCategory::High));
        assert_eq!(score(10, 10), (100.0, RiskCategory::High), "never above 100");
        assert_eq!(risk(0, 10, Some("")).score, 100.0);
    }

    #[test]
    fn spellings_of_a_name_are_one() {
        assert_eq!(name_key("ACME Pvt. Ltd."), name_key("Acme Private Limited"));
        assert_eq!(name_key("Müller & Söhne GmbH & Co. KG"), "müller söhne");
        assert_eq!(name_key("The Co."), "the co");
    }

    #[test]
    fn a_tax_number_is_stronger_than_a_name() {
        let mut sender = Sender { name: Some("Acme Ltd".into()), ..Default::default() };
        assert_eq!(sender.known_as().as_deref(), Some("name:acme"));
        sender.tax_id = Some("DE 232.446.240".into());
        assert_eq!(sender.known_as().as_deref(), Some("vat:DE232446240"));
        sender.gstin = Some("24aagci9537f1zg".into());
        assert_eq!(sender.known_as().as_deref(), Some("gstin:24AAGCI9537F1ZG"));
    }

    proptest! {
        #[test]
        fn a_risk_is_its_reasons(flagged in 0i64..1_000, more in 0i64..1_000) {
            let risk = risk(flagged, flagged + more, None);
            let sum: f64 = risk.contributions.iter().map(|one| one.points).sum();
            prop_assert!((0.0..=100.0).contains(&risk.score) && (risk.score - sum).abs() < 1e-9);
        }
    }
}
