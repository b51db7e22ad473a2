//! The day before an appointment both sides hear of it.
use chrono::Duration;
use kernel::{Act, App, Change, Result, caller::Actor};

use super::{model, store};
use crate::events::{self, Word};

/// The job that reminds.
pub const REMIND: &str = "realty.remind_of_appointments";

/// Of how many appointments one round tells.
const MOST: u64 = 500;

/// Tells of everything that begins within a day, once; again only where it was moved since.
pub async fn remind(app: &App) -> Result<()> {
    loop {
        let mut change = Change::begin(app, Actor::system()).await?;
        let now = change.now();
        let rows = store::take_near(change.db(), now, now + Duration::days(1), MOST).await?;
        let (count, ids) = (rows.len() as u64, rows.iter().map(|row| row.id).collect::<Vec<_>>());
        let views = store::show(change.db(), rows.clone()).await?;
        for (row, view) in rows.iter().zip(&views) {
            let (Some(customer), Some(project)) = (&view.customer, &view.project) else { continue };
            let facts = model::facts(row, &project.project_name);
            let once = format!("appointment {} at {}", row.id, row.appointment_date.timestamp());
            let word = |who: &str, link: &str| Word {
                kind: events::APPOINTMENT_REMINDER,
                title: "An appointment is near",
                message: format!("You meet {who}: {facts}."),
                link: link.into(),
                once: Some(once.clone()),
            };
            word(&customer.name, "/builder/appointments").to(&mut change, project.builder_user_id)?;
            word(&project.company_name, "/my/appointments").to(&mut change, customer.user_id)?;
        }
        if ids.is_empty() {
            return Ok(());
        }
        let says = format!("Reminded both sides of {count} appointments");
        change.commit(Act::new("remind_of_appointments").saying(says).after(&ids)).await?;
        if count < MOST {
            return Ok(());
        }
    }
}
