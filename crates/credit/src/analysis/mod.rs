//! The analyses of a portfolio as it stands: each is a filter and a day, figures of the crate `risk`, and an answer in
//! which every group says how to list its loans.
pub mod answer;
mod borrowers;
mod cashflow;
mod concentration;
mod covenants;
mod geography;
mod health;
mod loan;
pub mod look;
mod losses;
mod maturity;
mod migration;
mod stress;
mod summary;
mod watch;
mod whatif;

use kernel::Routes;

/// The operations of analyses.
pub fn routes() -> Routes {
    let at = |page: &str| format!("/api/v1/portfolios/{{id}}/analytics/{page}");
    Routes::new()
        .get(at("summary"), summary::get_summary, "Sum a portfolio up")
        .get(at("mix"), summary::get_mix, "Show exposure by sector, rating and status")
        .get(at("default-probability"), losses::get_default_probability, "Work out expected losses")
        .get(at("concentration"), concentration::get_concentration, "Measure concentration")
        .get(at("covenant-compliance"), covenants::get_covenant_compliance, "Find broken covenants")
        .get(at("rating-migration"), migration::get_rating_migration, "Show the latest moves of ratings")
        .get(at("maturity"), maturity::get_maturity, "Show when loans fall due")
        .get(at("borrowers"), borrowers::list_borrowers, "Find borrowers")
        .get(at("cash-flow"), cashflow::get_cash_flow, "Project the cash flow")
        .get(at("stress"), stress::get_stress, "Run the stress scenarios")
        .get(at("health"), health::get_health, "Score the health of a portfolio")
        .get(at("watch-list"), watch::get_watch_list, "Show the watch list")
        .get(at("geography"), geography::get_geography, "Show exposure by country")
        .get(at("what-if/rate"), whatif::what_if_rate, "Show what a shift of rates does")
        .get(at("what-if/default"), whatif::what_if_default, "Show what the default of a rating costs")
        .get(at("what-if/borrower"), whatif::what_if_borrower, "Show what a change of a borrower does")
        .get(at("what-if/scenario"), whatif::what_if_scenario, "Show what a scenario does")
}
