//! Lines in the database.
use kernel::{Money, Result};
use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use crate::invoice::extracted::Line;

/// A line.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_lines")]
#[expect(missing_docs, reason = "see extracted::Line")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub invoice_id: i64,
    pub position: i64,
    pub description: Option<String>,
    pub code: Option<String>,
    pub hsn_code: Option<String>,
    pub quantity: Option<Money>,
    pub unit: Option<String>,
    pub unit_price: Option<Money>,
    pub discount: Option<Money>,
    pub tax_rate: Option<Money>,
    pub tax_amount: Option<Money>,
    pub net_amount: Option<Money>,
    pub total_amount: Option<Money>,
    pub confidence: Option<f64>,
    pub page: Option<i64>,
    pub area: Option<String>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(invoice_id: i64, position: i64, line: &Line) -> Result<ActiveModel> {
    Ok(ActiveModel {
        invoice_id: Set(invoice_id),
        position: Set(position),
        description: Set(line.description.clone()),
        code: Set(line.code.clone()),
        hsn_code: Set(line.hsn_code.clone()),
        quantity: Set(line.quantity),
        unit: Set(line.unit.clone()),
        unit_price: Set(line.unit_price),
        discount: Set(line.discount),
        tax_rate: Set(line.gst_rate),
        tax_amount: Set(line.gst_amount),
        net_amount: Set(line.taxable_value),
        total_amount: Set(line.total),
        confidence: Set(Some(line.confidence)),
        page: Set(line.page.map(i64::from)),
        area: Set(line.area.map(|area| serde_json::to_string(&area)).transpose()?),
        ..Default::default()
    })
}

/// Writes the lines of these invoices in place of those that were there.
pub async fn replace(db: &impl ConnectionTrait, all: &[(i64, &[Line])]) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let ids = all.iter().map(|(id, _)| *id);
    Entity::delete_many().filter(Column::InvoiceId.is_in(ids)).exec(db).await?;
    let mut rows = vec![];
    for (id, lines) in all {
        for (position, line) in (1..).zip(*lines) {
            rows.push(row(*id, position, line)?);
        }
    }
    for rows in rows.chunks(1_000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The lines of these invoices, in order.
pub async fn of(db: &impl ConnectionTrait, invoices: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::InvoiceId.is_in(invoices.iter().copied()));
    Ok(these.order_by_asc(Column::InvoiceId).order_by_asc(Column::Position).all(db).await?)
}
