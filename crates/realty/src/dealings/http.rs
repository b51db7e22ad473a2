//! A builder's customers over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Listed, Query, Result, Routes, Slice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;
use crate::{permissions::Build, side};

/// Somebody who has dealings with a builder: a booking, a visit, a home kept for him, or a message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BuilderCustomer {
    /// His number as a customer.
    pub id: i64,
    /// His account, for messages to him.
    pub user_id: i64,
    /// His name.
    pub name: String,
    /// His mail address; `null` where the account is gone.
    pub email: Option<String>,
    /// His telephone number.
    pub phone: String,
    /// How many bookings he made with this builder, cancelled ones too.
    pub bookings: i64,
    /// How many of them stand.
    pub active_bookings: i64,
    /// When they first had to do with each other.
    pub since: DateTime<Utc>,
}

/// Which customers.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct CustomerSearch {
    /// A part of the name or the telephone number.
    #[garde(length(chars, max = 100))]
    search: Option<String>,
}

async fn list_builder_customers(
    can: Can<Build>,
    search: Query<CustomerSearch>,
    slice: Query<Slice>,
) -> Result<Listed<BuilderCustomer>> {
    let builder = side::builder(&can, can.db()).await?;
    let Slice { skip, limit } = slice.0;
    let found = store::clients(can.db(), &builder, search.0.search.as_deref(), skip, limit).await?;
    let people = can.app().people(found.iter().map(|one| one.user_id)).await?;
    let total = found.first().map_or(0, |one| one.total as u64);
    let view = |one: store::Client| BuilderCustomer {
        id: one.id,
        user_id: one.user_id,
        name: format!("{} {}", one.first_name, one.last_name).trim().to_owned(),
        email: people.get(&one.user_id).map(|person| person.email.clone()),
        phone: one.phone,
        bookings: one.bookings,
        active_bookings: one.active_bookings,
        since: one.since,
    };
    Ok(Listed { items: found.into_iter().map(view).collect(), total })
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().get(
        "/api/builder/customers",
        list_builder_customers,
        "List the customers who have dealings with you",
    )
}
