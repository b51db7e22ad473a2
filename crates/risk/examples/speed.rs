//! Makes a tape of a million loans from a seed and prints how long each analysis takes.
//! `cargo run --release -p risk --example speed [loans] [borrowers]`
#![expect(clippy::print_stdout, reason = "it is what the program is for")]
use std::{hint::black_box, time::Instant};

use risk::{
    borrowers::{self, Order},
    calendar::Calendar,
    cashflow::{self, Ends, Interest},
    concentration::{self, Caps},
    covenants::{self, Limits},
    day,
    filter::{Band, Filter},
    geography, health, losses, maturity,
    rates::Rates,
    report,
    scale::Rating,
    status::Status,
    stress, summary,
    tape::{Loan, Rows, Tape, Writer},
    watch, whatif,
};

/// SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (word ^ (word >> 31)) % end
    }
}

fn tape(loans: u64, borrowers: u64) -> Tape {
    let mut dice = Dice(6);
    let mut writer = Writer::default();
    let today = day::of(2026, 1, 1);
    let sectors: Vec<String> = (0..20).map(|at| format!("Sector {at}")).collect();
    let countries: Vec<String> = (0..60).map(|at| format!("Country {at}")).collect();
    for id in 0..loans {
        let mut ratio = |end| (dice.below(10) > 0).then(|| dice.below(end) as i32);
        let (debt_to_equity, interest_coverage, leverage) = (ratio(450), ratio(1_000), ratio(550));
        let status = match dice.below(100) {
            0..=84 => Status::Performing,
            85..=94 => Status::WatchList,
            95..=97 => Status::NonPerforming,
            _ => Status::Defaulted,
        };
        let borrower = format!("Borrower {}", dice.below(borrowers));
        let written = writer.push(&Loan {
            id: id as i64,
            exposure: (10_000 + dice.below(50_000_000)) as i64 * 100,
            rate: dice.below(1_200) as i32 * 100,
            maturity: today - 100 + dice.below(3_600) as i32,
            rating: Rating((dice.below(11) + dice.below(12)) as u8),
            status,
            borrower: &borrower,
            sector: &sectors[dice.below(20) as usize],
            country: &countries[dice.below(60) as usize],
            debt_to_equity,
            interest_coverage,
            leverage,
        });
        assert!(written, "a loan of the tape is sound");
    }
    writer.finish()
}

/// The least of seven runs, in milliseconds.
fn time<T>(name: &str, mut run: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{name:<34} {best:>8.2} ms");
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().unwrap_or(1_000_000));
    let (loans, names) = (arguments.next().unwrap_or(1_000_000), arguments.next().unwrap_or(50_000));
    let tape = tape(loans, names);
    println!("{loans} loans, {} borrowers", tape.borrower.words.len());
    let chosen = Filter { statuses: Some(vec![Status::Performing]), ..Filter::default() }.rows(&tape);
    analyses(&tape, tape.all(), "all");
    analyses(&tape, Rows::These(&chosen), "performing");
    filters(&tape);
}

fn analyses(tape: &Tape, rows: Rows<'_>, which: &str) {
    let (rates, today) = (Rates::default(), day::of(2026, 1, 1));
    let (caps, limits) = (Caps::default(), Limits::default());
    println!("— {which}: {} loans", rows.len());
    time("plain sum of exposures", || tape.total(rows));
    time("calendar", || Calendar::of(tape, rows, today));
    time("summary", || summary::summary(tape, rows, today, 5));
    time("mix", || summary::mix(tape, rows));
    time("maturity", || maturity::profile(tape, rows, today));
    time("concentration", || concentration::concentration(tape, rows, caps, 10));
    time("borrowers containing 99", || borrowers::borrowers(tape, rows, "99", Order::Exposure, (0, 50)));
    let flow = (Ends::Both, Interest::Constant);
    time("cash flow of 60 months", || cashflow::projection(tape, rows, today, 60, flow));
    time("stress, 11 scenarios", || stress::scenarios(tape, rows, &stress::SCENARIOS));
    time("what if: 10 % of BBB default", || {
        whatif::default_of(tape, rows, &rates, Rating(8), (1_000, 4_000))
    });
    let change = whatif::Change { exposure: -5_000, ..whatif::Change::default() };
    time("what if: a borrower changes", || whatif::borrower(tape, rows, &rates, "Borrower 7", change));
    time("health", || health::health(tape, rows, today));
    time("watch list", || watch::watch(tape, rows, &[Status::WatchList], &rates, (today, 50)));
    time("losses", || losses::losses(tape, rows, &rates, 50));
    time("geography", || geography::geography(tape, rows, &rates, caps, 10));
    time("covenants", || covenants::covenants(tape, rows, limits, 50));
    let terms = report::Terms { as_of: today, rates: &rates, caps, limits, top: 10 };
    time("comprehensive report", || {
        report::report(tape, rows, report::Kind::Comprehensive.sections(), terms)
    });
}

fn filters(tape: &Tape) {
    println!("— filters");
    let base = Filter::default;
    time("rating", || Filter::rating(Rating(8)).rows(tape));
    time("sector", || Filter::sector(Some("Sector 3")).rows(tape));
    time("borrower", || Filter::borrower(Some("Borrower 3")).rows(tape));
    time("borrower contains", || Filter { borrower_contains: vec!["99".into()], ..base() }.rows(tape));
    time("status, exposure, maturity, rate", || {
        Filter {
            statuses: Some(vec![Status::Performing]),
            exposure: Band::at_least(1_000_000_000),
            maturity: Band::between(20_000, 22_000),
            rate: Band::at_most(60_000),
            ..base()
        }
        .rows(tape)
    });
}
