//! From what a file says to lines: the account, the print, the category.
use std::collections::HashMap;

use chrono::Days;
use kernel::{
    Currency, Result,
    amount::{LEAST, MOST},
};
use schemars::JsonSchema;
use sea_orm::ActiveValue::{NotSet, Set};
use serde::{Deserialize, Serialize};
use statement::{Entry, Problem, Status};

use super::{
    model::{NEAR_DAYS, Prints, Sorter, parts, words},
    store::{Verdict, line},
};
use crate::{account, ledger::model::key, transaction::store::TransactionStatus};

/// An account as a file names it, and the client's account that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportSource")]
pub struct Source {
    /// The bank's number of it, or its name; empty where the file says nothing.
    pub account: String,
    /// The bank.
    pub bank: Option<String>,
    /// Who owns it, or what he calls it.
    pub owner: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// What kind of account it is.
    pub kind: Option<statement::AccountKind>,
    /// What it held before the first entry.
    pub opening: Option<statement::Balance>,
    /// What it held after the last entry.
    pub closing: Option<statement::Balance>,
    /// How many entries the file has of it.
    pub entries: u64,
    /// The client's account; `null` until he chooses one.
    pub account_id: Option<i64>,
}

/// Which of a client's accounts a file means.
pub struct Accounts {
    by_id: HashMap<i64, account::store::Model>,
    /// Those that the client named for this file.
    pub named: HashMap<String, i64>,
    /// For what nothing else tells.
    pub fallback: Option<i64>,
    /// The account of the last file with this layout: for what names no account.
    pub remembered: Option<i64>,
}

/// A number as it is compared: `DE89 3704` and `de893704` are one.
fn bare(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

impl Accounts {
    /// Of these accounts.
    pub fn of(all: Vec<account::store::Model>) -> Self {
        let by_id = all.into_iter().map(|account| (account.id, account)).collect();
        Self { by_id, named: HashMap::new(), fallback: None, remembered: None }
    }

    /// The account that a file calls `name`.
    pub fn find(&self, name: &str) -> Option<i64> {
        if let Some(id) = self.named.get(name).filter(|id| self.by_id.contains_key(id)) {
            return Some(*id);
        }
        let wanted = bare(name);
        let same = |account: &&account::store::Model| {
            account.number.as_deref().is_some_and(|number| !wanted.is_empty() && bare(number) == wanted)
        };
        // Of several with one number an open one is meant.
        let found = self.by_id.values().filter(same).min_by_key(|a| (a.closed_on.is_some(), a.id));
        let remembered = self.remembered.filter(|_| wanted.is_empty());
        let other = self.fallback.or(remembered).filter(|id| self.by_id.contains_key(id));
        found.map(|account| account.id).or(other)
    }

    /// Why an amount in this currency can't be booked to an account.
    fn refuses(&self, id: Option<i64>, currency: Option<&str>) -> Option<String> {
        let account = self.by_id.get(&id?)?;
        if let Some(day) = account.closed_on {
            return Some(format!("{} is closed since {day}", account.name));
        }
        let code: Currency = currency?.to_uppercase().parse().ok()?;
        (code != account.currency).then(|| {
            format!(
                "this is in {code}, but {} holds {}; choose an account in {code}",
                account.name, account.currency
            )
        })
    }
}

/// Makes lines of entries.
pub struct Sorting {
    /// Of which import.
    pub import_id: i64,
    /// The client's accounts.
    pub accounts: Accounts,
    /// His rules.
    pub sorter: Sorter,
    /// What was seen of this file.
    pub prints: Prints,
    /// The accounts that the file names, in order.
    pub sources: Vec<Source>,
    /// How many lines there are.
    pub lines: i64,
}

impl Sorting {
    /// Makes the lines of a batch.
    pub fn lines(&mut self, source: &Source, batch: Vec<Result<Entry, Problem>>) -> Vec<line::ActiveModel> {
        batch.into_iter().map(|row| self.line(source, row)).collect()
    }

    /// Notes an account that the file names; tells where it stands in the list.
    pub fn source(&mut self, source: &Source) -> usize {
        if let Some(at) = self.sources.iter().position(|known| known.account == source.account) {
            return at;
        }
        let account_id = self.accounts.find(&source.account);
        self.sources.push(Source { account_id, entries: 0, ..source.clone() });
        self.sources.len() - 1
    }

    fn line(&mut self, source: &Source, row: Result<Entry, Problem>) -> line::ActiveModel {
        self.lines += 1;
        let empty = line::ActiveModel {
            id: NotSet,
            import_id: Set(self.import_id),
            line: Set(0),
            account_id: Set(None),
            print: Set(String::new()),
            date: Set(None),
            near_from: Set(None),
            near_to: Set(None),
            amount: Set(Default::default()),
            status: Set(TransactionStatus::Completed),
            payee: Set(String::new()),
            memo: Set(String::new()),
            category: Set(None),
            category_key: Set(None),
            splits: Set(None),
            verdict: Set(Verdict::Unreadable),
            candidate_id: Set(None),
            decision: Set(None),
            settled: Set(false),
            reason: Set(None),
        };
        let entry = match row {
            Ok(entry) => entry,
            Err(problem) => {
                let (line, reason) = (problem.line as i64, problem.to_string());
                return line::ActiveModel { line: Set(line), reason: Set(Some(reason)), ..empty };
            }
        };
        let (account, currency) = (entry.account.clone(), entry.currency.clone());
        let named = match account {
            Some(account) => Source { account, ..source.clone() },
            None => source.clone(),
        };
        let at = self.source(&named);
        self.sources[at].entries += 1;
        let account_id = self.sources[at].account_id;
        let currency = currency.or_else(|| self.sources[at].currency.clone());
        let print = self.prints.of(&self.sources[at].account, &entry);
        let reason = self.accounts.refuses(account_id, currency.as_deref());
        let reason = reason.or_else(|| {
            kernel::Month::of(entry.date)
                .err()
                .map(|_| format!("{} is no day of the years 1900 to 9999", entry.date))
        });
        let large = entry.amount > MOST || entry.amount < LEAST;
        let reason =
            reason.or_else(|| large.then(|| format!("{} is more than an amount can be", entry.amount)));
        // Sums of what is too large would be too large as well.
        let entry = if large { Entry { amount: Default::default(), ..entry } } else { entry };
        self.entry(empty, entry, account_id, print, reason)
    }

    fn entry(
        &self,
        empty: line::ActiveModel,
        entry: Entry,
        account_id: Option<i64>,
        print: String,
        reason: Option<String>,
    ) -> line::ActiveModel {
        let (payee, memo) = words(&entry);
        let category = self.sorter.category(&payee, &memo).map(str::to_owned);
        let own =
            entry.category.as_deref().map(str::trim).filter(|name| !name.is_empty() && name.len() <= 100);
        let category = category.or(own.map(str::to_owned));
        let near = Days::new(NEAR_DAYS);
        let (near_from, near_to) = (entry.date.checked_sub_days(near), entry.date.checked_add_days(near));
        let pending = entry.status == Status::Pending;
        line::ActiveModel {
            line: Set(entry.line as i64),
            account_id: Set(account_id),
            print: Set(print),
            date: Set(Some(entry.date)),
            near_from: Set(near_from),
            near_to: Set(near_to),
            amount: Set(entry.amount),
            status: Set(if pending { TransactionStatus::Pending } else { TransactionStatus::Completed }),
            category_key: Set(category.as_deref().map(key)),
            category: Set(category),
            splits: Set(parts(&entry).and_then(|parts| serde_json::to_string(&parts).ok())),
            payee: Set(payee),
            memo: Set(memo),
            verdict: Set(if reason.is_some() { Verdict::Unreadable } else { Verdict::New }),
            reason: Set(reason),
            ..empty
        }
    }
}
