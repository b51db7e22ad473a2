//! Findings in the database, and the facts that rules look at.
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Money, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, FromQueryResult, QueryOrder, QuerySelect, entity::prelude::*, sea_query::SimpleExpr,
};
use serde::{Deserialize, Serialize};

use super::{
    history,
    model::{Facts, Finding, House, Named, Other, VendorFacts},
};
use crate::{
    invoice::{
        extracted::{Columns, Extracted, Line},
        store::{self as invoices, Stage},
    },
    pipeline::line::store as lines,
    settings::Settings,
    vendor::{
        account::store as accounts,
        alias::store as aliases,
        model::{Sender, name_key},
        store as vendors,
    },
    words::words,
};

words! {
    /// How bad a finding is.
    #[derive(PartialOrd, Ord)]
    #[schemars(rename = "FindingSeverity")]
    Severity { Info, Warning, Error }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_findings")]
#[expect(missing_docs, reason = "see model::Finding")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub invoice_id: i64,
    pub rule: String,
    pub stage: Stage,
    pub severity: Severity,
    pub title: String,
    pub message: String,
    pub source: Option<String>,
    pub field: Option<String>,
    pub page: Option<i64>,
    pub area: Option<String>,
    pub confidence: Option<f64>,
    pub other_invoice_id: Option<i64>,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(invoice_id: i64, finding: &Finding, now: DateTime<Utc>) -> Result<ActiveModel> {
    Ok(ActiveModel {
        invoice_id: Set(invoice_id),
        rule: Set(finding.rule.clone()),
        stage: Set(finding.stage),
        severity: Set(finding.severity),
        title: Set(finding.title.clone()),
        message: Set(finding.message.clone()),
        source: Set(finding.source.clone()),
        field: Set(finding.field.clone()),
        page: Set(finding.page.map(i64::from)),
        area: Set(finding.area.map(|area| serde_json::to_string(&area)).transpose()?),
        confidence: Set(finding.confidence),
        other_invoice_id: Set(finding.other_invoice_id),
        created_at: Set(now),
        ..Default::default()
    })
}

impl From<Model> for Finding {
    fn from(row: Model) -> Self {
        Self {
            rule: row.rule,
            stage: row.stage,
            severity: row.severity,
            title: row.title,
            message: row.message,
            source: row.source,
            field: row.field,
            page: row.page.and_then(|page| page.try_into().ok()),
            area: row.area.and_then(|area| serde_json::from_str(&area).ok()),
            confidence: row.confidence,
            other_invoice_id: row.other_invoice_id,
            recommendation: None,
            action: None,
        }
        .advised()
    }
}

/// Writes the findings of these invoices in place of those that were there.
pub async fn replace(db: &impl ConnectionTrait, all: &[(i64, &[Finding])], now: DateTime<Utc>) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let ids = all.iter().map(|(id, _)| *id);
    Entity::delete_many().filter(Column::InvoiceId.is_in(ids)).exec(db).await?;
    let one_by_one = all.iter().flat_map(|(id, findings)| findings.iter().map(|finding| (*id, finding)));
    add(db, &one_by_one.collect::<Vec<_>>(), now).await
}

/// Adds findings to those that are there.
pub async fn add(db: &impl ConnectionTrait, all: &[(i64, &Finding)], now: DateTime<Utc>) -> Result<()> {
    let mut rows = Vec::with_capacity(all.len());
    for (id, finding) in all {
        rows.push(row(*id, finding, now)?);
    }
    for rows in rows.chunks(1_000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The findings of an invoice, the worst first.
pub async fn of(db: &impl ConnectionTrait, invoice_id: i64) -> Result<Vec<Finding>> {
    let all =
        Entity::find().filter(Column::InvoiceId.eq(invoice_id)).order_by_asc(Column::Id).all(db).await?;
    let mut findings = all.into_iter().map(Finding::from).collect::<Vec<_>>();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(findings)
}

/// All that the rules may look at, loaded once for an invoice by a few queries over indexes.
pub async fn facts(
    db: &impl ConnectionTrait,
    row: &invoices::Model,
    read: &Extracted,
    text: &str,
    today: NaiveDate,
    settings: &Settings,
) -> Result<Facts> {
    let columns = Columns::of(read);
    let vendor = vendor(db, &columns).await?;
    let vendor_id = vendor.as_ref().map(|vendor| vendor.id);
    Ok(Facts {
        invoice_id: row.id,
        sha256: row.sha256.clone(),
        others: others(db, row.id, &row.sha256, vendor_id, &columns).await?,
        sharers: sharers(db, vendor_id, &columns).await?,
        namesakes: if vendor.is_none() { namesakes(db, &columns).await? } else { vec![] },
        read: read.clone(),
        columns,
        today,
        house_currency: settings.currency.to_string(),
        approval_limit: settings.four_eyes_from,
        text: text.to_owned(),
        evidence: read.evidence.clone(),
        house: House { names: settings.own_names.clone(), tax_ids: settings.own_tax_ids.clone() },
        vendor,
    })
}

/// The vendor who sent an invoice, if he is known already.
pub async fn vendor(db: &impl ConnectionTrait, columns: &Columns) -> Result<Option<VendorFacts>> {
    let sender = sender(columns);
    let found = vendors::Entity::find().filter(vendors::Column::KnownAs.is_in(sender.keys())).all(db).await?;
    let best = found.iter().find(|row| Some(&row.known_as) == sender.known_as().as_ref());
    let Some(row) = best.or(found.first()) else { return Ok(None) };
    let mut known = accounts::of(db, &[row.id]).await?;
    known.sort_by_key(|account| (account.last_seen, account.id));
    let names = aliases::of(db, row.id).await?.into_iter().map(|alias| alias.name);
    Ok(Some(VendorFacts {
        id: row.id,
        name: row.name.clone(),
        names: row.legal_name.clone().into_iter().chain(names).collect(),
        blacklisted: row.is_blacklisted.then(|| row.blacklist_reason.clone().unwrap_or_default()),
        invoices: row.total_invoices,
        accounts: known.into_iter().map(|account| account.account_key).collect(),
    }))
}

/// So many vendors of one account or name are named.
const NAMED: u64 = 10;

/// Other vendors who asked to be paid to the account of this invoice.
async fn sharers(db: &impl ConnectionTrait, vendor: Option<i64>, columns: &Columns) -> Result<Vec<Named>> {
    let Some(key) = columns.account_key.as_deref() else { return Ok(vec![]) };
    let these = accounts::Entity::find().filter(accounts::Column::AccountKey.eq(key));
    let others =
        these.filter(accounts::Column::VendorId.ne(vendor.unwrap_or_default())).limit(NAMED).all(db).await?;
    let others = others.into_iter().map(|account| account.vendor_id).collect();
    named(db, others, vendor.is_none().then_some(columns)).await
}

/// Vendors of the name of this invoice's, who himself is not known.
async fn namesakes(db: &impl ConnectionTrait, columns: &Columns) -> Result<Vec<Named>> {
    let Some(key) = columns.vendor_name.as_deref().map(name_key).filter(|key| !key.is_empty()) else {
        return Ok(vec![]);
    };
    let these = aliases::Entity::find().filter(aliases::Column::NameKey.eq(key)).limit(NAMED).all(db).await?;
    named(db, these.into_iter().map(|alias| alias.vendor_id).collect(), Some(columns)).await
}

/// Vendors in short. The sender whom nobody knew a moment ago may have been entered since, with another invoice of his
/// that is read at the same time: he is no other vendor.
async fn named(db: &impl ConnectionTrait, ids: Vec<i64>, unknown: Option<&Columns>) -> Result<Vec<Named>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let own = unknown.map(sender).map_or_else(Vec::new, |sender| sender.keys());
    let these = vendors::Entity::find().filter(vendors::Column::Id.is_in(ids));
    let these = these.filter(vendors::Column::KnownAs.is_not_in(own)).order_by_asc(vendors::Column::Id);
    let short = |row: vendors::Model| Named { id: row.id, name: row.name, tax_id: row.gstin.or(row.tax_id) };
    Ok(these.all(db).await?.into_iter().map(short).collect())
}

/// Who sent an invoice, by its columns.
pub fn sender(columns: &Columns) -> Sender {
    Sender {
        name: columns.vendor_name.clone(),
        gstin: columns.vendor_gstin.clone(),
        tax_id: columns.vendor_tax_id.clone(),
    }
}

/// How many invoices of one vendor the rules look back on, and how many of others.
const LOOK_BACK: u64 = 300;

/// What of an earlier invoice the rules look at: never the whole of what was read.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    batch_id: i64,
    status: invoices::InvoiceStatus,
    vendor_id: Option<i64>,
    vendor_name: Option<String>,
    invoice_number: Option<String>,
    number_key: Option<String>,
    invoice_date: Option<NaiveDate>,
    total_amount: Option<Money>,
    currency: String,
    sha256: String,
    irn: Option<String>,
    account_key: Option<String>,
    kind: Option<String>,
    buyer_tax_id: Option<String>,
}

/// The latest earlier invoices of which this is true.
async fn earlier(db: &impl ConnectionTrait, invoice_id: i64, such: SimpleExpr) -> Result<Vec<Row>> {
    use invoices::Column::{
        AccountKey, BatchId, BuyerTaxId, Currency, Id, InvoiceDate, InvoiceNumber, Irn, Kind, NumberKey,
        Sha256, Status, TotalAmount, VendorId, VendorName,
    };
    let columns = [
        Id,
        BatchId,
        Status,
        VendorId,
        VendorName,
        InvoiceNumber,
        NumberKey,
        InvoiceDate,
        TotalAmount,
        Currency,
        Sha256,
        Irn,
        AccountKey,
        Kind,
        BuyerTaxId,
    ];
    let these =
        invoices::Entity::find().select_only().columns(columns).filter(such).filter(Id.ne(invoice_id));
    Ok(these.order_by_desc(Id).limit(LOOK_BACK).into_model::<Row>().all(db).await?)
}

/// Earlier invoices that may be the same as this one, or tell what is usual of its vendor: the latest first. One
/// query for each index: no planner finds its way through all of them at once.
pub async fn others(
    db: &impl ConnectionTrait,
    invoice_id: i64,
    sha256: &str,
    vendor: Option<i64>,
    columns: &Columns,
) -> Result<Vec<Other>> {
    use invoices::Column::{Irn, NumberKey, Sha256, TotalAmount, VendorId};
    let same = [
        Some(Sha256.eq(sha256)),
        columns.number_key.as_deref().map(|key| NumberKey.eq(key)),
        columns.irn.as_deref().map(|irn| Irn.eq(irn)),
        columns.total_amount.filter(|total| *total != Money::ZERO).map(|total| TotalAmount.eq(total)),
        vendor.map(|vendor| VendorId.eq(vendor)),
    ];
    let queries = same.into_iter().flatten().map(|such| earlier(db, invoice_id, such));
    let mut found = futures::future::try_join_all(queries).await?.into_iter().flatten().collect::<Vec<_>>();
    let mut seen = HashSet::new();
    found.retain(|row| seen.insert(row.id));
    found.sort_by_key(|row| std::cmp::Reverse(row.id));
    let mut lines = lines_of(db, compared(&found, vendor, columns)).await?;
    Ok(found.into_iter().map(|row| other(row, &mut lines)).collect())
}

/// Of how many earlier invoices the lines are compared: the latest of the vendor, for his prices, and those of about
/// the same total, which may be the same.
const LATEST: usize = 8;
const ALIKE: usize = 12;

fn compared(found: &[Row], vendor: Option<i64>, columns: &Columns) -> Vec<i64> {
    let his = || found.iter().filter(|row| vendor.is_some() && row.vendor_id == vendor);
    let near = |row: &&Row| {
        let totals = (columns.total_amount, row.total_amount);
        matches!(totals, (Some(a), Some(b)) if history::within_one_percent(a, b))
    };
    let alike = found.iter().filter(near).take(ALIKE);
    let mut ids: Vec<i64> = his().take(LATEST).chain(alike).map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn lines_of(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<HashMap<i64, Vec<Line>>> {
    let mut by_invoice: HashMap<i64, Vec<Line>> = HashMap::new();
    if ids.is_empty() {
        return Ok(by_invoice);
    }
    for row in lines::of(db, &ids).await? {
        by_invoice.entry(row.invoice_id).or_default().push(Line {
            description: row.description,
            code: row.code,
            hsn_code: row.hsn_code,
            quantity: row.quantity,
            unit: row.unit,
            unit_price: row.unit_price,
            discount: row.discount,
            gst_rate: row.tax_rate,
            gst_amount: row.tax_amount,
            taxable_value: row.net_amount,
            total: row.total_amount,
            ..Default::default()
        });
    }
    Ok(by_invoice)
}

fn other(row: Row, lines: &mut HashMap<i64, Vec<Line>>) -> Other {
    Other {
        lines: lines.remove(&row.id).unwrap_or_default(),
        id: row.id,
        batch_id: row.batch_id,
        status: row.status,
        vendor_id: row.vendor_id,
        vendor_name: row.vendor_name,
        number: row.invoice_number,
        number_key: row.number_key,
        date: row.invoice_date,
        total: row.total_amount,
        currency: row.currency,
        sha256: row.sha256,
        irn: row.irn,
        account_key: row.account_key,
        kind: row.kind,
        buyer_tax_id: row.buyer_tax_id,
    }
}
