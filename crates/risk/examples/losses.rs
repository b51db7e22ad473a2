//! How long stages, expected losses, capital, vintages and rolls take over 1,000,000 loans, on one thread:
//! `cargo run --release -p risk --example losses [loans]`.
#![expect(clippy::print_stdout, reason = "printing the measured times is what this example is for")]

use risk::{
    arrears::{Buckets, Roll, Snapshot, aging},
    basel::{Class, Rules},
    capital::{Correlation, Terms, irb, one_factor},
    defaults::{
        lives::{End, Lives},
        vintage::{Grain, vintages},
    },
    ifrs9::{
        curve::Curve,
        ecl::{self, losses},
        stage::{Policy, staging},
    },
    rates::Rates,
    scale::Rating,
    schedule::{Frequency, Kind},
    status::Status,
    tape::Tape,
};
use std::{hint::black_box, time::Instant};

const AS_OF: i32 = 20_000;

fn main() {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let mut dice = Dice(7);
    let tape = made_up(count, &mut dice);
    let days: Vec<i32> = (0..count).map(|_| (dice.of(900) as i32 - 700).max(0)).collect();
    let later: Vec<i32> = days.iter().map(|days| days + dice.of(60) as i32 - 30).collect();
    let (rates, policy) = (Rates::default(), Policy::default());
    let curve = Curve::constant(&rates);
    println!("{count} loans");
    tell("stages", || staging(&tape, tape.all(), &days, &[], &policy).stages);
    let stages = staging(&tape, tape.all(), &days, &[], &policy);
    for (name, steps, repayment) in [
        ("expected losses, years, bullet", Frequency::Yearly, Kind::Bullet),
        ("expected losses, quarters, bullet", Frequency::Quarterly, Kind::Bullet),
        ("expected losses, months, annuity", Frequency::Monthly, Kind::Annuity),
    ] {
        let terms = ecl::Terms { steps, repayment, ..ecl::Terms::default() };
        tell(name, || losses((&tape, tape.all()), &stages, (&rates, &curve), AS_OF, &terms).all);
    }
    let terms = Terms { class: Class::Corporate, rules: Rules::default(), best_estimate: 1.0, as_of: AS_OF };
    tell("capital by ratings", || irb((&tape, tape.all()), &rates, &terms).all);
    let correlation = Correlation::Basel(Class::Corporate);
    tell("losses under one factor", || one_factor((&tape, tape.all()), &rates, correlation, 0.999));
    let lives = lives(count, &mut dice);
    tell("vintages by quarter and month", || {
        vintages(&lives, (Grain::Quarter, Grain::Month), &tape.exposure, AS_OF)
    });
    let buckets = Buckets::default();
    tell("days past due", || aging(&days, &tape.exposure, &buckets));
    tell("roll rates", || {
        let mut roll = Roll::none(&buckets);
        let exposure = &tape.exposure;
        roll.add(Snapshot { days: &days, exposure }, Snapshot { days: &later, exposure }, &buckets);
        roll.net_flow()
    });
}

/// Prints the least time of five, in milliseconds.
fn tell<T>(name: &str, mut work: impl FnMut() -> T) {
    let once = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64() * 1e3
    };
    let least = (0..5).map(once).fold(f64::INFINITY, f64::min);
    println!("{name:37} {least:7.1} ms");
}

/// A seeded sequence of numbers (the multiplier of PCG's 64-bit generator).
struct Dice(u64);

impl Dice {
    fn of(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn made_up(count: usize, dice: &mut Dice) -> Tape {
    Tape {
        ids: (0..count as i64).collect(),
        exposure: (0..count).map(|_| 1_000_000 + dice.of(10_000_000_000) as i64).collect(),
        rate: (0..count).map(|_| 10_000 + dice.of(110_000) as i32).collect(),
        maturity: (0..count).map(|_| AS_OF - 100 + dice.of(3_650) as i32).collect(),
        rating: (0..count).map(|_| Rating(3 + dice.of(15) as u8)).collect(),
        status: (0..count)
            .map(|_| if dice.of(20) == 0 { Status::WatchList } else { Status::Performing })
            .collect(),
        ..Tape::default()
    }
}

fn lives(count: usize, dice: &mut Dice) -> Lives {
    let mut lives = Lives::default();
    for loan in 0..count as u32 {
        let opened = AS_OF - dice.of(3_650) as i32;
        let closed = opened + dice.of(3_000) as i32;
        let end = if dice.of(10) == 0 { End::Defaulted } else { End::Withdrawn };
        let (closed, end) = if closed > AS_OF { (AS_OF, End::Open) } else { (closed, end) };
        lives.push(loan, (opened, closed), end);
    }
    lives
}
