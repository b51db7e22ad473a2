//! Builders and customers in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use schemars::JsonSchema;
use sea_orm::{Statement, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// How a customer wants to be reached.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PreferredContactMethod {
    #[default]
    Email,
    Phone,
    Both,
}

/// A builder.
pub mod builder {
    use super::*;

    /// A builder.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "realty_builders")]
    #[expect(missing_docs, reason = "the contract names them")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub company_name: String,
        pub license_number: String,
        pub phone: String,
        pub address: String,
        pub website: Option<String>,
        pub description: Option<String>,
        pub logo_url: Option<String>,
        pub rating: f64,
        pub verified: bool,
        pub created_at: DateTime<Utc>,
        pub updated_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[expect(missing_docs, reason = "SeaORM wants it")]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A customer.
pub mod customer {
    use super::*;

    /// A customer.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "realty_customers")]
    #[expect(missing_docs, reason = "the contract names them")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub first_name: String,
        pub last_name: String,
        pub phone: String,
        pub address: Option<String>,
        pub date_of_birth: Option<NaiveDate>,
        pub preferred_contact_method: PreferredContactMethod,
        pub created_at: DateTime<Utc>,
        pub updated_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[expect(missing_docs, reason = "SeaORM wants it")]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// The name for people.
        pub fn name(&self) -> String {
            format!("{} {}", self.first_name, self.last_name).trim().to_owned()
        }
    }
}

/// The builder's profile of an account.
pub async fn builder_of(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<builder::Model>> {
    Ok(builder::Entity::find().filter(builder::Column::UserId.eq(user_id)).one(db).await?)
}

/// The customer's profile of an account.
pub async fn customer_of(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<customer::Model>> {
    Ok(customer::Entity::find().filter(customer::Column::UserId.eq(user_id)).one(db).await?)
}

/// Whether this licence is somebody else's.
pub async fn licence_taken(db: &impl ConnectionTrait, licence: &str, but: Option<i64>) -> Result<bool> {
    let found = builder::Entity::find().filter(builder::Column::LicenseNumber.eq(licence)).one(db).await?;
    Ok(found.is_some_and(|found| Some(found.id) != but))
}

/// These builders, by number.
pub async fn builders(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, builder::Model>> {
    let found =
        builder::Entity::find().filter(builder::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

/// These customers, by number.
pub async fn customers(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, customer::Model>> {
    let found =
        customer::Entity::find().filter(customer::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

/// How many developments a builder has.
pub async fn projects_of(db: &impl ConnectionTrait, builder_id: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM realty_developments WHERE builder_id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [builder_id.into()]);
    let row = db.query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default())
}
