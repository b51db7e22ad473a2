//! Answers about single invoices, pairs, rates and vendors.
use chrono::NaiveDate;

use super::*;

impl Reply {
    pub(super) fn rates(&mut self, plan: &Plan, rates: &[RateSum], today: NaiveDate) {
        let filter = plan.filter.words(today);
        let of = if filter.is_empty() { "of this batch".to_owned() } else { filter };
        self.data.total = rates.len() as i64;
        if rates.is_empty() {
            return self.line(format!("No tax was read of the invoices {of}."));
        }
        self.line(format!("Tax of the invoices {of}, by rate:"));
        for sum in rates {
            let label = sum.rate.map_or_else(|| "no rate given".into(), |it| format!("{} %", rate(it)));
            self.line(format!(
                "- {label}: {} tax on {} ({})",
                amount(sum.tax, &sum.currency),
                amount(sum.base, &sum.currency),
                count(sum.count, "invoice")
            ));
            self.data.rows.push(DataRow {
                label,
                rate: sum.rate,
                currency: Some(sum.currency.clone()),
                amount: Some(sum.tax),
                taxable_amount: Some(sum.base),
                count: Some(sum.count),
                ..DataRow::default()
            });
        }
    }

    pub(super) fn reasons(&mut self, reasons: &[(String, i64)]) {
        self.data.total = reasons.len() as i64;
        if reasons.is_empty() {
            return self.line("The rules found nothing wrong.");
        }
        self.line("What the rules found, and how often:");
        for (title, n) in reasons {
            self.line(format!("- {}: {n}", plain(title)));
            self.data.rows.push(DataRow { label: title.clone(), count: Some(*n), ..DataRow::default() });
        }
    }

    pub(super) fn explained(
        &mut self,
        plan: &Plan,
        rows: &[Row],
        total: i64,
        found: &[Found],
        today: NaiveDate,
    ) {
        self.data.total = total;
        let Some(first) = rows.first() else {
            let filter = plan.filter.words(today);
            return self.line(format!("I found no invoice {filter} in this batch."));
        };
        if let (1, true) = (rows.len(), plan.filter.invoice.is_some() || plan.measure == Measure::Status) {
            self.one(plan, first);
        } else if plan.filter.invoice.is_some() {
            self.line(format!("{} are called so:", count(total, "invoice")));
        } else {
            self.line(format!("{} {}, and why:", count(total, "invoice"), plan.filter.words(today)));
        }
        let single = rows.len() == 1;
        for row in rows {
            let findings = found.iter().filter(|found| found.invoice_id == row.id).collect::<Vec<_>>();
            let mut reasons = findings.iter().map(|found| found.message.clone()).collect::<Vec<_>>();
            let more = why(row)
                .into_iter()
                .filter(|why| !findings.iter().any(|found| found.message == *why || found.title == *why));
            reasons.extend(more);
            if !single {
                let name = self.name(row, Figure::Gross);
                let flag = if row.is_flagged { ", flagged" } else { "" };
                self.line(format!("- {name} · {}{flag}", row.status));
            }
            for reason in reasons.iter().take(10) {
                self.line(format!("{}- {}", if single { "" } else { "  " }, plain(reason)));
            }
            self.data.rows.push(DataRow { reasons, ..Self::datum(row, Figure::Gross) });
        }
        if total > rows.len() as i64 {
            self.line(format!("and {} more.", total - rows.len() as i64));
        }
    }

    /// All that is known of one, in two sentences.
    fn one(&mut self, plan: &Plan, row: &Row) {
        let name = self.name(row, Figure::Gross);
        let flag = if row.is_flagged { "flagged" } else { "not flagged" };
        let mut text = format!("{name} is {} and {flag}", row.status);
        text.extend(row.confidence_score.map(|score| format!(", read with a confidence of {score:.2}")));
        text.extend(row.invoice_date.map(|day| format!(", dated {day}")));
        text.extend(row.due_date.map(|day| format!(", due {day}")));
        text.push_str(if row.exported_at.is_some() { ", exported." } else { "." });
        if plan.measure == Measure::Reasons && why(row).is_empty() && !row.is_flagged {
            text.push_str(" Nothing was found wrong with it.");
        }
        self.line(text);
    }

    pub(super) fn twins(&mut self, found: &[Found], rows: &[Row]) {
        self.data.total = found.len() as i64;
        if found.is_empty() {
            return self.line("I found no duplicates.");
        }
        self.line(format!("{} may be there twice:", count(found.len() as i64, "invoice")));
        for one in found {
            let row = |id: i64| rows.iter().find(|row| row.id == id);
            let Some(this) = row(one.invoice_id) else { continue };
            let name = self.name(this, Figure::Gross);
            let other = match one.other_invoice_id.and_then(row) {
                Some(other) => self.name(other, Figure::Gross),
                None => "an invoice that you may not see".into(),
            };
            let sure =
                one.confidence.map(|sure| format!(" ({:.0} % sure)", sure * 100.0)).unwrap_or_default();
            self.line(format!("- {name} and {other}{sure}"));
            self.data.rows.push(DataRow {
                other_invoice_id: one.other_invoice_id.filter(|id| row(*id).is_some()),
                confidence: one.confidence,
                reasons: vec![one.title.clone()],
                ..Self::datum(this, Figure::Gross)
            });
        }
    }

    pub(super) fn risks(&mut self, vendors: &[Vendor]) {
        self.data.total = vendors.len() as i64;
        if vendors.is_empty() {
            return self.line("No vendor is known for these invoices.");
        }
        self.line("The vendors, the riskiest first (0 is no risk, 100 the highest):");
        for vendor in vendors {
            let black = if vendor.is_blacklisted { ", blacklisted" } else { "" };
            self.line(format!(
                "- [{}](/vendors/{}): {:.0} ({}{black}); {} of {} flagged",
                plain(&vendor.name),
                vendor.id,
                vendor.risk_score,
                vendor.risk_category,
                vendor.flagged_count,
                count(vendor.total_invoices, "invoice"),
            ));
            self.data.rows.push(DataRow {
                label: vendor.name.clone(),
                vendor_id: Some(vendor.id),
                risk_score: Some(vendor.risk_score),
                count: Some(vendor.total_invoices),
                reasons: vendor.blacklist_reason.clone().into_iter().collect(),
                ..DataRow::default()
            });
        }
    }
}
