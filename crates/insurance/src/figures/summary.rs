//! What the dashboard shows of a person's insurance.
use chrono::{DateTime, Duration, Utc};
use kernel::{Caller, Currency, Money, Result, module::Fields};
use serde::Serialize;
use serde_json::value::to_raw_value;

use crate::{claim, policy::store as policies, settings::Settings};

/// How far ahead renewals are shown, and how many.
const AHEAD: Duration = Duration::days(90);
const MOST: u64 = 5;

#[derive(Serialize)]
struct Coverage {
    currency: Currency,
    amount: Money,
    policies: i64,
}

#[derive(Serialize)]
struct Renewal {
    policy_id: i64,
    policy_number: String,
    renewal_date: DateTime<Utc>,
    premium: Money,
    currency: Currency,
}

impl From<policies::Model> for Renewal {
    fn from(row: policies::Model) -> Self {
        Self {
            policy_id: row.id,
            policy_number: row.policy_number,
            renewal_date: row.renewal_date,
            premium: row.premium,
            currency: row.currency,
        }
    }
}

/// The module's fields: amounts without a currency are in that of the house.
pub async fn summary(caller: &Caller) -> Result<Fields> {
    let main = &Settings::of(caller.app())?.currency;
    let (db, now) = (caller.db(), caller.app().clock.now());
    let coverages = policies::coverage(db, caller.user_id).await?;
    let open = claim::store::open_of_owner(db, caller.user_id).await?;
    let next = policies::next_renewals(db, caller.user_id, now, MOST).await?;
    let renewals = next.iter().filter(|row| row.renewal_date < now + AHEAD).cloned().map(Renewal::from);
    let covered = coverages.iter().find(|(currency, ..)| currency == main).map(|(_, amount, _)| *amount);
    let asked = open.iter().find(|(currency, ..)| currency == main).map(|(.., amount)| *amount);
    let coverages =
        coverages.into_iter().map(|(currency, amount, policies)| Coverage { currency, amount, policies });
    Ok(vec![
        ("coverage", to_raw_value(&covered.unwrap_or_default())?),
        ("coverages", to_raw_value(&coverages.collect::<Vec<_>>())?),
        ("open_claims", to_raw_value(&open.iter().map(|(_, count, _)| count).sum::<i64>())?),
        ("open_claims_amount", to_raw_value(&asked.unwrap_or_default())?),
        ("renewals", to_raw_value(&renewals.collect::<Vec<_>>())?),
        ("next_renewal", to_raw_value(&next.into_iter().next().map(Renewal::from))?),
    ])
}
