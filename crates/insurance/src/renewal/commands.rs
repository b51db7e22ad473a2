//! The daily round: policies that have come to their renewal date expire, holders of those that soon will are
//! reminded. Done in batches, each of them a change of its own; done twice, it does nothing more.
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use kernel::{Act, Actor, App, Change, Result, notice::Class};

use super::store;
use crate::{
    events::{self, Word},
    policy::{
        commands::show_within,
        model,
        store::{Model, PolicyStatus},
    },
    settings::Settings,
};

/// The job's name.
pub const ROUND: &str = "insurance.review_policies";
const BATCH: u64 = 200;

/// The round of a day.
pub async fn round(app: &App) -> Result<()> {
    while expire(app).await? {}
    remind(app).await
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn days_on(day: NaiveDate, days: u64) -> DateTime<Utc> {
    midnight(day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX))
}

/// Expires a batch; tells whether there may be more.
async fn expire(app: &App) -> Result<bool> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let now = change.now();
    let due = store::past_renewal(change.db(), days_on(now.date_naive(), 1), BATCH).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let ids = due.iter().map(|row| row.id).collect::<Vec<_>>();
    store::expire(change.db(), &ids, now).await?;
    let expired =
        due.iter().map(|row| Model { status: PolicyStatus::Expired, updated_at: Some(now), ..row.clone() });
    let policies = show_within(&change, expired.collect()).await?;
    for (row, policy) in due.iter().zip(&policies) {
        let day = row.renewal_date.date_naive();
        let says = format!("Expired: its renewal date was {day}");
        change.record(
            Act::new("expire_policy").on(format!("policy:{}", row.id)).saying(says).before(row).after(policy),
        );
        events::tell(&mut change, events::POLICY_EXPIRED, row.user_id, policy, (row.id, None))?;
        if let Some(owner) = row.user_id {
            expired_word(row).to(&mut change, owner)?;
        }
    }
    change.commit_recorded().await?;
    Ok(due.len() as u64 == BATCH)
}

fn expired_word(row: &Model) -> Word {
    let day = row.renewal_date.date_naive();
    Word {
        kind: events::POLICY_ENDED,
        class: Class::Alert,
        title: format!("Policy {} has expired", row.policy_number),
        message: format!(
            "Your {} policy {} came to its renewal date, {day}, and was not renewed. Its cover of {} {} has ended.",
            row.policy_type, row.policy_number, row.coverage_amount, row.currency
        ),
        link: format!("/policies/{}", row.id),
        once: Some(format!("policy {} expired {day}", row.id)),
    }
}

/// Reminds of what comes up; after an outage of the nearest mark only.
async fn remind(app: &App) -> Result<()> {
    let marks = &Settings::of(app)?.reminder_days;
    let furthest = marks.iter().copied().max().and_then(|days| u64::try_from(days).ok());
    let Some(furthest) = furthest else { return Ok(()) };
    let mut after = 0;
    loop {
        let mut change = Change::begin(app, Actor::system()).await?;
        let today = change.now().date_naive();
        let span = days_on(today, 1)..days_on(today, furthest + 1);
        let near = store::nearing_renewal(change.db(), span, after, BATCH).await?;
        let Some(last) = near.last().map(|row| row.id) else { return Ok(()) };
        after = last;
        let had = store::reminded(change.db(), &near.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        let mut given = vec![];
        for row in &near {
            let day = row.renewal_date.date_naive();
            let left = (day - today).num_days();
            let Some(mark) = model::reminder_due(marks, left) else { continue };
            let Some(owner) = row.user_id.filter(|_| !had.contains(&(row.id, day, mark))) else { continue };
            renewal_word(row, left, mark).to(&mut change, owner)?;
            given.push((row.id, day, mark));
        }
        if given.is_empty() {
            continue;
        }
        store::note_reminders(change.db(), &given, change.now()).await?;
        let says = format!("Reminded the holders of {} policies of their renewal", given.len());
        change.commit(Act::new("remind_of_renewal").saying(says)).await?;
    }
}

fn renewal_word(row: &Model, left: i64, mark: i64) -> Word {
    let day = row.renewal_date.date_naive();
    let when = if left == 1 { "tomorrow".to_owned() } else { format!("in {left} days, on {day}") };
    Word {
        kind: events::POLICY_RENEWAL,
        class: Class::Reminder,
        title: format!("Policy {} comes up for renewal", row.policy_number),
        message: format!(
            "Your {} policy {} ends {when}. Renewing it for a further term costs {} {} and keeps your cover of {} {}.",
            row.policy_type, row.policy_number, row.premium, row.currency, row.coverage_amount, row.currency
        ),
        link: format!("/policies/{}", row.id),
        once: Some(format!("policy {} renewal {day} {mark} days", row.id)),
    }
}
