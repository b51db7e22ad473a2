//! Accounts of vendors in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{QueryOrder, entity::prelude::*, sea_query::OnConflict};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendor_accounts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub vendor_id: i64,
    /// The IBAN, or the bank's code and the number.
    pub account_key: String,
    /// The IBAN.
    pub iban: Option<String>,
    /// The bank.
    pub bic: Option<String>,
    /// The number, where it is no IBAN.
    pub account_number: Option<String>,
    /// The bank and branch in India.
    pub ifsc: Option<String>,
    /// The invoice that named it first.
    pub first_invoice_id: Option<i64>,
    /// Since when.
    pub first_seen: DateTime<Utc>,
    /// When an invoice named it last.
    pub last_seen: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Remembers these accounts; of known ones, that they were seen again. None twice in one call.
pub async fn remember(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        let mut known = OnConflict::columns([Column::VendorId, Column::AccountKey]);
        Entity::insert_many(rows)
            .on_conflict(known.update_column(Column::LastSeen).to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The accounts of these vendors, the oldest first.
pub async fn of(db: &impl ConnectionTrait, vendors: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::VendorId.is_in(vendors.iter().copied()));
    Ok(these.order_by_asc(Column::Id).all(db).await?)
}
