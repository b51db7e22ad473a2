//! What the rules may look at is loaded by a few queries over sets: whose invoice it is, what was like it before, and who
//! else asks to be paid there.
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use invoices::{
    check::{Facts, store::facts},
    invoice::{
        extracted::Extracted,
        store::{Entity, InvoiceStatus, Model},
    },
    settings::Settings,
};
use kernel::{
    Role,
    testing::{Client, House},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, ExecResult, QueryResult, Statement,
    prelude::async_trait,
};
use serde_json::json;

use crate::kit::{MODULES, batch, pdf, person, read};

const IBAN: &str = "DE89370400440532013000";

fn paper(number: &str, vendor: &str, total: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let base = [
        ("invoice_number", number),
        ("seller_name", vendor),
        ("taxable_amount", total),
        ("total_amount", total),
        ("currency", "EUR"),
        ("invoice_date", "2026-03-01"),
    ];
    pdf(&base.iter().chain(more).copied().collect::<Vec<_>>())
}

async fn bring(house: &House, who: &Client<'_>, batch: i64, paper: &[u8]) -> i64 {
    read(house, who, batch, paper).await["id"].as_i64().expect("an id")
}

async fn row(house: &House, id: i64) -> (Model, Extracted) {
    let row = Entity::find_by_id(id).one(house.app.db.read()).await.expect("a query").expect("an invoice");
    let read = serde_json::from_str(row.extracted.as_deref().expect("it is read")).expect("what was read");
    (row, read)
}

async fn facts_of(house: &House, id: i64) -> Facts {
    let (row, read) = row(house, id).await;
    let settings = Settings::of(&house.app).expect("settings");
    let today = NaiveDate::from_ymd_opt(2026, 3, 15).expect("a day");
    facts(house.app.db.read(), &row, &read, "its text", today, &settings).await.expect("facts")
}

fn ids(facts: &Facts) -> Vec<i64> {
    facts.others.iter().map(|other| other.id).collect()
}

kernel::stories! { MODULES;
    async fn rules_see_what_was_like_it_before_in_every_batch(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let (first, second) = (batch(&ann).await, batch(&bob).await);
        let same_vendor = bring(house, &ann, first, &paper("A-1", "Acme", "10", &[("iban", IBAN)])).await;
        let same_number = bring(house, &bob, second, &paper("INV 77", "Bolt", "20", &[])).await;
        let same_total = bring(house, &bob, second, &paper("C-3", "Cable", "333.30", &[])).await;
        let unlike = bring(house, &bob, second, &paper("D-4", "Dynamo", "41", &[])).await;
        let same_irn = bring(house, &bob, second, &paper("E-5", "Elm", "52", &[("irn", &"ab".repeat(32))])).await;
        bob.post(&format!("/api/invoices/{same_number}/reject"), json!({"reason": "wrong"})).await.expect(200);
        let this = bring(house, &ann, first, &paper("INV-77", "ACME", "333.30", &[("irn", &"ab".repeat(32))])).await;
        let facts = facts_of(house, this).await;
        assert_eq!(ids(&facts), [same_irn, same_total, same_number, same_vendor], "the latest first, each once, never itself");
        assert!(!ids(&facts).contains(&unlike));
        let one = |id: i64| facts.others.iter().find(|other| other.id == id).expect("it is there");
        let number = one(same_number);
        assert_eq!((number.batch_id, number.status, number.number.as_deref()), (second, InvoiceStatus::Rejected, Some("INV 77")), "of whoever brought it, wherever it stands");
        assert_eq!((number.vendor_name.as_deref(), number.currency.as_str()), (Some("Bolt"), "EUR"));
        let vendor = facts.vendor.as_ref().expect("a known vendor");
        assert_eq!((vendor.name.as_str(), vendor.invoices, vendor.blacklisted.as_deref()), ("Acme", 2, None));
        assert_eq!(vendor.accounts, [IBAN]);
        assert_eq!((one(same_vendor).vendor_id, one(same_vendor).account_key.as_deref()), (Some(vendor.id), Some(IBAN)));
        assert_eq!((facts.invoice_id, facts.text.as_str(), facts.columns.number_key.as_deref()), (this, "its text", Some("INV77")));
        assert!(facts.sharers.is_empty() && facts.namesakes.is_empty());
    }

    async fn rules_see_who_else_is_paid_there_and_the_black_list(house) {
        let (ann, max) = (person(house, "ann", Role::User).await, person(house, "max", Role::Manager).await);
        let id = batch(&ann).await;
        bring(house, &ann, id, &paper("1", "Acme", "10", &[("iban", IBAN)])).await;
        let new = bring(house, &ann, id, &paper("2", "Bolt", "20", &[("iban", "DE89 3704 0044 0532 0130 00")])).await;
        max.put("/api/vendors/2/blacklist", json!({"reason": "Fraud"})).await.expect(200);
        let seen = facts_of(house, new).await;
        assert_eq!(seen.sharers.iter().map(|one| (one.id, one.name.as_str())).collect::<Vec<_>>(), [(1, "Acme")]);
        assert_eq!(seen.vendor.as_ref().and_then(|vendor| vendor.blacklisted.as_deref()), Some("Fraud"));
        // A vendor of a number of his own, and another one who writes the same name.
        let known = [("seller_gstin", "24AAGCI9537F1ZG")];
        bring(house, &ann, id, &paper("3", "Cable", "30", &known)).await;
        let (invoice, mut read) = row(house, new).await;
        read.put("seller_name", "CABLE", 0.9);
        read.put("seller_gstin", "29AAFCC9980M1ZR", 0.9);
        read.fields.remove("iban");
        let settings = Settings {
            own_names: vec!["Our House".into()],
            own_tax_ids: vec!["DE1".into()],
            ..(*Settings::of(&house.app).expect("settings")).clone()
        };
        let asked = facts(house.app.db.read(), &invoice, &read, "", NaiveDate::default(), &settings).await;
        let found = asked.expect("facts");
        assert_eq!((found.house.names, found.house.tax_ids), (vec!["Our House".to_owned()], vec!["DE1".to_owned()]));
        assert!(found.vendor.is_none() && found.sharers.is_empty(), "no account, nobody shares it");
        let namesakes = found.namesakes.iter().map(|one| (one.name.as_str(), one.tax_id.as_deref()));
        assert_eq!(namesakes.collect::<Vec<_>>(), [("Cable", Some("24AAGCI9537F1ZG"))]);
    }

    async fn a_sender_who_was_entered_a_moment_ago_is_no_other_vendor(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let own = [("iban", IBAN), ("seller_tax_id", "IE6388047V")];
        bring(house, &ann, id, &paper("1", "Acme", "10", &own)).await;
        let this = bring(house, &ann, id, &paper("2", "Acme", "20", &own)).await;
        let (invoice, read) = row(house, this).await;
        let settings = Settings::of(&house.app).expect("settings");
        let late = Counted { blind: 1, ..Counted::of(house) };
        let found = facts(&late, &invoice, &read, "", NaiveDate::default(), &settings).await.expect("facts");
        assert!(found.vendor.is_none(), "when he was sought, he was not there yet");
        assert_eq!((found.sharers, found.namesakes), (vec![], vec![]));
    }

    async fn lines_come_only_of_those_that_are_compared(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        for n in 1..=12 {
            let made = bring(house, &ann, id, &paper(&format!("N-{n}"), "Acme", &format!("{n}00"), &[])).await;
            let lines = json!({"extracted_data": {"lines": [{"description": format!("Thing {n}"), "total": n * 100}]}});
            ann.put(&format!("/api/invoices/{made}"), lines).await.expect(200);
        }
        let this = bring(house, &ann, id, &paper("N-13", "Acme", "100", &[])).await;
        let facts = facts_of(house, this).await;
        assert_eq!(ids(&facts), (1..=12).rev().collect::<Vec<i64>>());
        let with_lines = facts.others.iter().filter(|other| !other.lines.is_empty()).map(|other| other.id).collect::<Vec<_>>();
        assert_eq!(with_lines, [12, 11, 10, 9, 8, 7, 6, 5, 1], "the latest eight of the vendor, and the one of the same total");
        assert_eq!(facts.others[11].lines[0].description.as_deref(), Some("Thing 1"));
    }

    async fn a_long_history_takes_no_more_queries_than_a_short_one(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let more = [("iban", IBAN), ("irn", "ab")];
        bring(house, &ann, id, &paper("1", "Acme", "100", &more)).await;
        let mut asked = vec![];
        for n in 2..=30 {
            let this = bring(house, &ann, id, &paper(&n.to_string(), "Acme", "100", &more)).await;
            let (invoice, read) = row(house, this).await;
            let settings = Settings::of(&house.app).expect("settings");
            let counted = Counted::of(house);
            let found = facts(&counted, &invoice, &read, "", NaiveDate::default(), &settings).await.expect("facts");
            assert_eq!(found.others.len(), n - 1);
            asked.push(counted.asked.into_inner());
        }
        assert!(asked.iter().all(|count| *count == asked[0]) && asked[0] <= 10, "{asked:?}");
    }
}

/// A connection that counts what is asked through it, and finds nothing for the first few questions.
struct Counted<'a> {
    database: &'a DatabaseConnection,
    asked: AtomicUsize,
    blind: usize,
}

impl<'a> Counted<'a> {
    fn of(house: &'a House) -> Self {
        Self { database: house.app.db.read(), asked: AtomicUsize::new(0), blind: 0 }
    }

    fn count(&self) -> usize {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Counted<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.database.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.count();
        self.database.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.count();
        self.database.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.count();
        self.database.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if self.count() <= self.blind {
            return Ok(vec![]);
        }
        self.database.query_all_raw(statement).await
    }
}
