//! A long random walk through the books: whatever is done to them, in whatever order, they stay sound.
use kernel::testing::{Client, House, On};
use serde_json::{Value, json};

use crate::{
    ledger::sound,
    people::{MODULES, saver},
    uploads::{IMPORTS, TRANSACTIONS, transactions, upload},
};

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize].clone()
    }

    fn amount(&mut self) -> Value {
        let units = self.below(2_000_000) as i64 - 1_000_000;
        json!(format!(
            "{}{}.{:04}",
            if units < 0 { "-" } else { "" },
            units.abs() / 10_000,
            units.abs() % 10_000
        ))
    }

    fn date(&mut self) -> String {
        format!("2026-{:02}-{:02}", self.below(4) + 1, self.below(28) + 1)
    }

    fn category(&mut self) -> Value {
        self.of(&[
            json!("Food"),
            json!(" food"),
            json!("Fun"),
            json!("Salary"),
            json!("Opening balances"),
            json!(null),
        ])
    }

    fn splits(&mut self) -> Value {
        (0..self.below(4)).map(|_| json!({"category": self.category(), "amount": self.amount()})).collect()
    }
}

/// Any fields of a transaction, fitting or not.
fn fields(dice: &mut Dice) -> Value {
    let mut body = json!({});
    for _ in 0..=dice.below(3) {
        match dice.below(8) {
            0 => body["date"] = json!(dice.date()),
            1 | 2 => body["amount"] = dice.amount(),
            3 => body["category"] = dice.category(),
            4 => body["splits"] = dice.splits(),
            5 => body["account_id"] = json!(dice.below(3) + 1),
            6 => body["to_account_id"] = dice.of(&[json!(1), json!(2), json!(3), json!(null)]),
            _ => body["to_amount"] = dice.amount(),
        }
    }
    body
}

async fn step(ann: &Client<'_>, dice: &mut Dice) -> u16 {
    let ids = transactions(ann).await.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    let one =
        |dice: &mut Dice| format!("{TRANSACTIONS}/{}", if ids.is_empty() { json!(1) } else { dice.of(&ids) });
    match dice.below(11) {
        0..=2 => {
            let mut body = fields(dice);
            for (key, value) in [
                ("account_id", json!(dice.below(3) + 1)),
                ("date", json!(dice.date())),
                ("amount", dice.amount()),
            ] {
                body[key] = value;
            }
            ann.post(TRANSACTIONS, body).await.status
        }
        3..=6 => ann.patch(&one(dice), fields(dice)).await.status,
        7 => ann.delete(&one(dice)).await.status,
        8 => {
            let some = (0..=dice.below(5))
                .map(|_| if ids.is_empty() { json!(1) } else { dice.of(&ids) })
                .collect::<Vec<_>>();
            ann.post(&format!("{TRANSACTIONS}/categorise"), json!({"ids": some, "category": dice.category()}))
                .await
                .status
        }
        9 => {
            let closed = dice.of(&[json!("2026-03-01"), json!(null)]);
            ann.patch(
                &format!("/api/v1/financial/accounts/{}", dice.below(3) + 1),
                json!({"closed_on": closed}),
            )
            .await
            .status
        }
        _ => import(ann, dice).await,
    }
}

/// A small file, perhaps of lines that were there before, booked with a word on what is near.
async fn import(ann: &Client<'_>, dice: &mut Dice) -> u16 {
    let line = |_| {
        format!(
            "2026-0{}-1{},Payee {},-{}.00\n",
            dice.below(3) + 1,
            dice.below(3),
            dice.below(3),
            dice.below(4) + 1
        )
    };
    let table = (0..4).map(line).collect::<String>();
    let account = (dice.below(2) + 1).to_string();
    let answer =
        upload(ann, "a.csv", &format!("Date,Payee,Amount\n{table}"), &[("account_id", &account)]).await;
    let near = dice.of(&[json!("import"), json!("skip"), json!(null)]);
    ann.post(&format!("{IMPORTS}/{}/book", answer.expect(201)["id"]), json!({"near": near})).await.status
}

async fn walk(on: On, seed: u64) {
    let house = House::new(on, MODULES).await;
    let ann = saver(&house, "ann").await;
    for (name, currency, opening) in [("A", "EUR", 100), ("B", "EUR", 0), ("C", "USD", -5)] {
        let body = json!({"name": name, "currency": currency, "opening_balance": opening, "opening_date": "2026-01-01"});
        ann.post("/api/v1/financial/accounts", body).await.expect(201);
    }
    let (mut dice, mut done) = (Dice(seed), 0);
    for _ in 0..150 {
        let status = step(&ann, &mut dice).await;
        assert!(matches!(status, 200 | 201 | 204 | 404 | 409 | 422), "{status}");
        done += u32::from(status < 400);
        sound(&house).await;
    }
    assert!(done > 50, "{done}");
}

#[tokio::test]
async fn the_books_stay_sound_on_sqlite() {
    walk(On::Sqlite, 1).await;
    walk(On::Sqlite, 2).await;
}

#[tokio::test]
async fn the_books_stay_sound_on_postgres() {
    walk(On::Postgres, 3).await;
    walk(On::Postgres, 4).await;
}
