//! Schedules together with what was paid of them.
pub mod store;

use kernel::{App, Money, Result};

use super::{
    balance::{Balance, Lateness, Line, Look},
    store::Model,
};
use crate::settings::Settings;

/// The schedule of a booking, and what became of it.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Its parts, in their order.
    pub dues: Vec<Model>,
    /// What became of each, and of all.
    pub balance: Balance,
}

impl Ledger {
    /// Each part with what became of it.
    pub fn lines(&self) -> impl Iterator<Item = (&Model, &Line)> {
        self.dues.iter().zip(&self.balance.lines)
    }

    /// What became of this part.
    pub fn line(&self, due_id: i64) -> Option<&Line> {
        self.lines().find(|(due, _)| due.id == due_id).map(|(_, line)| line)
    }

    /// The part to be paid next: the oldest that is open, those that wait last.
    pub fn next(&self) -> Option<(&Model, &Line)> {
        let open = self.lines().filter(|(_, line)| line.open > Money::ZERO);
        open.min_by_key(|(due, _)| (due.due_date.is_none(), due.due_date, due.position))
    }
}

/// How schedules are looked at today in this house.
pub fn looking(app: &App) -> Result<Look> {
    let settings = Settings::of(app)?;
    Ok(Look {
        today: app.clock.now().date_naive(),
        lateness: Lateness {
            basis_points: (settings.late_interest_percent * 100.0).round() as i64,
            grace_days: settings.late_grace_days,
        },
        soon: settings.due_days,
    })
}
