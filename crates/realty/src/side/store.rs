//! The caller's profile, which decides what he may see.
use kernel::{Caller, Error, Result, Role};
use sea_orm::ConnectionTrait;

use crate::profile::store::{self, builder, customer};

/// A builder with his profile, or a customer with his.
#[derive(Clone, Debug)]
pub enum Side {
    /// Sees his own developments and the customers who deal with them.
    Builder(builder::Model),
    /// Sees himself.
    Customer(customer::Model),
}

impl Side {
    /// Of this caller: 403 for whoever has no profile.
    pub async fn of(caller: &Caller, db: &impl ConnectionTrait) -> Result<Self> {
        match caller.role {
            Role::Builder => Ok(Self::Builder(builder(caller, db).await?)),
            Role::Customer => Ok(Self::Customer(customer(caller, db).await?)),
            _ => Err(Error::forbidden("Only builders and their customers have developments and homes.")),
        }
    }

    /// The builder's number, where it is one.
    pub fn builder_id(&self) -> Option<i64> {
        match self {
            Self::Builder(builder) => Some(builder.id),
            Self::Customer(_) => None,
        }
    }

    /// The customer's number, where it is one.
    pub fn customer_id(&self) -> Option<i64> {
        match self {
            Self::Builder(_) => None,
            Self::Customer(customer) => Some(customer.id),
        }
    }
}

/// The caller's profile as a builder: 403 where he has none.
pub async fn builder(caller: &Caller, db: &impl ConnectionTrait) -> Result<builder::Model> {
    let none = || Error::forbidden("Builder not found");
    store::builder_of(db, caller.user_id).await?.ok_or_else(none)
}

/// The caller's profile as a customer: 403 where he has none.
pub async fn customer(caller: &Caller, db: &impl ConnectionTrait) -> Result<customer::Model> {
    let none =
        || Error::forbidden("Customer not found: fill in your profile first (PUT /api/realty/profile).");
    store::customer_of(db, caller.user_id).await?.ok_or_else(none)
}
