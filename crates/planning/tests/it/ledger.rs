//! What must hold of the books, whatever was done to them.
use kernel::testing::House;

use crate::people::traces;

/// Transactions whose postings do not sum to zero in a currency.
const UNBALANCED: &str = "SELECT COUNT(*) FROM (SELECT transaction_id FROM transaction_postings \
    GROUP BY transaction_id, currency HAVING SUM(amount) <> 0) x";
/// Transactions that move no account.
const EMPTY: &str = "SELECT COUNT(*) FROM transactions t WHERE NOT EXISTS (SELECT 1 FROM transaction_postings p \
    WHERE p.transaction_id = t.id AND p.account_id IS NOT NULL)";
/// Totals that are not the sums of the postings.
const ASTRAY: &str = "SELECT COUNT(*) FROM (SELECT user_id, month, account_id, category_id, currency FROM \
    (SELECT user_id, month, account_id, category_id, currency, debit, credit, entries FROM ledger_totals UNION ALL \
     SELECT user_id, month, COALESCE(account_id, 0), COALESCE(category_id, 0), currency, \
     CASE WHEN amount > 0 THEN -amount ELSE 0 END, CASE WHEN amount < 0 THEN amount ELSE 0 END, -1 \
     FROM transaction_postings) u GROUP BY user_id, month, account_id, category_id, currency \
     HAVING SUM(debit) <> 0 OR SUM(credit) <> 0 OR SUM(entries) <> 0) x";
/// Postings that disagree with their transaction, their account or their category.
const FOREIGN: &str = "SELECT COUNT(*) FROM transaction_postings p JOIN transactions t ON t.id = p.transaction_id \
    LEFT JOIN accounts a ON a.id = p.account_id LEFT JOIN categories c ON c.id = p.category_id \
    WHERE p.user_id <> t.user_id OR p.date <> t.date OR p.month <> SUBSTR(CAST(t.date AS TEXT), 1, 7) \
    OR a.currency <> p.currency OR a.user_id <> p.user_id OR c.user_id <> p.user_id";
/// Closed accounts that hold something.
const CLOSED: &str = "SELECT COUNT(*) FROM accounts a WHERE a.closed_on IS NOT NULL AND \
    (SELECT COALESCE(SUM(amount), 0) FROM transaction_postings p WHERE p.account_id = a.id) <> 0";

/// Every transaction balances in each currency, and the totals are the sums of the postings.
#[track_caller]
pub fn sound(house: &House) -> impl Future<Output = ()> {
    let place = std::panic::Location::caller();
    async move {
        for (what, sql) in [
            ("unbalanced", UNBALANCED),
            ("without an account", EMPTY),
            ("totals astray", ASTRAY),
            ("postings that disagree", FOREIGN),
            ("closed accounts with money", CLOSED),
        ] {
            assert_eq!(house.number(sql).await, 0, "{what} at {place}");
        }
    }
}

/// How much there is of all that a refusal must not touch.
pub async fn marks(house: &House) -> Vec<i64> {
    let mut counts = traces(house).await;
    for table in ["accounts", "categories", "transactions", "transaction_postings", "ledger_totals", "rules"]
    {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    for table in ["imports", "import_lines", "import_mappings"] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// How many events with this topic wait to be brought.
pub async fn events(house: &House, topic: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM outbox WHERE topic = '{topic}'")).await
}

/// How many lines of the audit log tell of this.
pub async fn acts(house: &House, action: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE action = '{action}'")).await
}
