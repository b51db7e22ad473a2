//! Documents in the database.
use std::collections::HashMap;

use kernel::Result;
use sea_orm::{QuerySelect, entity::prelude::*, sea_query::OnConflict};

/// What a file said.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_documents")]
pub struct Model {
    /// Which invoice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: i64,
    /// Its plain text.
    pub text: String,
    /// Its pages with the place of every word, as JSON.
    pub pages: Option<String>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the file of this invoice said.
pub async fn of(db: &impl ConnectionTrait, invoice_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(invoice_id).one(db).await?)
}

/// Its plain text alone.
pub async fn text_of(db: &impl ConnectionTrait, invoice_id: i64) -> Result<Option<String>> {
    let text = Entity::find_by_id(invoice_id).select_only().column(Column::Text).into_tuple();
    Ok(text.one(db).await?)
}

/// The pages of several invoices are learned from together, but no more than this, bytes.
const MOST: usize = 12 << 20;

/// The pages of these invoices as JSON, in the same order; `None` where there are none, or too much by then.
pub async fn pages_of(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Option<String>>> {
    let these = Entity::find().filter(Column::InvoiceId.is_in(ids.iter().copied()));
    let rows = these.select_only().column(Column::InvoiceId).column(Column::Pages);
    let rows: Vec<(i64, Option<String>)> = rows.into_tuple().all(db).await?;
    let mut pages: HashMap<i64, Option<String>> = rows.into_iter().collect();
    let mut bytes = 0;
    let one = |id: &i64| {
        let pages = pages.remove(id).flatten()?;
        bytes += pages.len();
        (bytes <= MOST).then_some(pages)
    };
    Ok(ids.iter().map(one).collect())
}

/// Keeps these, in place of what was known.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<()> {
    for rows in rows.chunks(400) {
        let mut known = OnConflict::column(Column::InvoiceId);
        Entity::insert_many(rows.iter().map(|row| ActiveModel::from(row.clone())))
            .on_conflict(known.update_columns([Column::Text, Column::Pages]).to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
