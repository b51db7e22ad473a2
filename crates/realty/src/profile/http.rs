//! Profiles over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Error, One, Path, Result, Role, Routes, Valid, Visitor, people::Profile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{self, PreferredContactMethod, builder, customer},
};
use crate::permissions::{Build, Buy, TakePart};

/// What a builder says of himself.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
pub struct BuilderProfile {
    /// The company.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) company_name: String,
    /// The number of its licence, unique in the house.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) license_number: String,
    /// A telephone number.
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) phone: String,
    /// Where it sits.
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) address: String,
    /// Its pages.
    #[garde(length(chars, max = 255))]
    pub(crate) website: Option<String>,
    /// What it builds.
    #[garde(length(chars, max = 5000))]
    pub(crate) description: Option<String>,
    /// Its mark, as a picture's address.
    #[garde(length(chars, max = 500))]
    pub(crate) logo_url: Option<String>,
}

/// What a customer says of himself.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
pub struct CustomerProfile {
    /// The first name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) first_name: String,
    /// The last name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) last_name: String,
    /// A telephone number.
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) phone: String,
    /// Where he lives.
    #[garde(length(chars, max = 1000))]
    pub(crate) address: Option<String>,
    /// His birthday.
    #[garde(skip)]
    pub(crate) date_of_birth: Option<NaiveDate>,
    /// How he wants to be reached.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) preferred_contact_method: PreferredContactMethod,
}

/// A builder, as everybody may see him.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Builder {
    pub company_name: String,
    pub license_number: String,
    pub phone: String,
    pub address: String,
    pub website: Option<String>,
    pub description: Option<String>,
    pub logo_url: Option<String>,
    pub id: i64,
    /// His account, for messages to him.
    pub user_id: i64,
    /// Of five.
    pub rating: f64,
    /// How many developments he has.
    pub total_projects: i64,
    pub verified: bool,
    pub created_at: DateTime<Utc>,
}

impl Builder {
    /// With the number of his developments.
    pub fn of(row: builder::Model, total_projects: i64) -> Self {
        Self {
            company_name: row.company_name,
            license_number: row.license_number,
            phone: row.phone,
            address: row.address,
            website: row.website,
            description: row.description,
            logo_url: row.logo_url,
            id: row.id,
            user_id: row.user_id,
            rating: row.rating,
            total_projects,
            verified: row.verified,
            created_at: row.created_at,
        }
    }
}

/// A customer, as he and his builders see him.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Customer {
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub address: Option<String>,
    pub date_of_birth: Option<NaiveDate>,
    pub preferred_contact_method: PreferredContactMethod,
    pub id: i64,
    /// His account, for messages to him.
    pub user_id: i64,
    pub created_at: DateTime<Utc>,
}

impl From<customer::Model> for Customer {
    fn from(row: customer::Model) -> Self {
        Self {
            first_name: row.first_name,
            last_name: row.last_name,
            phone: row.phone,
            address: row.address,
            date_of_birth: row.date_of_birth,
            preferred_contact_method: row.preferred_contact_method,
            id: row.id,
            user_id: row.user_id,
            created_at: row.created_at,
        }
    }
}

/// One's own profile: one of the two, or neither yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MyProfile {
    /// Of a builder.
    pub builder: Option<Builder>,
    /// Of a customer.
    pub customer: Option<Customer>,
}

async fn get_my_profile(can: Can<TakePart>) -> Result<One<MyProfile>> {
    let builder = match can.role {
        Role::Builder => store::builder_of(can.db(), can.user_id).await?,
        _ => None,
    };
    let builder = match builder {
        Some(row) => {
            let projects = store::projects_of(can.db(), row.id).await?;
            Some(Builder::of(row, projects))
        }
        None => None,
    };
    let customer = match can.role {
        Role::Customer => store::customer_of(can.db(), can.user_id).await?.map(Into::into),
        _ => None,
    };
    Ok(One(MyProfile { builder, customer }))
}

async fn save_builder_profile(can: Can<Build>, body: Valid<BuilderProfile>) -> Result<One<Builder>> {
    let change = can.change().await?;
    let row = commands::save_builder(&change, can.user_id, body.0).await?;
    let projects = store::projects_of(change.db(), row.id).await?;
    let made = Profile { user_id: can.user_id, kind: "builder".into(), id: row.id };
    commands::finish(change, made).await?;
    Ok(One(Builder::of(row, projects)))
}

async fn save_customer_profile(can: Can<Buy>, body: Valid<CustomerProfile>) -> Result<One<Customer>> {
    let change = can.change().await?;
    let row = commands::save_customer(&change, can.user_id, body.0).await?;
    let made = Profile { user_id: can.user_id, kind: "customer".into(), id: row.id };
    commands::finish(change, made).await?;
    Ok(One(row.into()))
}

async fn get_builder(visitor: Visitor, id: Path<i64>) -> Result<One<Builder>> {
    let db = visitor.app().db.read();
    let row = store::builders(db, &[id.0]).await?.remove(&id.0);
    let row = row.ok_or_else(|| Error::not_found("Builder not found"))?;
    let projects = store::projects_of(db, row.id).await?;
    Ok(One(Builder::of(row, projects)))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/realty/profile", get_my_profile, "Get your profile as a builder or a customer")
        .put("/api/realty/profile/builder", save_builder_profile, "Write your profile as a builder")
        .put("/api/realty/profile/customer", save_customer_profile, "Write your profile as a customer")
        .get("/api/builders/{id}", get_builder, "Get a builder")
}
