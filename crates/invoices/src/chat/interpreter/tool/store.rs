//! What the tools read of the database. Every query is bound to one batch, and bounded.
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use futures::TryStreamExt;
use kernel::{Money, Result, db::contains, texts::Texts};
use sea_orm::{
    Condition, FromQueryResult, Order as Way, QueryOrder, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func, IntoCondition, SimpleExpr},
};
use serde::Serialize;

use super::super::plan::{Day, Figure, Filter, Group, Missing, Needle, Order};
use crate::{
    check::store as findings,
    invoice::{
        extracted::{Extracted, number_key},
        store::{Column, Entity, InvoiceStatus},
    },
    vendor::store as vendors,
};

/// Confidence below which a reading is doubtful.
pub const DOUBTFUL: f64 = 0.7;
/// Most groups of a figure.
pub const MOST_GROUPS: u64 = 500;
/// Most invoices whose taxes are added up by rate.
pub const MOST_TAXED: u64 = 20_000;

/// One invoice, as answers name it.
#[derive(Clone, Debug, Serialize, FromQueryResult)]
#[expect(missing_docs, reason = "see invoice::store::Model")]
pub struct Row {
    pub id: i64,
    pub filename: String,
    pub status: InvoiceStatus,
    pub failure: Option<String>,
    pub invoice_number: Option<String>,
    pub invoice_date: Option<NaiveDate>,
    pub due_date: Option<NaiveDate>,
    pub vendor_id: Option<i64>,
    pub vendor_name: Option<String>,
    pub total_amount: Option<Money>,
    pub tax_amount: Option<Money>,
    pub taxable_amount: Option<Money>,
    pub amount_due: Option<Money>,
    pub currency: String,
    pub is_flagged: bool,
    pub flag_reasons: Texts,
    pub confidence_score: Option<f64>,
    pub created_at: DateTime<Utc>,
    pub exported_at: Option<DateTime<Utc>>,
}

/// What some invoices of one currency come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromQueryResult)]
pub struct Sums {
    /// Of which group.
    pub name: Option<String>,
    /// In which currency.
    pub currency: String,
    /// How many there are.
    pub count: i64,
    /// How many of them say the figure.
    pub known: i64,
    /// What it sums up to.
    pub amount: Money,
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN))
}

fn column_of(day: Day) -> Column {
    match day {
        Day::Dated => Column::InvoiceDate,
        Day::Due => Column::DueDate,
        Day::Arrived => Column::CreatedAt,
        Day::Approved => Column::ApprovedAt,
        Day::Rejected => Column::RejectedAt,
    }
}

fn named(needle: &Needle) -> Condition {
    let id = needle.id.map(|id| Column::Id.eq(id));
    if needle.only_id {
        return Condition::all().add_option(id);
    }
    let key = number_key(&needle.text);
    let mut named = Condition::any().add_option(id).add(contains(Column::Filename, &needle.text));
    if !key.is_empty() {
        named = named.add(Column::NumberKey.eq(key.clone()));
        // A short number stands within many.
        if key.len() >= 4 {
            named = named.add(contains(Column::NumberKey, &key));
        }
    }
    named
}

/// Whether this is the invoice that is meant, and no other that only looks like it.
pub fn is_meant(row: &Row, needle: &Needle) -> bool {
    let same = |text: &Option<String>| text.as_deref().map(number_key) == Some(number_key(&needle.text));
    same(&row.invoice_number) || row.filename.eq_ignore_ascii_case(&needle.text)
}

fn condition(batch: i64, filter: &Filter, today: NaiveDate) -> Condition {
    let blank = |column: Column| Condition::any().add(column.is_null()).add(column.eq(""));
    let missing = filter.missing.map(|missing| match missing {
        Missing::Number => blank(Column::InvoiceNumber),
        Missing::Vendor => blank(Column::VendorName),
        Missing::Date => Column::InvoiceDate.is_null().into_condition(),
        Missing::DueDate => Column::DueDate.is_null().into_condition(),
        Missing::Total => Column::TotalAmount.is_null().into_condition(),
        Missing::TaxId => Condition::all().add(blank(Column::VendorGstin)).add(blank(Column::VendorTaxId)),
    });
    let mut all = Condition::all()
        .add(Column::BatchId.eq(batch))
        .add_option(filter.flagged.map(|flagged| Column::IsFlagged.eq(flagged)))
        .add_option(
            (!filter.statuses.is_empty()).then(|| Column::Status.is_in(filter.statuses.iter().copied())),
        )
        .add_option((!filter.vendors.is_empty()).then(|| Column::VendorName.is_in(&filter.vendors)))
        .add_option((!filter.ids.is_empty()).then(|| Column::Id.is_in(filter.ids.iter().copied())))
        .add_option(filter.invoice.as_ref().map(named))
        .add_option(filter.above.map(|amount| Column::TotalAmount.gte(amount)))
        .add_option(filter.below.map(|amount| Column::TotalAmount.lte(amount)))
        .add_option(filter.currency.as_ref().map(|code| Column::Currency.eq(code)))
        .add_option(filter.unsure.then(|| Column::ConfidenceScore.lt(DOUBTFUL)))
        .add_option(filter.credit_notes.then(|| Column::Kind.eq("credit_note")))
        .add_option(filter.overdue.then(|| Column::DueDate.lt(today)))
        .add_option(
            filter
                .exported
                .map(|is| if is { Column::ExportedAt.is_not_null() } else { Column::ExportedAt.is_null() }),
        )
        .add_option(missing);
    if filter.duplicates {
        all = all.add(Column::Id.in_subquery(twins()));
    }
    if let Some(period) = &filter.period {
        let column = column_of(filter.day);
        let stamped = !matches!(filter.day, Day::Dated | Day::Due);
        let after = |day: NaiveDate| midnight(day.checked_add_days(Days::new(1)).unwrap_or(day));
        all = if stamped {
            all.add_option(period.from.map(|day| column.gte(midnight(day))))
                .add_option(period.until.map(|day| column.lt(after(day))))
        } else {
            all.add_option(period.from.map(|day| column.gte(day)))
                .add_option(period.until.map(|day| column.lte(day)))
        };
    } else if filter.day == Day::Due && filter.invoice.is_none() {
        all = all.add(Column::DueDate.is_not_null());
    }
    all
}

/// The invoices that a finding calls the twin of another.
fn twins() -> sea_orm::sea_query::SelectStatement {
    use findings::Column as Found;
    let doubled = findings::Entity::find().select_only().column(Found::InvoiceId);
    doubled.filter(Found::OtherInvoiceId.is_not_null()).filter(Found::Stage.eq("duplication")).into_query()
}

fn select(batch: i64, filter: &Filter, today: NaiveDate) -> Select<Entity> {
    Entity::find().filter(condition(batch, filter, today))
}

fn amount_column(figure: Figure) -> SimpleExpr {
    let column = |column: Column| Expr::col(column);
    match figure {
        Figure::Gross => column(Column::TotalAmount),
        Figure::Net => column(Column::TaxableAmount),
        Figure::Tax => column(Column::TaxAmount),
        Figure::Due => Func::coalesce([column(Column::AmountDue), column(Column::TotalAmount)]).into(),
    }
}

fn total(amount: SimpleExpr) -> SimpleExpr {
    Func::coalesce([amount.sum().cast_as("BIGINT"), Expr::value(0_i64)]).into()
}

/// Some invoices in an order, and how many there are in all.
pub async fn rows(
    db: &impl ConnectionTrait,
    (batch, filter, today): (i64, &Filter, NaiveDate),
    order: Option<Order>,
    figure: Figure,
    most: u64,
) -> Result<(Vec<Row>, i64)> {
    let all = select(batch, filter, today);
    let sorted = match order {
        None | Some(Order::Newest) => all.clone(),
        Some(Order::Oldest) => {
            all.clone().filter(Column::InvoiceDate.is_not_null()).order_by_asc(Column::InvoiceDate)
        }
        Some(Order::DueFirst) => all.clone().order_by_asc(Column::DueDate),
        Some(Order::Confidence) => all.clone().order_by_asc(Column::ConfidenceScore),
        Some(way @ (Order::LargestFirst | Order::SmallestFirst)) => {
            let way = if way == Order::LargestFirst { Way::Desc } else { Way::Asc };
            all.clone().filter(amount_column(figure).is_not_null()).order_by(amount_column(figure), way)
        }
    };
    let sorted = match order {
        Some(Order::Newest) => {
            sorted.filter(Column::InvoiceDate.is_not_null()).order_by_desc(Column::InvoiceDate)
        }
        _ => sorted,
    };
    let rows = sorted.order_by_desc(Column::Id).limit(most).into_model::<Row>().all(db).await?;
    let total = if (rows.len() as u64) < most { rows.len() as u64 } else { all.count(db).await? };
    Ok((rows, total as i64))
}

/// What the invoices come to, by currency, and by vendor or status; by nothing else.
pub async fn sums(
    db: &impl ConnectionTrait,
    (batch, filter, today): (i64, &Filter, NaiveDate),
    figure: Figure,
    by: Option<Group>,
) -> Result<Vec<Sums>> {
    let amount = amount_column(figure);
    let mut all = select(batch, filter, today)
        .select_only()
        .column(Column::Currency)
        .column_as(Column::Id.count(), "count")
        .column_as(amount.clone().count(), "known")
        .column_as(total(amount.clone()), "amount")
        .group_by(Column::Currency);
    let by = match by {
        Some(Group::Vendor) => Some(Column::VendorName),
        Some(Group::Status) => Some(Column::Status),
        _ => None,
    };
    all = match by {
        Some(by) => all.column_as(Expr::col(by), "name").group_by(Expr::col(by)),
        None => all.column_as(Expr::cust("NULL"), "name"),
    };
    let all = all.order_by_desc(amount.sum()).order_by_asc(Column::Currency).limit(MOST_GROUPS);
    Ok(all.into_model::<Sums>().all(db).await?)
}

/// What the invoices of each day come to: `name` is the day.
pub async fn daily(
    db: &impl ConnectionTrait,
    scope: (i64, &Filter, NaiveDate),
    figure: Figure,
) -> Result<Vec<(Option<NaiveDate>, Sums)>> {
    #[derive(FromQueryResult)]
    struct Daily {
        day: Option<NaiveDate>,
        currency: String,
        count: i64,
        known: i64,
        amount: Money,
    }
    let amount = amount_column(figure);
    let all = select(scope.0, scope.1, scope.2)
        .select_only()
        .column_as(Column::InvoiceDate, "day")
        .column(Column::Currency)
        .column_as(Column::Id.count(), "count")
        .column_as(amount.clone().count(), "known")
        .column_as(total(amount), "amount")
        .group_by(Column::InvoiceDate)
        .group_by(Column::Currency)
        .order_by_asc(Column::InvoiceDate)
        .order_by_asc(Column::Currency)
        .limit(MOST_TAXED);
    let rows = all.into_model::<Daily>().all(db).await?;
    let split = |row: Daily| {
        let Daily { day, currency, count, known, amount } = row;
        (day, Sums { name: None, currency, count, known, amount })
    };
    Ok(rows.into_iter().map(split).collect())
}

/// What was read of the taxes of each invoice, one after the other: the currency, the taxes, and the totals.
pub async fn taxes<T>(
    db: &(impl ConnectionTrait + sea_orm::StreamTrait),
    scope: (i64, &Filter, NaiveDate),
    start: T,
    mut add: impl FnMut(T, (String, Extracted, Option<Money>, Option<Money>)) -> T,
) -> Result<T> {
    let all = select(scope.0, scope.1, scope.2).select_only();
    let columns = [Column::Currency, Column::Extracted, Column::TaxableAmount, Column::TaxAmount];
    let all = all.columns(columns).order_by_asc(Column::Id).limit(MOST_TAXED);
    type Taxed = (String, Option<String>, Option<Money>, Option<Money>);
    let mut rows = all.into_tuple::<Taxed>().stream(db).await?;
    let mut sum = start;
    while let Some((currency, read, net, tax)) = rows.try_next().await? {
        let read = read.and_then(|read| serde_json::from_str(&read).ok()).unwrap_or_default();
        sum = add(sum, (currency, read, net, tax));
    }
    Ok(sum)
}

/// What the rules found in these invoices, the worst first.
pub async fn reasons(db: &impl ConnectionTrait, ids: &[i64], most: u64) -> Result<Vec<findings::Model>> {
    use findings::Column as Found;
    let these = findings::Entity::find().filter(Found::InvoiceId.is_in(ids.iter().copied()));
    let these = these.filter(Found::Severity.ne(findings::Severity::Info));
    Ok(these.order_by_asc(Found::InvoiceId).order_by_asc(Found::Id).limit(most).all(db).await?)
}

/// How many invoices each rule flagged: the rule's title, and how many.
pub async fn by_reason(
    db: &impl ConnectionTrait,
    scope: (i64, &Filter, NaiveDate),
) -> Result<Vec<(String, i64)>> {
    use findings::Column as Found;
    let these = select(scope.0, scope.1, scope.2).select_only().column(Column::Id).into_query();
    let found = findings::Entity::find().select_only().column(Found::Title);
    let found =
        found.column_as(Found::InvoiceId.count(), "count").filter(Found::InvoiceId.in_subquery(these));
    let found = found.filter(Found::Severity.ne(findings::Severity::Info)).group_by(Found::Title);
    let found = found.order_by_desc(Found::InvoiceId.count()).order_by_asc(Found::Title).limit(MOST_GROUPS);
    Ok(found.into_tuple().all(db).await?)
}

/// Pairs that may be one invoice: the invoice, its twin, and what the rule says.
pub async fn twins_of(
    db: &impl ConnectionTrait,
    scope: (i64, &Filter, NaiveDate),
    most: u64,
) -> Result<Vec<findings::Model>> {
    use findings::Column as Found;
    let these = select(scope.0, scope.1, scope.2).select_only().column(Column::Id).into_query();
    let found = findings::Entity::find().filter(Found::InvoiceId.in_subquery(these));
    let found = found.filter(Found::OtherInvoiceId.is_not_null()).filter(Found::Stage.eq("duplication"));
    Ok(found.order_by_desc(Found::Confidence).order_by_asc(Found::InvoiceId).limit(most).all(db).await?)
}

/// These invoices, if the caller may see them: `owner` is whose, or anybody's.
pub async fn visible(db: &impl ConnectionTrait, ids: &[i64], owner: Option<i64>) -> Result<Vec<Row>> {
    let mut these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    if let Some(owner) = owner {
        these = these.filter(Column::CreatedBy.eq(owner));
    }
    Ok(these.into_model::<Row>().all(db).await?)
}

/// The vendors of these invoices, the riskiest first.
pub async fn risks(
    db: &impl ConnectionTrait,
    scope: (i64, &Filter, NaiveDate),
    most: u64,
) -> Result<Vec<vendors::Model>> {
    use vendors::Column as Vendor;
    let these = select(scope.0, scope.1, scope.2).select_only().column(Column::VendorId);
    let these = these.filter(Column::VendorId.is_not_null()).into_query();
    let found = vendors::Entity::find().filter(Vendor::Id.in_subquery(these));
    Ok(found.order_by_desc(Vendor::RiskScore).order_by_asc(Vendor::Id).limit(most).all(db).await?)
}

/// The names of the vendors in a batch.
pub async fn names(db: &impl ConnectionTrait, batch: i64, most: u64) -> Result<Vec<String>> {
    let all = Entity::find().select_only().column(Column::VendorName).filter(Column::BatchId.eq(batch));
    let all = all.filter(Column::VendorName.is_not_null()).distinct().order_by_asc(Column::VendorName);
    Ok(all.limit(most).into_tuple::<String>().all(db).await?)
}
