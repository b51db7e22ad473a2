//! Many at once: no home is ever sold twice.
use futures::future::join_all;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, customer},
    sale::{Sale, missed, traces},
};

kernel::stories! { MODULES;
    async fn of_sixty_four_at_once_exactly_one_books_the_home(house) {
        let sale = Sale::new(house).await;
        let mut people = vec![];
        for n in 0..64 {
            let (client, entry) = customer(house, &format!("person{n}")).await;
            people.push((client, entry["customer_id"].clone()));
        }
        let before = traces(house).await;
        let book = people.iter().map(|(client, id)| client.post("/api/bookings", sale.body(json!({"customer_id": id}))));
        let answers = join_all(book).await;
        let with = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((with(201), with(409)), (1, 63), "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
        for answer in answers.iter().filter(|answer| answer.status == 409) {
            assert_eq!(answer.refused(409), "Unit not available: somebody else took it just now");
        }
        assert_eq!((sale.status(house).await, sale.on_offer(house).await), ("booked".into(), 144));
        let after = traces(house).await;
        assert_eq!(after[2], before[2] + 1, "one booking");
        assert_eq!(after[7], before[7] + 1, "one line in the log");
        assert_eq!(missed(house).await, 0);
        let (client, id) = &people[0];
        let late = client.post("/api/bookings", sale.body(json!({"customer_id": id}))).await;
        assert_eq!(late.refused(400), "Unit not available", "the crowd is gone");
    }

    async fn one_person_who_clicks_often_books_once(house) {
        let sale = Sale::new(house).await;
        let answers = join_all((0..16).map(|_| sale.customer.post("/api/bookings", sale.body(json!({}))))).await;
        let mut statuses = answers.iter().map(|answer| answer.status).collect::<Vec<_>>();
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![201], vec![409; 15]].concat());
    }

    async fn a_home_is_booked_or_held_and_never_both(house) {
        let sale = Sale::new(house).await;
        let mut people = vec![];
        for n in 0..8 {
            people.push(customer(house, &format!("person{n}")).await);
        }
        let tries = people.iter().enumerate().map(|(n, (client, entry))| {
            let body = sale.body(json!({"customer_id": entry["customer_id"]}));
            let hold = format!("/api/units/{}/hold", sale.unit);
            async move {
                let reply = if n % 2 == 0 { client.post("/api/bookings", body).await } else { client.post(&hold, json!({})).await };
                reply.status
            }
        });
        let statuses = join_all(tries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [201, 400, 409].contains(status)), "{statuses:?}");
        let held = house.number("SELECT COUNT(*) FROM realty_holds WHERE ended_at IS NULL").await;
        let booked = house.number("SELECT COUNT(*) FROM realty_bookings").await;
        assert_eq!(held + booked, 1);
        assert_eq!(sale.status(house).await, if held == 1 { "reserved" } else { "booked" });
    }

    async fn the_database_itself_refuses_a_second_booking(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        use sea_orm::ConnectionTrait;
        let tx = house.app.db.begin().await.expect("a transaction");
        let twice = "INSERT INTO realty_bookings (customer_id, unit_id, development_id, booking_status, total_amount, booking_date, \
                     payment_plan, loan_approved, created_at) SELECT customer_id, unit_id, development_id, 'inquiry', total_amount, \
                     booking_date, payment_plan, loan_approved, created_at FROM realty_bookings";
        let refused = tx.execute_unprepared(twice).await.expect_err("twice");
        assert!(matches!(refused.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))), "{refused}");
    }

    async fn payments_at_once_move_the_booking_once(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"token_amount": 400})).await;
        let body = json!({"booking_id": 1, "payment_type": "token", "amount": 100, "payment_method": "online"});
        let made = join_all((0..4).map(|_| sale.builder.post("/api/payments", body.clone()))).await;
        let ids = made.iter().map(|reply| reply.expect(201)["id"].clone()).collect::<Vec<Value>>();
        let done = ids.iter().map(|id| {
            let path = format!("/api/payments/{id}");
            let builder = sale.builder.clone();
            async move { builder.patch(&path, json!({"payment_status": "completed"})).await.status }
        });
        assert_eq!(join_all(done).await, [200; 4]);
        let moved = "SELECT COUNT(*) FROM audit_logs WHERE action = 'update_booking'";
        assert_eq!(house.number(moved).await, 1);
        assert_eq!(sale.customer.get("/api/bookings/1").await.expect(200)["booking_status"], "token_paid");
    }
}
