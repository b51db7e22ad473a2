//! A year in the life of a few clients: accounts, a bank's file, budgets, goals and projects.
use chrono::{Days, Duration, NaiveDate};
use kernel::{Demo, Error, Given, Money, Month, Result, Valid, resource::create};
use serde_json::json;

use crate::{
    Budgets, Goals, Projects,
    account::{self, view::AccountView},
    budget::{NewBudget, Rollover},
    goal::{GoalStatus, NewGoal},
    import::{booking, commands::record, reading, reading::Options},
    permissions::Write,
    transaction,
};

const SAVERS: [&str; 6] = ["user123", "testuser", "alice", "bob", "diana", "admin"];
/// Category, limit in whole units, and what becomes of a remainder.
const CATEGORIES: [(&str, i64, Rollover); 6] = [
    ("Rent", 1_200, Rollover::None),
    ("Groceries", 425, Rollover::SurplusAndDeficit),
    ("Transport", 112, Rollover::None),
    ("Leisure", 135, Rollover::SurplusAndDeficit),
    ("Insurance", 160, Rollover::None),
    ("Clothing", 85, Rollover::Surplus),
];
/// Day of the month, payee, category, what it usually costs in whole units, and by how much that sways, per cent.
const HABITS: [(u32, &str, &str, i64, i64); 13] = [
    (1, "Hill Street Homes", "Rent", -1_200, 0),
    (2, "Northern Mutual", "Insurance", -160, 0),
    (4, "Corner Market", "Groceries", -84, 30),
    (8, "City Transit", "Transport", -62, 0),
    (9, "Thai Garden", "Leisure", -58, 40),
    (11, "Fresh & Co", "Groceries", -122, 25),
    (14, "Fuel Stop 24", "Transport", -48, 35),
    (15, "Dress Circle", "Clothing", -74, 60),
    (17, "Lumen Cinema", "Leisure", -34, 20),
    (18, "Corner Market", "Groceries", -91, 30),
    (22, "Bolt & Bean Coffee", "Leisure", -41, 50),
    (24, "Fresh & Co", "Groceries", -133, 25),
    (25, "Meridian Works Ltd", "Salary", 3_400, 0),
];

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    for (n, saver) in (0i64..).zip(SAVERS) {
        budgets(world, n, saver).await?;
        goals(world, n, saver).await?;
        money(world, n, saver).await?;
        projects(world, n, saver).await?;
    }
    world.ago(Duration::zero());
    Ok(())
}

/// As many months as a year has, the present one first.
fn months(world: &Demo) -> Result<Vec<Month>> {
    let now = Month::of(world.now.date_naive()).map_err(Error::internal)?;
    Ok(std::iter::successors(Some(now), |month| month.prev()).take(12).collect())
}

async fn budgets(world: &Demo, n: i64, saver: &str) -> Result<()> {
    for month in months(world)? {
        let first = month.first_day().and_time(chrono::NaiveTime::MIN).and_utc();
        world.at(first.min(world.now) + Duration::hours(8));
        for (category, limit, rollover) in CATEGORIES {
            let new = NewBudget {
                category: category.into(),
                limit: Money::from_units(limit * (10 + n) / 10 * Money::SCALE),
                spent: Given(None),
                spent_entered: Given(None),
                month,
                currency: Given(None),
                rollover,
            };
            create::<Budgets>(world.can::<Write>(saver)?, Valid(new)).await?;
        }
    }
    Ok(())
}

/// Opens an account with what the books of a year ago say.
async fn opened(world: &Demo, saver: &str, new: serde_json::Value) -> Result<AccountView> {
    account::commands::open(&world.can::<Write>(saver)?, serde_json::from_value(new)?).await
}

async fn money(world: &Demo, n: i64, saver: &str) -> Result<()> {
    let first = months(world)?.last().map_or(world.now.date_naive(), |month| month.first_day());
    let since = first.pred_opt().unwrap_or(first);
    world.at(since.and_time(chrono::NaiveTime::MIN).and_utc() + Duration::hours(9));
    let everyday = opened(world, saver, json!({
        "name": "Everyday", "kind": "checking", "currency": "USD", "opening_date": since,
        "opening_balance": 2_400 + n * 310, "number": format!("US{:02} 0042 {:04}", 10 + n, 1_200 + n), "bank": "First Harbor Bank",
    })).await?;
    let savings = opened(
        world,
        saver,
        json!({
            "name": "Rainy day", "kind": "savings", "currency": "USD", "opening_date": since,
            "opening_balance": 6_800 + n * 1_450, "bank": "First Harbor Bank",
        }),
    )
    .await?;
    if n % 2 == 0 {
        opened(world, saver, json!({
            "name": "Index fund", "kind": "investment", "currency": "USD", "opening_date": since, "opening_balance": 12_500 + n * 900,
        })).await?;
        opened(world, saver, json!({
            "name": "Car loan", "kind": "loan", "currency": "USD", "opening_date": since, "opening_balance": -7_800 - n * 400,
        })).await?;
    }
    if saver == "alice" {
        opened(world, saver, json!({
            "name": "Holiday cash", "kind": "cash", "currency": "EUR", "opening_date": since, "opening_balance": 350,
        })).await?;
    }
    for month in months(world)? {
        let Some(day) =
            month.first_day().checked_add_days(Days::new(26)).filter(|day| *day <= world.now.date_naive())
        else {
            continue;
        };
        world.at(day.and_time(chrono::NaiveTime::MIN).and_utc() + Duration::hours(7));
        let transfer = json!({
            "account_id": everyday.id, "to_account_id": savings.id, "date": day, "amount": 300 + n * 20, "memo": "Put aside",
        });
        transaction::commands::create(&world.can::<Write>(saver)?, serde_json::from_value(transfer)?).await?;
    }
    world.ago(Duration::hours(20));
    bring(world, saver, everyday.id, &file(world, n)?).await
}

/// What the bank says of a year, as a table.
fn file(world: &Demo, n: i64) -> Result<String> {
    let today = world.now.date_naive();
    let mut text = String::from("Date,Description,Category,Amount\n");
    for (back, month) in (0i64..).zip(months(world)?) {
        for (h, (day, payee, category, usual, sway)) in (0i64..).zip(HABITS) {
            let Some(date) = NaiveDate::from_ymd_opt(month.year(), month.number(), day) else { continue };
            if date > today {
                continue;
            }
            // Cents that look like life and are the same at each start.
            let off = (n * 31 + back * 17 + h * 23) % 41 - 20;
            let cents =
                usual * (10 + n) * 10 * (2_000 + off * sway) / 2_000 + off.abs() * i64::from(sway > 0);
            let category = if back == 0 && category == "Leisure" { "" } else { category };
            let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.abs());
            text += &format!("{date},{payee},{category},{sign}{}.{:02}\n", cents / 100, cents % 100);
        }
    }
    Ok(text)
}

/// Imports a file the way its owner would.
async fn bring(world: &Demo, saver: &str, account_id: i64, text: &str) -> Result<()> {
    let can = world.can::<Write>(saver)?;
    let key = format!("imports/{}/{}", can.user_id, world.app.dice.uuid());
    world.app.storage.put(&key, text.to_owned().into()).await?;
    let options = Options { account_id: Some(account_id), ..Options::default() };
    let import = record(&can, options, "first-harbor-export.csv".into(), key, text.len() as i64).await?;
    reading::run(&world.app, import.id).await?;
    crate::import::commands::book(&can, import.id, None).await?;
    booking::run(&world.app, import.id).await
}

async fn projects(world: &Demo, n: i64, saver: &str) -> Result<()> {
    let projects = [
        ("Kitchen", "New cupboards, worktop and lights", "in_progress", Some(8_500), -40, Some(60)),
        ("Roof", "Insulation before the winter; three offers are in", "planning", Some(14_000), 30, None),
        ("Balcony", "Boards and plants", "completed", Some(900), -200, Some(-150)),
    ];
    for (name, description, status, budget, start, end) in projects {
        world.ago(Duration::days(90 + n));
        let day = |days: i64| (world.now + Duration::days(days)).date_naive();
        let new = json!({
            "project_name": name, "description": description, "status": status, "budget": budget,
            "start_date": day(start), "end_date": end.map(day),
        });
        create::<Projects>(world.can::<Write>(saver)?, Valid(serde_json::from_value(new)?)).await?;
    }
    Ok(())
}

async fn goals(world: &Demo, n: i64, saver: &str) -> Result<()> {
    let goals = [
        ("Emergency fund", 6_000, 6_000, -30, GoalStatus::Completed),
        ("Holiday", 2_400, 900 + n * 150, 120, GoalStatus::Active),
        ("New car", 18_000, 4_200 + n * 700, 700, GoalStatus::Active),
        ("Down payment", 60_000, 11_500 + n * 2_000, 1_800, GoalStatus::Active),
    ];
    for (at, (name, target, current, days, status)) in (0i64..).zip(goals) {
        world.ago(Duration::days(300 - at * 40 - n));
        let new = NewGoal {
            goal_name: Given(Some(name.into())),
            name: Given(None),
            target_amount: Money::from_units(target * Money::SCALE),
            current_amount: Money::from_units(current * Money::SCALE),
            deadline: Given(Some(world.now + Duration::days(days))),
            target_date: Given(None),
            status,
            currency: Given(None),
            monthly_contribution: None,
            annual_return: None,
        };
        create::<Goals>(world.can::<Write>(saver)?, Valid(new)).await?;
    }
    Ok(())
}
