//! A random walk of holds, bookings and cancellations: what follows from them always does.
use std::collections::HashMap;

use chrono::Duration;
use kernel::testing::{Client, House};
use serde_json::{Value, json};

use crate::{
    people::{MODULES, customer},
    sale::{Sale, again, missed, status_of},
    site::home,
};

/// Small numbers, always the same ones.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
}

/// What should be so.
#[derive(Default)]
struct Expected {
    booked: HashMap<i64, (i64, bool)>,
    held: HashMap<i64, i64>,
    kept: HashMap<i64, &'static str>,
}

impl Expected {
    fn status(&self, unit: i64) -> &'static str {
        match (self.booked.get(&unit), self.held.contains_key(&unit), self.kept.get(&unit)) {
            (Some((_, true)), _, _) => "sold",
            (Some((_, false)), _, _) => "booked",
            (None, true, _) => "reserved",
            (None, false, Some(word)) => word,
            (None, false, None) => "available",
        }
    }
}

struct Walk<'a> {
    house: &'a House,
    sale: Sale<'a>,
    units: Vec<i64>,
    people: Vec<(String, i64)>,
    expected: Expected,
}

impl Walk<'_> {
    async fn check(&self, step: &str) {
        let mut free = 144;
        for unit in &self.units {
            let expected = self.expected.status(*unit);
            assert_eq!(status_of(self.house, *unit).await, expected, "unit {unit} after {step}");
            free += i64::from(expected == "available");
        }
        // Five homes are entered one by one; the others are on offer all the time.
        let seen = self.sale.on_offer(self.house).await;
        assert_eq!(seen, free - 4, "on offer after {step}");
        assert_eq!(missed(self.house).await, 0, "schedules after {step}");
    }

    async fn step(&mut self, chance: &mut Chance, ann: &Client<'_>, clients: &[Client<'_>]) -> String {
        let unit = self.units[chance.below(self.units.len())];
        let who = chance.below(clients.len());
        let (client, customer) = (&clients[who], self.people[who].1);
        let free = self.expected.status(unit) == "available";
        match chance.below(7) {
            0 | 1 => {
                let body = self
                    .sale
                    .body(json!({"customer_id": customer, "unit_id": unit, "payment_plan": "installments"}));
                let reply = client.post("/api/bookings", body).await;
                let his = self.expected.held.get(&unit) == Some(&customer);
                let may = !self.expected.booked.contains_key(&unit) && (free || his);
                assert_eq!(reply.status, if may { 201 } else { 400 }, "{}", reply.text());
                if may {
                    self.expected.held.remove(&unit);
                    let id = reply.json()["id"].as_i64().expect("an id");
                    self.expected.booked.insert(unit, (id, false));
                }
                format!("{customer} books {unit}")
            }
            2 => {
                let reply = client.post(&format!("/api/units/{unit}/hold"), json!({"hours": 2})).await;
                assert_eq!(reply.status, if free { 201 } else { 409 }, "{}", reply.text());
                if free {
                    self.expected.held.insert(unit, customer);
                }
                format!("{customer} holds {unit}")
            }
            3 => {
                if let Some((id, _)) = self.expected.booked.remove(&unit) {
                    ann.post(&format!("/api/bookings/{id}/cancel"), json!({})).await.expect(200);
                }
                format!("{unit} is cancelled")
            }
            4 => {
                if let Some((id, sold)) = self.expected.booked.get_mut(&unit) {
                    *sold = !*sold;
                    let day: Value = if *sold { json!("2026-03-15") } else { Value::Null };
                    let body = json!({"actual_registration_date": day});
                    ann.patch(&format!("/api/bookings/{id}"), body).await.expect(200);
                }
                format!("{unit} is registered, or not any more")
            }
            5 => {
                if self.expected.held.remove(&unit).is_some() {
                    let id = self
                        .house
                        .number(&format!(
                            "SELECT id FROM realty_holds WHERE unit_id = {unit} AND ended_at IS NULL"
                        ))
                        .await;
                    ann.delete(&format!("/api/holds/{id}")).await.expect(204);
                }
                format!("{unit} is released")
            }
            _ => self.keep(unit, chance, ann).await,
        }
    }

    async fn keep(&mut self, unit: i64, chance: &mut Chance, ann: &Client<'_>) -> String {
        let word = ["available", "reserved", "sold"][chance.below(3)];
        let reply = ann.patch(&format!("/api/units/{unit}"), json!({"status": word})).await;
        let tied = self.expected.booked.contains_key(&unit) || self.expected.held.contains_key(&unit);
        if reply.status == 200 && !tied {
            self.expected.kept.remove(&unit);
            if word != "available" {
                self.expected.kept.insert(unit, word);
            }
        }
        assert!(tied || reply.status == 200, "{}", reply.text());
        format!("{unit} is kept as {word}")
    }
}

async fn walk(house: &House, seed: u64) {
    let sale = Sale::new(house).await;
    let mut units = vec![sale.unit];
    for n in 2..=5 {
        units.push(home(&sale.builder, sale.project, &format!("A-10{n}"), 1).await);
    }
    let mut people = vec![];
    for name in ["eve", "fay", "gil"] {
        let (_, entry) = customer(house, name).await;
        people.push((name.to_owned(), entry["customer_id"].as_i64().expect("a number")));
    }
    let mut walk = Walk { house, sale, units, people, expected: Expected::default() };
    let mut chance = Chance(seed);
    for _ in 0..6 {
        let ann = again(house, "ann").await;
        let mut clients = vec![];
        for (name, _) in &walk.people {
            clients.push(again(house, name).await);
        }
        for _ in 0..12 {
            let step = walk.step(&mut chance, &ann, &clients).await;
            walk.check(&step).await;
        }
        house.app.clock.advance(Duration::hours(3));
        realty::hold::lapse::sweep(&house.app).await.expect("a sweep");
        walk.expected.held.clear();
        walk.check("all holds are over").await;
    }
}

kernel::stories! { MODULES;
    async fn a_status_follows_from_holds_and_bookings(house) {
        walk(house, 1).await;
    }

    async fn and_so_it_does_on_another_way(house) {
        walk(house, 20_260_315).await;
    }
}
