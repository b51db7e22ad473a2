//! From what the tools found to words, figures and links.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    plan::{Figure, Group, Measure, Plan},
    say::{amount, count, joined, plain, rate},
    tool::{
        Outcome, average,
        rate::RateSum,
        store::{Row, Sums},
    },
};
use crate::{check::store::Model as Found, invoice::store::InvoiceStatus, vendor::store::Model as Vendor};

/// The figures of an answer, apart from its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Data {
    /// What they are about, in words.
    pub query: String,
    /// How many there are in all; an answer names the first of them.
    pub total: i64,
    /// The figures.
    pub rows: Vec<DataRow>,
}

/// One line of them. What does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DataRow {
    /// An invoice, a vendor, a month, a rate.
    pub label: String,
    /// The invoice.
    pub invoice_id: Option<i64>,
    /// The other invoice of a pair.
    pub other_invoice_id: Option<i64>,
    /// The vendor.
    pub vendor_id: Option<i64>,
    /// The name of the vendor.
    pub vendor_name: Option<String>,
    /// In which currency the amounts are.
    pub currency: Option<String>,
    /// The figure that was asked for; of an invoice its total.
    pub amount: Option<Money>,
    /// The same at the time to compare with.
    pub amount_before: Option<Money>,
    /// Before tax, where tax is asked for by rate.
    pub taxable_amount: Option<Money>,
    /// How many invoices.
    pub count: Option<i64>,
    /// The same at the time to compare with.
    pub count_before: Option<i64>,
    /// In percent.
    pub rate: Option<Money>,
    /// Where an invoice stands.
    pub status: Option<InvoiceStatus>,
    /// Its date.
    pub invoice_date: Option<NaiveDate>,
    /// When it is to be paid.
    pub due_date: Option<NaiveDate>,
    /// Whether it is doubtful.
    pub is_flagged: Option<bool>,
    /// Why.
    pub reasons: Vec<String>,
    /// How sure one may be, from 0 to 1.
    pub confidence: Option<f64>,
    /// The risk of a vendor, from 0 to 100.
    pub risk_score: Option<f64>,
}

/// An answer in the making.
#[derive(Debug, Default)]
pub struct Reply {
    /// The words.
    pub text: String,
    /// The figures.
    pub data: Data,
    /// The invoices that it speaks of: id and label.
    pub links: Vec<(i64, String)>,
}

/// Says what was found.
pub fn reply(plan: &Plan, outcome: &Outcome, whole: i64, today: NaiveDate) -> Reply {
    let mut reply = Reply { data: Data { query: plan.words(today), ..Data::default() }, ..Reply::default() };
    match outcome {
        Outcome::Rows { rows, total, sums } => reply.rows(plan, rows, (*total, whole), sums, today),
        Outcome::Sums { now, before } => reply.sums(plan, now, before.as_deref(), today),
        Outcome::Rates(rates) => reply.rates(plan, rates, today),
        Outcome::Reasons(reasons) => reply.reasons(reasons),
        Outcome::Explained { rows, total, found } => reply.explained(plan, rows, *total, found, today),
        Outcome::Twins { found, rows } => reply.twins(found, rows),
        Outcome::Risks(vendors) => reply.risks(vendors),
    }
    reply
}

/// How people call an invoice.
pub fn label(row: &Row) -> String {
    row.invoice_number
        .clone()
        .filter(|number| !number.trim().is_empty())
        .unwrap_or_else(|| row.filename.clone())
}

impl Reply {
    fn line(&mut self, text: impl AsRef<str>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.as_ref());
    }

    /// The invoice as a link, which the answer then has.
    fn link(&mut self, row: &Row) -> String {
        let label = label(row);
        let link = format!("[{}](/invoices/{})", plain(&label), row.id);
        if !self.links.iter().any(|(id, _)| *id == row.id) {
            self.links.push((row.id, label));
        }
        link
    }

    fn name(&mut self, row: &Row, figure: Figure) -> String {
        let mut parts = vec![self.link(row)];
        parts.extend(row.vendor_name.as_deref().map(plain));
        parts.extend(shown(row, figure).map(|it| amount(it, &row.currency)));
        parts.join(" · ")
    }

    fn datum(row: &Row, figure: Figure) -> DataRow {
        DataRow {
            label: label(row),
            invoice_id: Some(row.id),
            vendor_id: row.vendor_id,
            vendor_name: row.vendor_name.clone(),
            currency: Some(row.currency.clone()),
            amount: shown(row, figure),
            status: Some(row.status),
            invoice_date: row.invoice_date,
            due_date: row.due_date,
            is_flagged: Some(row.is_flagged),
            reasons: why(row),
            confidence: row.confidence_score,
            ..DataRow::default()
        }
    }

    fn rows(
        &mut self,
        plan: &Plan,
        rows: &[Row],
        (total, whole): (i64, i64),
        sums: &[Sums],
        today: NaiveDate,
    ) {
        let figure = match plan.measure {
            Measure::Largest(figure) | Measure::Smallest(figure) => figure,
            _ if plan.filter.day == super::plan::Day::Due => Figure::Due,
            _ => Figure::Gross,
        };
        self.data.total = total;
        let filter = plan.filter.words(today);
        let those = if filter.is_empty() { String::new() } else { format!(" {filter}") };
        if rows.is_empty() {
            return self
                .line(format!("There are no invoices{those} in this batch of {}.", count(whole, "invoice")));
        }
        match plan.measure {
            Measure::Largest(_) | Measure::Smallest(_) => {
                let way = if matches!(plan.measure, Measure::Largest(_)) { "largest" } else { "smallest" };
                let many = if rows.len() == 1 {
                    "The invoice".into()
                } else {
                    format!("The {} invoices", rows.len())
                };
                self.line(format!("{many} with the {way} {}{}:", figure.words(), those));
                let mixed = sums.len() > 1;
                if mixed {
                    self.line("Amounts of several currencies are compared by their number only; name a currency to compare within it.");
                }
            }
            _ if plan.most.is_some() => {
                self.line(format!("The first {} of {}{those}:", rows.len(), count(total, "invoice")))
            }
            _ => {
                let sum = sums
                    .iter()
                    .filter(|sum| sum.known > 0)
                    .map(|sum| amount(sum.amount, &sum.currency))
                    .collect::<Vec<_>>();
                let sum = if sum.is_empty() { String::new() } else { format!(", {} in all", joined(&sum)) };
                let verb = if total == 1 { "is" } else { "are" };
                let of = if filter.is_empty() { String::new() } else { format!(" of {whole}") };
                self.line(format!("There {verb} {}{of}{those}{sum}:", count(total, "invoice")));
            }
        }
        for row in rows {
            let mut text = format!("- {}", self.name(row, figure));
            if plan.filter.day == super::plan::Day::Due || plan.filter.overdue {
                text.extend(row.due_date.map(|day| format!(" · due {day}")));
            }
            if plan.filter.unsure {
                text.extend(row.confidence_score.map(|score| format!(" · confidence {score:.2}")));
            }
            text.push_str(&standing(row));
            self.line(text);
            self.data.rows.push(Self::datum(row, figure));
        }
        if plan.most.is_none() && total > rows.len() as i64 {
            self.line(format!("and {} more.", total - rows.len() as i64));
        }
    }

    fn sums(&mut self, plan: &Plan, now: &[Sums], before: Option<&[Sums]>, today: NaiveDate) {
        let (figure, averages) = match plan.measure {
            Measure::Average(figure) => (Some(figure), true),
            Measure::Sum(figure) => (Some(figure), false),
            _ => (None, false),
        };
        self.data.total = now.iter().map(|sum| sum.count).sum();
        let now =
            if figure.is_none() && plan.group != Some(Group::Currency) { merged(now) } else { now.to_vec() };
        let before = before.map(|all| {
            if figure.is_none() && plan.group != Some(Group::Currency) { merged(all) } else { all.to_vec() }
        });
        let filter = plan.filter.words(today);
        let of = if filter.is_empty() {
            "the invoices of this batch".to_owned()
        } else {
            format!("the invoices {filter}")
        };
        let groups = now.iter().map(|sum| &sum.name).collect::<std::collections::BTreeSet<_>>().len();
        match (figure, plan.group) {
            (None, Some(Group::Vendor)) => {
                self.line(format!("{} in {of}; invoices of each:", count(groups as i64, "vendor")));
            }
            (None, Some(group)) => self.line(format!("Number of {of} by {}:", group.words())),
            (None, None) => {}
            (Some(figure), group) => {
                let what =
                    if averages { format!("Average {}", figure.words()) } else { capital(figure.words()) };
                let by = group.map(|group| format!(" by {}", group.words())).unwrap_or_default();
                self.line(format!("{what} of {of}{by}:"));
            }
        }
        let mut all = now;
        // What was there before and is not any more.
        for old in before.iter().flatten() {
            if !all.iter().any(|sum| sum.name == old.name && sum.currency == old.currency) {
                all.push(Sums { name: old.name.clone(), currency: old.currency.clone(), ..Sums::default() });
            }
        }
        if all.is_empty() {
            self.text.clear();
            return self.line(match figure {
                None => format!("0 invoices: there are none among {of}."),
                Some(_) => format!("There is nothing to add up among {of}."),
            });
        }
        let many = plan.most.map_or(usize::MAX, |most| most as usize);
        // A group in which none says the figure would be shown as nothing: it is only counted below.
        let told = |sum: &&Sums| figure.is_none() || sum.known > 0 || before.is_some();
        for sum in all.iter().filter(told).take(many) {
            let old = before.as_ref().map(|all| {
                let same = all.iter().find(|old| old.name == sum.name && old.currency == sum.currency);
                same.cloned().unwrap_or_else(|| Sums { currency: sum.currency.clone(), ..Sums::default() })
            });
            self.sum(plan, sum, old.as_ref(), figure, &of);
        }
        let unknown: i64 = all.iter().map(|sum| sum.count - sum.known).sum();
        if figure.is_some() && unknown > 0 {
            let verb = if unknown == 1 { "does" } else { "do" };
            self.line(format!(
                "{} {verb} not say this figure and {verb} not count.",
                count(unknown, "invoice")
            ));
        }
    }

    fn sum(&mut self, plan: &Plan, sum: &Sums, old: Option<&Sums>, figure: Option<Figure>, of: &str) {
        let averages = matches!(plan.measure, Measure::Average(_));
        let value = |sum: &Sums| if averages { average(sum) } else { Some(sum.amount) };
        let name = match plan.group {
            Some(Group::Vendor | Group::Month | Group::Status) => {
                let unknown = if plan.group == Some(Group::Month) { "no date" } else { "no name" };
                format!("{}: ", sum.name.as_deref().map_or_else(|| unknown.into(), plain))
            }
            _ => String::new(),
        };
        let now = match figure {
            Some(_) => value(sum).map_or_else(|| "unknown".into(), |it| amount(it, &sum.currency)),
            None if plan.group == Some(Group::Currency) => {
                format!("{}: {}", plain(&sum.currency), count(sum.count, "invoice"))
            }
            None => count(sum.count, "invoice"),
        };
        let counted =
            if figure.is_some() { format!(" ({})", count(sum.count, "invoice")) } else { String::new() };
        let then = old.map(|old| match figure {
            Some(_) => {
                let was = value(old).unwrap_or_default();
                let moved = value(sum).unwrap_or_default().checked_sub(was).unwrap_or_default();
                let way = if moved < Money::ZERO { "less" } else { "more" };
                let by = moved.checked_neg().map_or(moved, |other| moved.max(other));
                format!(
                    ", compared with {} ({}): {} {way}",
                    amount(was, &sum.currency),
                    count(old.count, "invoice"),
                    amount(by, &sum.currency)
                )
            }
            None => format!(", compared with {}", old.count),
        });
        let alone = plan.group.is_none() && figure.is_none();
        let text = if alone { format!("{now} among {of}") } else { format!("- {name}{now}{counted}") };
        let end = if alone && then.is_none() { "." } else { "" };
        self.line(format!("{text}{}{end}", then.unwrap_or_default()));
        self.data.rows.push(DataRow {
            label: sum.name.clone().unwrap_or_else(|| sum.currency.clone()),
            currency: Some(sum.currency.clone()).filter(|code| !code.is_empty()),
            amount: figure.and_then(|_| value(sum)),
            amount_before: figure.and(old).and_then(value),
            count: Some(sum.count),
            count_before: old.map(|old| old.count),
            ..DataRow::default()
        });
    }
}

mod detail;

/// The figure of an invoice.
fn shown(row: &Row, figure: Figure) -> Option<Money> {
    match figure {
        Figure::Gross => row.total_amount,
        Figure::Net => row.taxable_amount,
        Figure::Tax => row.tax_amount,
        Figure::Due => row.amount_due.or(row.total_amount),
    }
}

/// Why an invoice is flagged, or failed.
fn why(row: &Row) -> Vec<String> {
    row.failure.iter().chain(&row.flag_reasons.0).cloned().collect()
}

/// Where it stands, after its name.
fn standing(row: &Row) -> String {
    let reasons = why(row).iter().take(3).map(|why| plain(why)).collect::<Vec<_>>();
    let flag = if row.is_flagged { ", flagged" } else { "" };
    let why = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
    format!(" · {}{flag}{why}", row.status)
}

/// The same without the currency, which does not matter where invoices are counted.
fn merged(sums: &[Sums]) -> Vec<Sums> {
    let mut all: BTreeMap<Option<String>, Sums> = BTreeMap::new();
    for sum in sums {
        let one =
            all.entry(sum.name.clone()).or_insert_with(|| Sums { name: sum.name.clone(), ..Sums::default() });
        one.count += sum.count;
        one.known += sum.known;
    }
    let mut all = all.into_values().collect::<Vec<_>>();
    all.sort_by_key(|sum| std::cmp::Reverse(sum.count));
    all
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
