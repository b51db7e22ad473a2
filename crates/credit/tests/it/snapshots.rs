//! Snapshots: what they show is what the database holds, however they came to be.
use std::{sync::Arc, time::Duration};

use credit::{
    portfolio::store as portfolios,
    snapshot::{
        self,
        store::{self, LOANS, Model, RATINGS},
    },
};
use kernel::{
    App, World,
    mail::Mailer,
    testing::{Client, House, On},
};
use proptest::{prelude::*, strategy::ValueTree};
use serde_json::{Value, json};

use crate::{
    analyses::{PAGES, book, page},
    files::{csv, form, posted, row as row_of, sent},
    people::{MODULES, lent, manager, opened},
};

async fn row(app: &App) -> portfolios::Model {
    portfolios::by_id(app.db.read(), 1, false).await.expect("a query").expect("a portfolio")
}

/// Everything that is shown of a portfolio.
async fn shown(ann: &Client<'_>, book: &str) -> Vec<Value> {
    let mut all = vec![];
    for name in PAGES {
        all.push(ann.get(&page(book, name)).await.expect(200));
    }
    for sort in [
        "loan_id",
        "id",
        "borrower",
        "amount",
        "rate",
        "sector",
        "maturity_date",
        "credit_rating",
        "status",
        "country",
        "debt_to_equity",
        "interest_coverage",
        "leverage_ratio",
        "created_at",
        "updated_at",
    ] {
        for more in ["", "&order=desc", "&order=desc&search=l&max_amount=900000"] {
            all.push(ann.get(&format!("{book}/loans?limit=500&sort={sort}{more}")).await.expect(200));
        }
    }
    all
}

/// Fails where two of what [`shown`] told differ, and shows that alone.
#[track_caller]
fn same(one: &[Value], other: &[Value], when: &str) {
    for (at, (one, other)) in one.iter().zip(other).enumerate() {
        let (one, other) = (one.as_object().expect("fields"), other.as_object().expect("fields"));
        for (key, value) in one {
            assert_eq!(Some(value), other.get(key), "{key} of {:?} {when}", PAGES.get(at));
        }
    }
    assert_eq!(one, other);
}

/// The same from nothing.
async fn anew(ann: &Client<'_>, house: &House, book: &str) -> Vec<Value> {
    snapshot::forget(&house.app, 1, &[]).await;
    shown(ann, book).await
}

kernel::stories! { MODULES;
    async fn a_change_is_seen_by_the_next_reader(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let sum = async || ann.get(&page(&book, "summary")).await.expect(200)["total_exposure"].clone();
        assert_eq!(sum().await, 4_000_000.0);
        ann.patch(&format!("{book}/loans/1"), json!({"amount": 1})).await.expect(200);
        assert_eq!(sum().await, 3_000_001.0);
        ann.delete(&format!("{book}/loans/2")).await.expect(204);
        assert_eq!(sum().await, 1_000_001.0);
        lent(&ann, &book, "L9", json!({"amount": 5})).await;
        assert_eq!(sum().await, 1_000_006.0);
        let one = ann.get(&format!("{book}/loans?search=L9")).await.expect(200)["loans"][0].clone();
        assert_eq!(ann.get(&format!("{book}/loans/5")).await.expect(200), one);
        let seen = snapshot::of(&house.app, &row(&house.app).await).await.expect("a snapshot");
        assert_eq!((seen.revision(), seen.tape().ids.as_slice()), (7, &[1, 3, 4, 5][..]));
    }

    async fn changes_put_in_one_by_one_show_what_a_new_snapshot_shows(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let steps = prop::collection::vec((0_u8..6, 1_i64..12, 0_usize..22, 1_i64..2_000_000), 40);
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let steps = steps.new_tree(&mut runner).expect("steps").current();
        for (at, (kind, loan, notch, amount)) in steps.into_iter().enumerate() {
            let rating = risk::scale::Rating::ALL[notch].name();
            let path = format!("{book}/loans/{loan}");
            match kind {
                0 | 1 => drop(lent(&ann, &book, &format!("N{}", amount % 97 * 100 + at as i64), json!({
                    "amount": amount, "credit_rating": rating, "borrower": format!("B{}", loan % 4), "country": format!("C{}", notch % 3),
                })).await),
                2 => drop(ann.delete(&path).await),
                3 => drop(ann.patch(&path, json!({"borrower": format!("B{notch}"), "country": null, "leverage_ratio": loan})).await),
                4 => drop(ann.patch(&path, json!({"amount": amount, "credit_rating": rating, "status": "Watch List"})).await),
                _ => drop(ann.post(&format!("{path}/ratings"), json!({"snapshot_date": format!("2026-01-{loan:02}"), "credit_rating": rating})).await),
            }
            house.app.clock.advance(chrono::Duration::seconds(1));
            // Every order and page is kept from the step before, so that the next has something to carry on.
            let step_by_step = shown(&ann, &book).await;
            if at % 8 == 7 {
                same(&step_by_step, &anew(&ann, house, &book).await, &format!("after step {at}"));
            }
        }
        assert!(row(&house.app).await.revision > 20);
    }

    async fn several_askers_get_one_snapshot(house) {
        let ann = manager(house, "ann").await;
        book(&ann).await;
        let portfolio = row(&house.app).await;
        let all = futures::future::join_all((0..20).map(|_| snapshot::of(&house.app, &portfolio))).await;
        let all = all.into_iter().map(|one| one.expect("a snapshot")).collect::<Vec<_>>();
        assert!(all.iter().all(|one| Arc::ptr_eq(one, &all[0])));
    }

    async fn what_is_deleted_is_forgotten(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        ann.get(&page(&book, "summary")).await.expect(200);
        let portfolio = row(&house.app).await;
        ann.delete(&book).await.expect(204);
        ann.get(&page(&book, "summary")).await.refused(404);
        let gone = snapshot::of(&house.app, &portfolio).await;
        assert_eq!(gone.err().map(|e| e.status.as_u16()), Some(404));
    }
}

/// A house that keeps a file of any portfolio, and one that keeps nothing in memory.
async fn houses(on: On) -> [House; 2] {
    let small = [("credit.snapshot_file_loans", "1"), ("limits.general", "1000000")];
    let none = [("credit.snapshot_megabytes", "0"), ("limits.general", "1000000")];
    [House::with(on, MODULES, &small).await, House::with(on, MODULES, &none).await]
}

/// The file of the portfolio, once it holds this revision.
async fn file(house: &House, kind: &str, revision: i64) -> Model {
    for _ in 0..500 {
        let file = store::file(house.app.db.read(), 1, kind).await.expect("a query");
        if let Some(file) = file.filter(|file| file.revision >= revision) {
            return file;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no file of revision {revision}");
}

async fn files_are_used_while_they_are_sound(on: On) {
    let [house, _] = houses(on).await;
    let ann = manager(&house, "ann").await;
    let book = book(&ann).await;
    for (loan, rating) in [(1, "BBB"), (2, "NR"), (3, "A")] {
        let body = json!({"snapshot_date": "2026-01-01", "credit_rating": rating});
        ann.post(&format!("{book}/loans/{loan}/ratings"), body.clone()).await.expect(201);
    }
    let whole = shown(&ann, &book).await;
    let rated = file(&house, RATINGS, 7).await;
    assert_eq!(rated.entries, 3);
    let kept = file(&house, LOANS, 7).await;
    assert_eq!(kept.entries, 4);
    // From the file alone.
    same(&anew(&ann, &house, &book).await, &whole, "from the file");
    // From the file and what has changed since; the new file takes the place of the old one.
    ann.patch(&format!("{book}/loans/1"), json!({"amount": 7, "borrower": "New Ltd"})).await.expect(200);
    ann.delete(&format!("{book}/loans/3")).await.expect(204);
    let changed = anew(&ann, &house, &book).await;
    let next = file(&house, LOANS, 9).await;
    same(&changed, &anew(&ann, &house, &book).await, "anew");
    assert_eq!(changed[0]["total_exposure"], 2_500_007.0);
    // Such a portfolio's totals are summed in memory, to the same as in the database.
    let in_memory = ann.get(&book).await.expect(200);
    let sums = ["loan_count", "performing_count", "watch_list_count"].map(|key| in_memory[key].clone());
    assert_eq!((&in_memory["total_exposure"], sums), (&json!(2_500_007.0), [json!(3), json!(2), json!(1)]));
    assert_eq!(in_memory["average_rating"], changed[0]["average_rating"]);
    for _ in 0..500 {
        if !house.app.storage.exists(&kept.file_key).await.expect("storage") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!house.app.storage.exists(&kept.file_key).await.expect("storage"));
    // A file with a turned bit, one of another content, and one that is gone are not used.
    let sound = house.app.storage.get(&next.file_key).await.expect("a file");
    let mut turned = sound.to_vec();
    turned[200] ^= 1;
    for content in [turned, sound[..sound.len() - 1].to_vec(), b"".to_vec()] {
        let now = file(&house, LOANS, 9).await;
        house.app.storage.put(&now.file_key, content.into()).await.expect("written");
        same(&changed, &anew(&ann, &house, &book).await, "anew");
    }
    let ratings = file(&house, RATINGS, 9).await;
    house.app.storage.put(&ratings.file_key, "none".into()).await.expect("written");
    let now = file(&house, LOANS, 9).await;
    house.app.storage.delete(&now.file_key).await.expect("deleted");
    same(&changed, &anew(&ann, &house, &book).await, "anew");
    // With the portfolio its file goes, too.
    let now = file(&house, LOANS, 9).await;
    ann.delete(&book).await.expect(204);
    assert!(!house.app.storage.exists(&now.file_key).await.expect("storage"));
    assert_eq!(house.number("SELECT COUNT(*) FROM credit_snapshots").await, 0);
}

#[tokio::test]
async fn files_are_used_while_they_are_sound_on_sqlite() {
    files_are_used_while_they_are_sound(On::Sqlite).await;
}

#[tokio::test]
async fn files_are_used_while_they_are_sound_on_postgres() {
    files_are_used_while_they_are_sound(On::Postgres).await;
}

async fn an_upload_makes_ready_for_who_looks_next(on: On) {
    let [house, _] = houses(on).await;
    let ann = manager(&house, "ann").await;
    let book = opened(&ann, "Book").await;
    sent(&ann, &book, csv(&[row_of("L1"), row_of("L2")]), "").await;
    assert_eq!(file(&house, LOANS, 1).await.entries, 2, "nobody has looked");
    let ratings = form("ratings.csv", b"loan_id,snapshot_date,credit_rating\nL1,2026-01-01,A\n", &[]);
    posted(&ann, &format!("{book}/ratings/bulk"), ratings).await.expect(200);
    assert_eq!(file(&house, RATINGS, 2).await.entries, 1);
}

#[tokio::test]
async fn an_upload_makes_ready_for_who_looks_next_on_sqlite() {
    an_upload_makes_ready_for_who_looks_next(On::Sqlite).await;
}

#[tokio::test]
async fn an_upload_makes_ready_for_who_looks_next_on_postgres() {
    an_upload_makes_ready_for_who_looks_next(On::Postgres).await;
}

#[tokio::test]
async fn without_room_all_is_read_each_time() {
    let [_, house] = houses(On::Sqlite).await;
    let ann = manager(&house, "ann").await;
    let book = book(&ann).await;
    let first = shown(&ann, &book).await;
    assert_eq!(first, shown(&ann, &book).await);
    let portfolio = row(&house.app).await;
    let one = snapshot::of(&house.app, &portfolio).await.expect("a snapshot");
    assert!(one.bytes() > 0);
    assert!(!Arc::ptr_eq(&one, &snapshot::of(&house.app, &portfolio).await.expect("a snapshot")));
    let large = House::new(On::Sqlite, MODULES).await;
    let ann = manager(&large, "ann").await;
    crate::analyses::book(&ann).await;
    let portfolio = row(&large.app).await;
    let one = snapshot::of(&large.app, &portfolio).await.expect("a snapshot");
    assert!(Arc::ptr_eq(&one, &snapshot::of(&large.app, &portfolio).await.expect("a snapshot")));
}

#[tokio::test]
async fn two_servers_on_one_database_agree() {
    let house = House::new(On::Postgres, MODULES).await;
    let ann = manager(&house, "ann").await;
    let book = book(&ann).await;
    let world = World {
        clock: house.app.clock.clone(),
        dice: house.app.dice.clone(),
        mailer: Some(Mailer::memory()),
    };
    let other =
        App::open(house.app.settings.clone(), MODULES.to_vec(), world).await.expect("a second server");
    for step in 1..=3 {
        let here = snapshot::of(&house.app, &row(&house.app).await).await.expect("a snapshot");
        let there = snapshot::of(&other, &row(&other).await).await.expect("a snapshot");
        assert_eq!((here.revision(), here.tape()), (there.revision(), there.tape()));
        ann.patch(&format!("{book}/loans/{step}"), json!({"amount": step, "borrower": "X"}))
            .await
            .expect(200);
        assert_eq!(snapshot::of(&other, &row(&other).await).await.expect("a snapshot").revision(), 4 + step);
    }
}
