//! Capital by the internal ratings-based approach.
use std::borrow::Cow;

use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, extract::flag};
use risk::{
    basel::{self, Class, Floors, Rules},
    capital::{self, Line, Terms},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{
    kept::study,
    span::{finite, wrong},
    studied::rounded,
};
use crate::{
    analysis::{
        answer::{Answer, Table},
        look::{About, AsOf, Asked, Look},
    },
    figure::Sum,
    loan::{asked::Params, filter::LoanFilter},
    permissions::Read,
    word::Notch,
};

/// An asset class of the framework.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssetClass {
    #[default]
    Corporate,
    Financial,
    Sme,
    Mortgage,
    Revolving,
    Retail,
}

impl JsonSchema for AssetClass {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AssetClass".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "enum": ["corporate", "financial", "sme", "mortgage", "revolving", "retail"],
        })
    }
}

/// The asset class of the loans looked at, and what its functions depend on.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ClassTerms {
    /// The asset class of all loans looked at; ask once for each, with a filter.
    #[garde(skip)]
    class: AssetClass,
    /// Of `sme`: annual sales of the group in millions of euros, taken as 5 to 50; 5 by default.
    #[garde(range(min = 0.0, max = 1_000_000.0))]
    sales: f64,
    /// Of `revolving`: paid in full at each due date for a year, so that the lower floor of PD applies.
    #[serde(deserialize_with = "flag")]
    #[garde(skip)]
    transactor: Option<bool>,
}

impl Default for ClassTerms {
    fn default() -> Self {
        Self { class: AssetClass::default(), sales: 5.0, transactor: None }
    }
}

impl ClassTerms {
    /// The same for figures.
    ///
    /// # Errors
    /// 422 for sales that are no number.
    pub fn class(&self) -> Result<Class> {
        finite("sales", self.sales)?;
        Ok(match self.class {
            AssetClass::Corporate => Class::Corporate,
            AssetClass::Financial => Class::Financial,
            AssetClass::Sme => Class::Sme { sales: self.sales },
            AssetClass::Mortgage => Class::Mortgage,
            AssetClass::Revolving => Class::Revolving { transactor: self.transactor == Some(true) },
            AssetClass::Retail => Class::Retail,
        })
    }

    /// Its name.
    pub fn name(&self) -> AssetClass {
        self.class
    }
}

/// Which floors are put under PD and LGD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum FloorsUsed {
    /// None.
    None,
    /// That of PD.
    #[default]
    Pd,
    /// Those of PD and of unsecured LGD.
    PdAndLgd,
}

/// How the capital is worked out.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct CapitalTerms {
    /// Which floors of CRE32 are put under PD and LGD; `pd` by default.
    #[garde(skip)]
    floors: FloorsUsed,
    /// Factor on risk-weighted assets, 0.5 to 2: 1 by default, 1.06 before the framework of 2023.
    #[garde(range(min = 0.5, max = 2.0))]
    scaling: f64,
    /// Best estimate of loss of a defaulted loan as a share of its LGD, 0 to 1; 1 by default leaves no capital for it.
    #[garde(range(min = 0.0, max = 1.0))]
    best_estimate: f64,
}

impl Default for CapitalTerms {
    fn default() -> Self {
        Self { floors: FloorsUsed::default(), scaling: 1.0, best_estimate: 1.0 }
    }
}

impl CapitalTerms {
    fn terms(&self, class: Class) -> Result<Terms> {
        finite("scaling", self.scaling)?;
        finite("best_estimate", self.best_estimate)?;
        let floors = match self.floors {
            FloorsUsed::None => Floors::None,
            FloorsUsed::Pd => Floors::Pd,
            FloorsUsed::PdAndLgd => Floors::PdAndLgd,
        };
        let rules = Rules { floors, scaling: self.scaling };
        Ok(Terms { class, rules, best_estimate: self.best_estimate, as_of: 0 })
    }
}

/// The capital of some loans.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CapitalFigures {
    /// Exposure at default.
    ead: Sum,
    /// PD·LGD·EAD; the best estimate for loans in default.
    expected_loss: Sum,
    /// K·EAD, with the scaling.
    capital: Sum,
    /// 12.5·capital.
    rwa: Sum,
    /// RWA over EAD; 1 is 100 %.
    risk_weight: f64,
}

/// The loans of a rating.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CapitalLine {
    /// The rating; D holds all loans in default, whatever their rating.
    rating: Notch,
    /// How many.
    loans: u64,
    /// Mean effective maturity in years, 1 to 5, weighted by exposure.
    maturity: f64,
    /// The PD that was used, after the floor.
    pd: f64,
    /// The LGD that was used, after the floor.
    lgd: f64,
    /// Asset correlation; 0 in default.
    correlation: f64,
    #[serde(flatten)]
    figures: CapitalFigures,
    /// Parameters of `GET …/loans`: the loans of the line are those of any of them.
    filters: Vec<Option<Params>>,
}

/// Capital of the loans looked at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CapitalStudy {
    #[serde(flatten)]
    about: About,
    /// What PD, LGD, EAD and M are.
    inputs: &'static str,
    /// The asset class.
    class: AssetClass,
    /// The floors that were used.
    floors: FloorsUsed,
    /// The factor on risk-weighted assets.
    scaling: f64,
    /// All of it.
    all: CapitalFigures,
    /// By rating, best first; ratings without a loan are left out.
    lines: Vec<CapitalLine>,
}

impl Table for CapitalStudy {
    const NAME: &'static str = "capital";
    const TITLES: &'static [&'static str] = &[
        "rating",
        "loans",
        "ead",
        "maturity",
        "pd",
        "lgd",
        "correlation",
        "expected_loss",
        "capital",
        "rwa",
        "risk_weight",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &CapitalLine| {
            let figures = &line.figures;
            vec![
                line.rating.0.name().to_owned(),
                line.loans.to_string(),
                figures.ead.to_string(),
                line.maturity.to_string(),
                line.pd.to_string(),
                line.lgd.to_string(),
                line.correlation.to_string(),
                figures.expected_loss.to_string(),
                figures.capital.to_string(),
                figures.rwa.to_string(),
                figures.risk_weight.to_string(),
            ]
        };
        self.lines.iter().map(row).collect()
    }
}

fn figures(look: &Look, class: AssetClass, asked: CapitalTerms, terms: Terms) -> CapitalStudy {
    let terms = Terms { as_of: look.as_of, ..terms };
    let found = capital::irb((look.tape(), look.rows()), &look.rates, &terms);
    let line = |line: &Line| CapitalLine {
        rating: Notch(line.rating),
        loans: line.loans,
        maturity: line.maturity,
        pd: line.pd,
        lgd: line.lgd,
        correlation: line.correlation,
        figures: CapitalFigures {
            ead: Sum(line.exposure),
            expected_loss: rounded(line.expected_loss),
            capital: rounded(line.capital),
            rwa: rounded(line.rwa),
            risk_weight: line.risk_weight,
        },
        filters: line.filters.iter().map(|filter| look.params(filter)).collect(),
    };
    let about = look.about(basel::DEFINITION);
    CapitalStudy {
        all: CapitalFigures {
            ead: about.exposure,
            expected_loss: rounded(found.all.expected_loss),
            capital: rounded(found.all.capital),
            rwa: rounded(found.all.rwa),
            risk_weight: found.all.risk_weight,
        },
        about,
        inputs: found.definition,
        class,
        floors: asked.floors,
        scaling: asked.scaling,
        lines: found.lines.iter().map(line).collect(),
    }
}

async fn study_capital(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (class, asked): (Query<ClassTerms>, Query<CapitalTerms>),
    at: Query<AsOf>,
) -> Result<Answer<CapitalStudy>> {
    let (class, asked) = (class.0, asked.0);
    if class.transactor.is_some() && class.class != AssetClass::Revolving {
        return Err(wrong("transactor", "is about the class revolving only"));
    }
    let terms = asked.terms(class.class()?)?;
    study(&can, Asked::of(id.0, which.0, at.0), (class, asked), move |look| {
        Ok(figures(look, class.name(), asked, terms))
    })
    .await
}

/// The operation.
pub fn routes() -> Routes {
    let path = "/api/v1/portfolios/{id}/analytics/capital";
    Routes::new().get(path, study_capital, "Study the capital that loans ask for")
}
