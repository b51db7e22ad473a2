//! Capital by the internal ratings-based approach.
//!
//! Source: Basel Framework, CRE31 (risk weight functions, version of 1 January 2023) and CRE32 (floors and maturity).

use crate::normal::{cdf, quantile};
use serde::Serialize;

/// What the figures of this file mean.
pub const DEFINITION: &str = "Basel IRB (CRE31): K = LGD·Φ((Φ⁻¹(PD) + √R·Φ⁻¹(0.999))/√(1−R)) − LGD·PD, times the \
     maturity adjustment outside retail; RWA = K·12.5·EAD. Defaulted: K = max(0, LGD − best estimate of loss).";

/// The asset class, which fixes correlation and maturity adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "class")]
pub enum Class {
    /// Corporates (CRE31, corporates). Also banks and sovereigns; floors as for corporates.
    Corporate,
    /// Large or unregulated financial institutions: correlation times 1.25 (CRE31, financial institutions).
    Financial,
    /// Corporates with sales below 50 million euros: smaller correlation (CRE31, firm-size adjustment).
    Sme {
        /// Annual sales of the group in millions of euros; taken as 5 below 5 and as 50 above 50.
        sales: f64,
    },
    /// Residential mortgages (CRE31, retail): R = 0.15.
    Mortgage,
    /// Revolving retail lines that qualify (CRE31, retail): R = 0.04.
    Revolving {
        /// Paid in full at each due date for a year: the lower floor of PD applies (CRE32, retail).
        transactor: bool,
    },
    /// Other retail, small business as retail among it (CRE31, retail).
    Retail,
}

impl Class {
    /// The asset correlation R for a probability of default.
    ///
    /// Corporate: 0.12·w + 0.24·(1−w) with w = (1−e^(−50·PD))/(1−e^(−50)); SME: less 0.04·(1−(S−5)/45); financial: times
    /// 1.25; other retail: 0.03·w + 0.16·(1−w) with 35 for 50.
    #[must_use]
    pub fn correlation(self, pd: f64) -> f64 {
        let between = |low: f64, high: f64, speed: f64| {
            let weight = (-speed * pd).exp_m1() / (-speed).exp_m1();
            low * weight + high * (1.0 - weight)
        };
        match self {
            Self::Corporate => between(0.12, 0.24, 50.0),
            Self::Financial => 1.25 * between(0.12, 0.24, 50.0),
            Self::Sme { sales } => {
                between(0.12, 0.24, 50.0) - 0.04 * (1.0 - (sales.clamp(5.0, 50.0) - 5.0) / 45.0)
            }
            Self::Mortgage => 0.15,
            Self::Revolving { .. } => 0.04,
            Self::Retail => between(0.03, 0.16, 35.0),
        }
    }

    /// Whether the effective maturity counts.
    #[must_use]
    pub fn has_maturity(self) -> bool {
        matches!(self, Self::Corporate | Self::Financial | Self::Sme { .. })
    }

    /// Smallest PD that may be used: 0.05 %, revolving lines of revolvers 0.1 % (CRE32.4 and CRE32, retail).
    #[must_use]
    pub fn pd_floor(self) -> f64 {
        if self == (Self::Revolving { transactor: false }) { 0.001 } else { 0.0005 }
    }

    /// Smallest LGD of an unsecured exposure: 25 % corporate, 50 % revolving, 30 % other retail; mortgages 5 %
    /// (CRE32, own estimates of LGD). Secured exposures have lower ones: pass the LGD with [`Floors::None`] then.
    #[must_use]
    pub fn lgd_floor(self) -> f64 {
        match self {
            Self::Corporate | Self::Financial | Self::Sme { .. } => 0.25,
            Self::Mortgage => 0.05,
            Self::Revolving { .. } => 0.5,
            Self::Retail => 0.3,
        }
    }
}

/// Which floors of CRE32 are put under PD and LGD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Floors {
    /// None: the risk weight functions as they stand.
    None,
    /// The floor of PD only.
    #[default]
    Pd,
    /// The floors of PD and of unsecured LGD.
    PdAndLgd,
}

/// One exposure, or several alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Exposure {
    /// The asset class.
    pub class: Class,
    /// Exposure at default, in any unit; the results come in it.
    pub ead: f64,
    /// Probability of default within a year, 0 to 1; 1 means defaulted.
    pub pd: f64,
    /// Loss given default, 0 to 1.
    pub lgd: f64,
    /// Effective maturity M in years; taken as 1 below 1 and as 5 above 5 (CRE32, effective maturity). No matter for retail.
    pub maturity: f64,
    /// Best estimate of expected loss of a defaulted exposure as a share of EAD (CRE31.3).
    pub best_estimate: f64,
}

/// How the capital is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rules {
    /// Floors of the inputs.
    pub floors: Floors,
    /// Factor on risk-weighted assets: 1 in the framework of 2023, 1.06 in Basel II and III before it.
    pub scaling: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { floors: Floors::Pd, scaling: 1.0 }
    }
}

/// Capital of one exposure or of several, in the unit of the exposures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Capital {
    /// Exposure at default.
    pub ead: f64,
    /// Expected loss: PD·LGD·EAD, best estimate·EAD in default.
    pub expected_loss: f64,
    /// Capital requirement K·EAD, with the scaling.
    pub capital: f64,
    /// Risk-weighted assets: K·12.5·EAD, with the scaling.
    pub rwa: f64,
    /// RWA over EAD; 0 without exposure.
    pub risk_weight: f64,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The maturity adjustment (1 + (M − 2.5)·b)/(1 − 1.5·b) with b = (0.11852 − 0.05478·ln PD)² (CRE31, corporates).
#[must_use]
pub fn maturity_adjustment(pd: f64, maturity: f64) -> f64 {
    let b = (0.118_52 - 0.054_78 * pd.ln()).powi(2);
    (1.0 + (maturity.clamp(1.0, 5.0) - 2.5) * b) / (1.0 - 1.5 * b)
}

/// K, the capital requirement as a share of EAD, before scaling and never below 0.
#[must_use]
pub fn requirement(exposure: &Exposure, floors: Floors) -> f64 {
    let class = exposure.class;
    let lgd = if floors == Floors::PdAndLgd { exposure.lgd.max(class.lgd_floor()) } else { exposure.lgd };
    if exposure.pd >= 1.0 {
        return (lgd - exposure.best_estimate).max(0.0);
    }
    let pd = if floors == Floors::None { exposure.pd } else { exposure.pd.max(class.pd_floor()) };
    if pd <= 0.0 {
        return 0.0;
    }
    let r = class.correlation(pd);
    let worst = cdf((quantile(pd) + r.sqrt() * quantile(0.999)) / (1.0 - r).sqrt());
    let adjustment = if class.has_maturity() { maturity_adjustment(pd, exposure.maturity) } else { 1.0 };
    (lgd * (worst - pd) * adjustment).max(0.0)
}

/// Capital of exposures taken together. Requirements add up: the approach knows no diversification between loans.
#[must_use]
pub fn capital(exposures: &[Exposure], rules: Rules) -> Capital {
    let mut sum = Capital {
        ead: 0.0,
        expected_loss: 0.0,
        capital: 0.0,
        rwa: 0.0,
        risk_weight: 0.0,
        definition: DEFINITION,
    };
    for e in exposures {
        let lgd = if rules.floors == Floors::PdAndLgd { e.lgd.max(e.class.lgd_floor()) } else { e.lgd };
        let pd = if rules.floors == Floors::None { e.pd } else { e.pd.max(e.class.pd_floor()) };
        sum.ead += e.ead;
        sum.expected_loss += e.ead * if pd >= 1.0 { e.best_estimate } else { pd * lgd };
        sum.capital += e.ead * requirement(e, rules.floors) * rules.scaling;
    }
    sum.rwa = 12.5 * sum.capital;
    sum.risk_weight = if sum.ead > 0.0 { sum.rwa / sum.ead } else { 0.0 };
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weight(class: Class, pd: f64, lgd: f64) -> f64 {
        let one = Exposure { class, ead: 1.0, pd, lgd, maturity: 2.5, best_estimate: 0.0 };
        100.0 * 12.5 * requirement(&one, Floors::None)
    }

    /// Basel Committee, "International convergence …, comprehensive version" (June 2006), annex 5, "Illustrative IRB
    /// risk weights for UL", in percent: PD; corporate with sales of 50 and of 5 million, LGD 45 %; mortgage 45 % and
    /// 25 %; other retail 45 % and 85 %; qualifying revolving 45 % and 85 %. The last digit of the printed table is off
    /// by one in a few places, so 0.011 is allowed.
    const ANNEX_5: [(f64, [f64; 8]); 8] = [
        (0.0003, [14.44, 11.30, 4.15, 2.30, 4.45, 8.41, 0.98, 1.85]),
        (0.0005, [19.65, 15.39, 6.23, 3.46, 6.63, 12.52, 1.51, 2.86]),
        (0.0010, [29.65, 23.30, 10.69, 5.94, 11.16, 21.08, 2.71, 5.12]),
        (0.0025, [49.47, 39.01, 21.30, 11.83, 21.15, 39.96, 5.76, 10.88]),
        (0.0050, [69.61, 54.91, 35.08, 19.49, 32.36, 61.13, 10.04, 18.97]),
        (0.0100, [92.32, 72.40, 56.40, 31.33, 45.77, 86.46, 17.22, 32.53]),
        (0.0200, [114.86, 88.55, 87.94, 48.85, 57.99, 109.53, 28.92, 54.63]),
        (0.0250, [122.16, 93.43, 100.64, 55.91, 60.90, 115.03, 33.98, 64.18]),
    ];

    #[test]
    fn the_committees_table_is_met() {
        let small = Class::Sme { sales: 5.0 };
        let line = Class::Revolving { transactor: false };
        for (pd, expected) in ANNEX_5 {
            let found = [
                weight(Class::Corporate, pd, 0.45),
                weight(small, pd, 0.45),
                weight(Class::Mortgage, pd, 0.45),
                weight(Class::Mortgage, pd, 0.25),
                weight(Class::Retail, pd, 0.45),
                weight(Class::Retail, pd, 0.85),
                weight(line, pd, 0.45),
                weight(line, pd, 0.85),
            ];
            for (a, b) in found.iter().zip(expected) {
                assert!((a - b).abs() < 0.011, "PD {pd}: {a} is not {b}");
            }
        }
    }

    // scipy: LGD*norm.cdf((norm.ppf(pd)+sqrt(R)*norm.ppf(.999))/sqrt(1-R)) - pd*LGD, times the adjustment.
    #[test]
    fn financials_other_maturities_and_middling_sales_agree_with_scipy() {
        let one = Exposure {
            class: Class::Financial,
            ead: 1.0,
            pd: 0.01,
            lgd: 0.4,
            maturity: 4.0,
            best_estimate: 0.0,
        };
        assert!((requirement(&one, Floors::Pd) - 0.101_172_620_742_771_85).abs() < 1e-12);
        let two = Exposure { class: Class::Sme { sales: 20.0 }, pd: 0.02, maturity: 0.3, ..one };
        assert!((requirement(&two, Floors::Pd) - 0.057_651_100_183_154_454).abs() < 1e-12);
    }

    #[test]
    fn a_defaulted_exposure_needs_what_the_best_estimate_leaves() {
        let one = Exposure {
            class: Class::Retail,
            ead: 200.0,
            pd: 1.0,
            lgd: 0.6,
            maturity: 1.0,
            best_estimate: 0.45,
        };
        let sum = capital(&[one, Exposure { best_estimate: 0.7, ..one }], Rules::default());
        assert!((sum.capital - 30.0).abs() < 1e-12 && (sum.rwa - 375.0).abs() < 1e-9);
        assert!((sum.expected_loss - 230.0).abs() < 1e-12);
    }

    #[test]
    fn floors_and_scaling_act() {
        let one = Exposure {
            class: Class::Corporate,
            ead: 100.0,
            pd: 0.0,
            lgd: 0.1,
            maturity: 2.5,
            best_estimate: 0.0,
        };
        assert_eq!(capital(&[one], Rules { floors: Floors::None, scaling: 1.0 }).rwa, 0.0);
        let floored = capital(&[one], Rules { floors: Floors::PdAndLgd, scaling: 1.06 });
        // The weight at PD 0.05 % and LGD 45 % is 19.6512 % (scipy), so 25/45 of it here.
        assert!((floored.rwa - 1.06 * 19.651_2 * 25.0 / 45.0).abs() < 1e-4);
        assert!((floored.expected_loss - 100.0 * 0.0005 * 0.25).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn capital_is_a_share_that_grows_with_lgd(pd in 0.0f64..0.99, lgd in 0.0f64..1.0, sales in 0.0f64..80.0) {
            let class = Class::Sme { sales };
            let one = Exposure { class, ead: 1.0, pd, lgd, maturity: 2.5, best_estimate: 0.0 };
            let k = requirement(&one, Floors::Pd);
            prop_assert!((0.0..=1.0).contains(&k));
            let all = requirement(&Exposure { lgd: 1.0, ..one }, Floors::Pd);
            prop_assert!(k <= all + 1e-15);
        }
    }
}
