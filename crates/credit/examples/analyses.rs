//! What `bench/credit/analyses.py` measures: a portfolio of many loans from a seed in a database, a server of it, and the
//! figures alone. `cargo run --release -p credit --example analyses -- load|serve|figures FOLDER LOANS [DATABASE]`
#![expect(clippy::print_stdout, reason = "it is what the program is for")]
use std::{hint::black_box, io::Write, path::Path, time::Instant};

use chrono::{DateTime, Utc};
use credit::{loan::store as loans, portfolio::store as portfolios, rating::store as ratings};
use kernel::{App, Migration, Module, Principal, Role, Settings, World, server::Door};
use risk::{
    borrowers::{self, Order},
    cashflow::{self, Ends, Interest},
    concentration::{self, Caps},
    covenants::{self, Limits},
    geography, health, losses, maturity,
    rates::Rates,
    scale::Rating,
    status::Status,
    stress, summary,
    tape::{Loan, Tape, Writer},
    watch,
};
use sea_orm::ActiveValue::{NotSet, Set};

type Failure = Box<dyn std::error::Error>;

const MODULES: &[&Module] = &[&PEOPLE, &credit::MODULE];
/// Whoever asks is Ann: signing in is not what is measured.
static PEOPLE: Module = Module {
    name: "people",
    migrations: &[Migration {
        name: "0001_people",
        sql: "CREATE TABLE users (id {id}, name TEXT NOT NULL);\nINSERT INTO users (name) VALUES ('Ann');",
    }],
    authenticate: Some(|_, credentials| {
        let ann = Principal {
            user_id: 1,
            handle: "ann".into(),
            name: "Ann".into(),
            role: Role::PortfolioManager,
            session: credentials.token.clone(),
            must_change_password: false,
        };
        Box::pin(std::future::ready(Ok(Some(ann))))
    }),
    ..Module::EMPTY
};
/// 2026-01-01.
const TODAY: i32 = 20_454;
/// So many rows go into the database at once.
const STEP: usize = 100_000;

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

/// A tape from a seed: 50,000 borrowers, 20 sectors, 60 countries; a tenth of the ratios is not known.
fn tape(count: u64) -> Tape {
    let mut dice = Dice(6);
    let mut writer = Writer::default();
    for id in 1..=count {
        let mut ratio = |end| (dice.below(10) > 0).then(|| dice.below(end) as i32);
        let (debt_to_equity, interest_coverage, leverage) = (ratio(450), ratio(1_000), ratio(550));
        let status = match dice.below(100) {
            0..=84 => Status::Performing,
            85..=94 => Status::WatchList,
            95..=97 => Status::NonPerforming,
            _ => Status::Defaulted,
        };
        let words = [("Borrower", 50_000), ("Sector", 20), ("Country", 60)];
        let [borrower, sector, country] = words.map(|(name, end)| format!("{name} {}", dice.below(end)));
        let written = writer.push(&Loan {
            id: id as i64,
            exposure: (10_000 + dice.below(50_000_000)) as i64 * 100,
            rate: dice.below(1_200) as i32 * 100,
            maturity: TODAY - 100 + dice.below(3_600) as i32,
            rating: Rating((dice.below(11) + dice.below(12)) as u8),
            status,
            borrower: &borrower,
            sector: &sector,
            country: &country,
            debt_to_equity,
            interest_coverage,
            leverage,
        });
        assert!(written, "a loan of the tape is sound");
    }
    writer.finish()
}

async fn open(folder: &str, database: Option<&String>) -> Result<App, Failure> {
    let mut overrides = vec![
        ("data_dir", folder.to_owned()),
        ("limits.general", "100000000".to_owned()),
        ("server.request_timeout", "600".to_owned()),
    ];
    overrides.extend(database.map(|url| ("database.url", url.clone())));
    let settings = Settings::load(MODULES, None, [], &overrides)?;
    let app = App::open(settings, MODULES.to_vec(), World::real()).await.map_err(|e| e.to_string())?;
    app.migrate().await.map_err(|e| e.to_string())?;
    Ok(app)
}

fn row(tape: &Tape, at: usize, now: DateTime<Utc>) -> loans::ActiveModel {
    let ratio = |column: &[i32]| Some(column[at]).filter(|value| *value != Tape::NONE).map(i64::from);
    let word = |column: &risk::tape::Codes| column.word(column.codes[at]).unwrap_or_default().to_owned();
    let epoch = chrono::NaiveDate::default();
    loans::ActiveModel {
        id: NotSet,
        portfolio_id: Set(1),
        loan_id: Set(format!("LN{:09}", tape.ids[at])),
        borrower: Set(word(&tape.borrower)),
        amount: Set(tape.exposure[at]),
        rate: Set(tape.rate[at].into()),
        sector: Set(word(&tape.sector)),
        maturity_date: Set(epoch + chrono::Duration::days(tape.maturity[at].into())),
        credit_rating: Set(tape.rating[at].notch().into()),
        status: Set(tape.status[at].name().to_owned()),
        country: Set(Some(word(&tape.country))),
        debt_to_equity: Set(ratio(&tape.debt_to_equity)),
        interest_coverage: Set(ratio(&tape.interest_coverage)),
        leverage_ratio: Set(ratio(&tape.leverage)),
        revision: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

/// Each loan twice: as it was a year ago, and as it is.
fn rated(tape: &Tape, at: usize, now: DateTime<Utc>) -> [ratings::ActiveModel; 2] {
    let notch = i16::from(tape.rating[at].notch());
    let before = (notch + (at % 5) as i16 - 2).clamp(0, 21);
    [(before, TODAY - 365), (notch, TODAY)].map(|(notch, day)| ratings::ActiveModel {
        loan_id: Set(tape.ids[at]),
        snapshot_date: Set(chrono::NaiveDate::default() + chrono::Duration::days(day.into())),
        credit_rating: Set(notch),
        created_at: Set(now),
    })
}

async fn load(app: &App, count: u64) -> Result<(), Failure> {
    let now = app.clock.now();
    let tx = app.db.begin().await.map_err(|e| e.to_string())?;
    let portfolio = portfolios::ActiveModel {
        owner_id: Set(1),
        name: Set("Book".into()),
        is_active: Set(true),
        revision: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    portfolios::insert(&*tx, portfolio).await.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())?;
    let tape = tape(count);
    for start in (0..tape.len()).step_by(STEP) {
        let places = start..(start + STEP).min(tape.len());
        let some = places.clone().map(|at| row(&tape, at, now)).collect();
        app.db.load::<loans::ActiveModel>(some).await.map_err(|e| e.to_string())?;
        let some = places.flat_map(|at| rated(&tape, at, now)).collect();
        app.db.load::<ratings::ActiveModel>(some).await.map_err(|e| e.to_string())?;
    }
    Ok(())
}

async fn serve(app: App) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;
    let door = Door::new(&app, axum::Router::new());
    kernel::server::serve(app, door, listener, std::future::pending()).await.map_err(|e| e.to_string().into())
}

/// The columns as files of plain numbers, for those who are compared.
fn write(tape: &Tape, folder: &Path) -> Result<(), Failure> {
    let ints = |name: &str, column: &mut dyn Iterator<Item = i32>| {
        std::fs::write(folder.join(name), column.flat_map(i32::to_le_bytes).collect::<Vec<_>>())
    };
    std::fs::write(
        folder.join("exposure"),
        tape.exposure.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<_>>(),
    )?;
    ints("rate", &mut tape.rate.iter().copied())?;
    ints("maturity", &mut tape.maturity.iter().copied())?;
    ints("rating", &mut tape.rating.iter().map(|rating| rating.notch().into()))?;
    ints("status", &mut tape.status.iter().map(|status| status.index() as i32))?;
    ints("debt_to_equity", &mut tape.debt_to_equity.iter().copied())?;
    ints("interest_coverage", &mut tape.interest_coverage.iter().copied())?;
    ints("leverage", &mut tape.leverage.iter().copied())?;
    for (name, column) in [("borrower", &tape.borrower), ("sector", &tape.sector), ("country", &tape.country)]
    {
        ints(name, &mut column.codes.iter().map(|code| *code as i32))?;
        std::fs::write(
            folder.join(format!("{name}.words")),
            column.words.iter().collect::<Vec<_>>().join("\n"),
        )?;
    }
    Ok(())
}

/// The least of seven runs, in milliseconds.
fn time<T>(name: &str, mut run: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{name} {best}");
}

fn figures(tape: &Tape) {
    let (rows, rates, caps) = (tape.all(), Rates::default(), Caps::default());
    time("summary", || summary::summary(tape, rows, TODAY, 10));
    time("mix", || summary::mix(tape, rows));
    time("default-probability", || losses::losses(tape, rows, &rates, 10));
    time("concentration", || concentration::concentration(tape, rows, caps, 10));
    time("covenant-compliance", || covenants::covenants(tape, rows, Limits::default(), 500));
    time("maturity", || maturity::profile(tape, rows, TODAY));
    time("borrowers", || borrowers::borrowers(tape, rows, "", Order::Exposure, (0, 100)));
    time("cash-flow", || cashflow::projection(tape, rows, TODAY, 24, (Ends::Both, Interest::Constant)));
    time("stress", || stress::scenarios(tape, rows, &stress::SCENARIOS));
    time("health", || health::health(tape, rows, TODAY));
    time("watch-list", || watch::watch(tape, rows, &[Status::WatchList], &rates, (TODAY, 10)));
    time("geography", || geography::geography(tape, rows, &rates, caps, 10));
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, folder, count, database @ ..] = &arguments[..] else {
        return Err("load|serve|figures FOLDER LOANS [DATABASE]".into());
    };
    let count = count.parse()?;
    match what.as_str() {
        "load" => load(&open(folder, database.first()).await?, count).await,
        "serve" => serve(open(folder, database.first()).await?).await,
        "columns" => write(&tape(count), Path::new(folder)),
        _ => {
            figures(&tape(count));
            Ok(())
        }
    }
}
