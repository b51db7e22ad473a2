//! The statement on paper.
use chrono::{DateTime, Utc};
use kernel::{Currency, Error, Money, Month, Person, Result};
use paper::{Bar, Column, Paper, Table};

use super::store::Course;
use crate::{
    account::store::Model as Account,
    budget::BudgetView,
    dashboard::model::{Flow, Spent},
    transaction::view::TransactionView,
};

/// All that a statement says.
pub struct Sheet {
    /// Whose.
    pub owner: Person,
    /// Of which month.
    pub month: Month,
    /// In which currency.
    pub currency: Currency,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// The accounts, and what they did.
    pub accounts: Vec<(Account, Course)>,
    /// What came in and went out.
    pub flow: Flow,
    /// On what it was spent.
    pub spent: Vec<Spent>,
    /// The month's budgets.
    pub budgets: Vec<BudgetView>,
    /// Whether there are more transactions than are listed.
    pub cut: bool,
    /// The transactions, the oldest first.
    pub transactions: Vec<TransactionView>,
}

/// An amount as people read it: `−1,234.50`.
fn shown(amount: Money) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("\u{2212}", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{cents}")
}

impl Sheet {
    /// The statement as a PDF.
    pub fn write(&self) -> Result<Vec<u8>> {
        let title = format!("Statement for {}", self.month.first_day().format("%B %Y"));
        let saved = self.flow.income.checked_sub(self.flow.spending)?;
        let figures = [
            ("Money in", shown(self.flow.income)),
            ("Money out", shown(self.flow.spending)),
            ("Saved", shown(saved)),
        ];
        let mut paper = Paper::new(title)
            .subtitle(format!("All amounts in {}", self.currency))
            .recipient(&[&self.owner.name, &self.owner.email])
            .lang("en")
            .author("Bursar")
            .made(self.made)
            .footer(format!("{} · {}", self.owner.name, self.month))
            .figures(&figures)
            .heading("Accounts")
            .table(self.accounts()?);
        if !self.spent.is_empty() {
            paper = paper.heading("Where the money went").bars(self.bars());
        }
        if !self.budgets.is_empty() {
            paper = paper.heading("Budgets").table(self.budgets());
        }
        paper = paper.heading("Transactions");
        paper = match self.transactions.is_empty() {
            true => paper.paragraph("Nothing was booked in this month."),
            false => paper.table(self.transactions()),
        };
        if self.cut {
            paper = paper
                .note("Only the last transactions of the month are listed here; the export has all of them.");
        }
        paper.write().map_err(Error::internal)
    }

    fn accounts(&self) -> Result<Table> {
        let columns = [
            Column::text("Account", 4),
            Column::text("Number", 3),
            Column::figure("Opening", 2),
            Column::figure("In", 2),
            Column::figure("Out", 2),
            Column::figure("Closing", 2),
        ];
        let mut table = Table::new(columns);
        let mut sums = [Money::ZERO; 4];
        for (account, course) in &self.accounts {
            let closing = course.opening.checked_add(course.money_in)?.checked_sub(course.money_out)?;
            let figures = [course.opening, course.money_in, course.money_out, closing];
            for (sum, figure) in sums.iter_mut().zip(figures) {
                *sum = sum.checked_add(figure)?;
            }
            let mut cells = vec![account.name.clone(), account.number.clone().unwrap_or_default()];
            cells.extend(figures.map(shown));
            table = table.row(cells);
        }
        let mut total = vec!["Total".to_owned(), String::new()];
        total.extend(sums.map(shown));
        Ok(table.total(total))
    }

    fn bars(&self) -> Vec<Bar> {
        let most = self.spent.first().map(|spent| spent.amount).unwrap_or_default();
        let bar = |spent: &Spent| {
            let share = spent.amount.percent_of(most).unwrap_or_default().max(0.0) / 100.0;
            Bar::new(spent.category.as_deref().unwrap_or("Not categorised"), shown(spent.amount), share)
        };
        self.spent.iter().filter(|spent| spent.amount != Money::ZERO).take(15).map(bar).collect()
    }

    fn budgets(&self) -> Table {
        let columns = [
            Column::text("Category", 4),
            Column::figure("Available", 2),
            Column::figure("Spent", 2),
            Column::figure("Left", 2),
        ];
        let row = |budget: &BudgetView| {
            [budget.category.clone(), shown(budget.available), shown(budget.spent), shown(budget.left)]
        };
        Table::new(columns).rows(self.budgets.iter().map(row))
    }

    fn transactions(&self) -> Table {
        let columns = [
            Column::text("Date", 1).fit(),
            Column::text("Payee", 4),
            Column::text("Category", 3),
            Column::text("Account", 2),
            Column::figure("Amount", 2),
        ];
        let row = |view: &TransactionView| {
            let category = match (&view.category, &view.to_account) {
                (_, Some(from)) if view.amount > Money::ZERO => format!("\u{2190} {from}"),
                (_, Some(to)) => format!("\u{2192} {to}"),
                (Some(category), None) => category.clone(),
                (None, None) if view.splits.len() > 1 => format!("{} parts", view.splits.len()),
                (None, None) => String::new(),
            };
            let payee = if view.payee.is_empty() { view.memo.clone() } else { view.payee.clone() };
            [view.date.to_string(), payee, category, view.account.clone(), shown(view.amount)]
        };
        Table::new(columns).rows(self.transactions.iter().map(row)).zebra()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_keep_their_sign() {
        let shown = |text: &str| shown(text.parse().expect("an amount"));
        assert_eq!(shown("-1234567.5"), "\u{2212}1,234,567.50");
        assert_eq!([shown("0"), shown("999.1234"), shown("1000")], ["0.00", "999.1234", "1,000.00"]);
    }
}
