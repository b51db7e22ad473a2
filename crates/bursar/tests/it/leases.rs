//! A job that takes longer than its lease is renewed by who runs it; one whose runner fell silent is taken up by another.
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use chrono::TimeDelta;
use kernel::{Act, Actor, Change, Job, Module, Order, job};

static RUNS: AtomicUsize = AtomicUsize::new(0);

static WORKSHOP: Module = Module {
    name: "workshop",
    jobs: &[Job::new("workshop.take_long", |_, _| {
        Box::pin(async {
            RUNS.fetch_add(1, Ordering::SeqCst);
            // Longer than a third of a lease: it is renewed once.
            tokio::time::sleep(Duration::from_secs(12)).await;
            Ok(())
        })
    })],
    ..Module::EMPTY
};

kernel::stories! { &[&WORKSHOP];
    async fn a_lease_ends_unless_it_is_renewed(house) {
        let before = RUNS.load(Ordering::SeqCst);
        let mut change = Change::begin(&house.app, Actor::system()).await.expect("a change");
        change.enqueue(Order::new("workshop.take_long", &()).expect("an order"));
        change.commit(Act::new("order_long_work")).await.expect("committed");
        let (app, clock) = (house.app.clone(), &house.app.clock);
        let first = tokio::spawn(async move { job::work(&app, 1).await });
        tokio::time::sleep(Duration::from_millis(500)).await;
        clock.advance(TimeDelta::seconds(25));
        assert_eq!(job::work(&house.app, 1).await.expect("work"), 0, "it is somebody's");
        tokio::time::sleep(Duration::from_millis(10_500)).await;
        clock.advance(TimeDelta::seconds(20));
        assert_eq!(job::work(&house.app, 1).await.expect("work"), 0, "renewed when its first lease had ended");
        first.abort();
        let _ = first.await;
        clock.advance(TimeDelta::seconds(20));
        assert_eq!(job::work(&house.app, 1).await.expect("work"), 1, "who fell silent is replaced");
        let twice = "SELECT COUNT(*) FROM jobs WHERE kind = 'workshop.take_long' AND attempts = 2";
        assert_eq!(house.number(twice).await, 1);
        assert!(RUNS.load(Ordering::SeqCst) >= before + 2);
    }
}
