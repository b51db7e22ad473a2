//! The report over HTTP.
use garde::Validate;
use kernel::{
    App, Can, Error, Path, Query, Result, Routes,
    sheet::{Paper, Served},
};
use risk::{
    concentration::Caps,
    covenants::Limits,
    filter::Filter,
    report::{self, Kind, Report, Sections, Terms},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::sheet::{Named, Sheet};
use crate::{
    analysis::look::{AsOf, Asked, Look, look},
    day::{self, Day},
    loan::filter::{LoanFilter, Several, Word},
    permissions::Read,
    portfolio::commands::seen,
    settings::Settings,
};

/// A type of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ReportType {
    /// One page or two for those who decide.
    ExecutiveSummary,
    /// What there is.
    PortfolioOverview,
    /// What may go wrong.
    RiskAnalysis,
    /// What is watched.
    WatchList,
    /// Everything.
    #[default]
    Comprehensive,
}

impl ReportType {
    fn kind(self) -> Kind {
        match self {
            Self::ExecutiveSummary => Kind::Executive,
            Self::PortfolioOverview => Kind::Overview,
            Self::RiskAnalysis => Kind::Risk,
            Self::WatchList => Kind::WatchList,
            Self::Comprehensive => Kind::Comprehensive,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::ExecutiveSummary => "executive-summary",
            Self::PortfolioOverview => "portfolio-overview",
            Self::RiskAnalysis => "risk-analysis",
            Self::WatchList => "watch-list",
            Self::Comprehensive => "comprehensive",
        }
    }
}

/// A section of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The portfolio at a glance.
    Summary,
    /// Sector and rating by status.
    Mix,
    /// When loans fall due.
    Maturity,
    /// How much hangs on few.
    Concentration,
    /// Default probability, expected loss, risk-weighted assets.
    Losses,
    /// The scenarios.
    Stress,
    /// Broken covenants.
    Covenants,
    /// The watch list.
    WatchList,
    /// The score.
    Health,
}

impl Word for Section {
    fn names() -> Vec<&'static str> {
        vec![
            "summary",
            "mix",
            "maturity",
            "concentration",
            "losses",
            "stress",
            "covenants",
            "watch_list",
            "health",
        ]
    }
}

fn switched(sections: &[Section]) -> Sections {
    let on = |section: Section| sections.contains(&section);
    Sections {
        summary: on(Section::Summary),
        mix: on(Section::Mix),
        maturity: on(Section::Maturity),
        concentration: on(Section::Concentration),
        losses: on(Section::Losses),
        stress: on(Section::Stress),
        covenants: on(Section::Covenants),
        watch: on(Section::WatchList),
        health: on(Section::Health),
    }
}

/// What a report is to hold.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ReportTerms {
    /// The type; `comprehensive` by default.
    #[serde(rename = "type")]
    #[garde(skip)]
    kind: ReportType,
    /// Only these sections, with commas between them; those of the type by default.
    #[garde(skip)]
    sections: Option<Several<Section>>,
    /// How many lines the lists of the greatest have, 1 to 100; 10 by default.
    #[garde(range(min = 1, max = 100))]
    top: usize,
    /// The day on which one stands; today by default.
    #[garde(skip)]
    as_of: Option<Day>,
}

impl Default for ReportTerms {
    fn default() -> Self {
        Self { kind: ReportType::default(), sections: None, top: 10, as_of: None }
    }
}

impl ReportTerms {
    fn sections(&self) -> Sections {
        let chosen = self.sections.as_ref().filter(|chosen| !chosen.0.is_empty());
        chosen.map_or_else(|| self.kind.kind().sections(), |chosen| switched(&chosen.0))
    }
}

/// The conditions of the filter in words.
fn chosen(look: &Look) -> Vec<(String, String)> {
    let params = look.params(&Filter::default()).unwrap_or_default();
    params.into_iter().map(|(name, value)| (name.replace('_', " "), value)).collect()
}

/// The loans that a report names: those of its lists.
fn named(look: &Look, figures: &Report) -> impl Iterator<Item = (u32, Named)> {
    let risky = figures.losses.iter().flat_map(|losses| losses.top.iter().map(|loan| loan.row));
    let broken = figures.covenants.iter().flat_map(|covenants| covenants.worst.iter().map(|loan| loan.row));
    let watched = figures.watch.iter().flat_map(|watch| watch.top.iter().map(|loan| loan.row));
    risky.chain(broken).chain(watched).map(|row| {
        let (_, loan_id, borrower) = look.names(row);
        (row, Named { loan_id, borrower })
    })
}

/// What a report takes from the house rather than from the loans.
struct Head {
    portfolio: String,
    reader: String,
    currency: kernel::Currency,
    made: chrono::DateTime<chrono::Utc>,
    limits: Limits,
}

fn sheet(look: &Look, terms: &ReportTerms, head: Head) -> Sheet {
    let with = Terms {
        as_of: look.as_of,
        rates: &look.rates,
        caps: Caps::default(),
        limits: head.limits,
        top: terms.top,
    };
    let figures = report::report(look.tape(), look.rows(), terms.sections(), with);
    Sheet {
        kind: terms.kind.kind(),
        portfolio: head.portfolio,
        reader: head.reader,
        currency: head.currency,
        as_of: day::of(look.as_of),
        made: head.made,
        revision: look.snapshot.revision(),
        loans: look.rows().len() as u64,
        exposure: look.tape().total(look.rows()),
        chosen: chosen(look),
        named: named(look, &figures).collect(),
        figures,
    }
}

async fn reader(app: &App, user: i64) -> Result<String> {
    let person = app.people([user]).await?.remove(&user);
    Ok(person.map(|person| person.name).unwrap_or_default())
}

async fn get_report(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    terms: Query<ReportTerms>,
) -> Result<Paper> {
    let portfolio = seen(&can, id.0).await?;
    let head = Head {
        portfolio: portfolio.name,
        reader: reader(can.app(), can.user_id).await?,
        currency: Settings::of(can.app())?.currency.clone(),
        made: can.app().clock.now(),
        limits: which.0.limits(),
    };
    let at = AsOf { as_of: terms.0.as_of, ..AsOf::default() };
    let look = look(&can, Asked::of(id.0, which.0, at)).await?;
    let (terms, as_of) = (terms.0, day::of(look.as_of));
    let name = format!("portfolio-{}-{}-{as_of}.pdf", id.0, terms.kind.name());
    let write = move || sheet(&look, &terms, head).write();
    let bytes = tokio::task::spawn_blocking(write).await.map_err(Error::internal)??;
    Ok(Paper(Served { name, bytes }))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().get("/api/v1/portfolios/{id}/report", get_report, "Get the report of a portfolio as a PDF")
}
