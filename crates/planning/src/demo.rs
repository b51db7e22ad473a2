//! A year of budgets and some goals for the people of the demo world.
use chrono::{Datelike, Duration};
use kernel::{Demo, Error, Given, Money, Month, Result, Valid, resource::create};

use crate::{
    Budgets, Goals,
    budget::{NewBudget, Rollover},
    goal::{GoalStatus, NewGoal},
    permissions::Write,
};

const SAVERS: [&str; 6] = ["user123", "testuser", "alice", "bob", "diana", "admin"];
/// Category, limit in whole units, and how much of it is usually spent, per cent.
const CATEGORIES: [(&str, i64, i64); 6] = [
    ("Rent", 1_200, 100),
    ("Groceries", 520, 92),
    ("Transport", 180, 74),
    ("Leisure", 240, 108),
    ("Insurance", 160, 100),
    ("Clothing", 120, 55),
];

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    for (n, saver) in (0i64..).zip(SAVERS) {
        budgets(world, n, saver).await?;
        goals(world, n, saver).await?;
    }
    world.ago(Duration::zero());
    Ok(())
}

async fn budgets(world: &Demo, n: i64, saver: &str) -> Result<()> {
    let mut month = Month::of(world.now.date_naive()).map_err(Error::internal)?;
    for back in 0i64..12 {
        let first = month.first_day().and_time(chrono::NaiveTime::MIN).and_utc();
        world.at(first.min(world.now) + Duration::hours(8));
        for (c, (category, limit, usual)) in (0i64..).zip(CATEGORIES) {
            // Of the present month only the days that have been are spent.
            let passed = if back == 0 { i64::from(world.now.day()).min(30) } else { 30 };
            let sway = (n * 13 + back * 7 + c * 17) % 23 - 11;
            let share = if usual == 100 { 100 * 30 } else { (usual + sway) * passed };
            let units = limit * (10 + n) / 10 * Money::SCALE;
            let spent = units / 3_000 * share / 100 * 100;
            let new = NewBudget {
                category: category.into(),
                limit: Money::from_units(units),
                spent: Given(Some(Money::from_units(spent))),
                spent_entered: Given(None),
                month,
                currency: Given(None),
                rollover: Rollover::None,
            };
            create::<Budgets>(world.can::<Write>(saver)?, Valid(new)).await?;
        }
        month = month.prev().ok_or_else(|| Error::internal("the calendar has no month before"))?;
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
