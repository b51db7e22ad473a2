//! A tower of 72 homes that is being built: its phases, its news, its model.
use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use kernel::{Demo, Result};
use serde_json::json;

use super::{BUILDER, body, tower};
use crate::{development, model3d, permissions::Build, phase, unit, update};

/// What the home of the customer needs to know of the tower.
pub struct Tower {
    /// Its number.
    pub id: i64,
    /// Its homes by number.
    pub units: HashMap<String, i64>,
    /// Its phases by name.
    pub phases: HashMap<&'static str, i64>,
}

const FLOORS: i64 = 12;

/// Phase, weight, when it began and when it is to end in days from now.
const PHASES: [(&str, i64, i64, i64); 5] = [
    ("Foundation", 15, -180, -70),
    ("Structure", 35, -70, 60),
    ("Masonry and roof", 20, 30, 150),
    ("Services", 15, 120, 220),
    ("Finishing and handover", 15, 200, 320),
];

/// Enters it.
pub async fn load(world: &Demo) -> Result<Tower> {
    world.ago(Duration::days(185));
    let day = |days: i64| (world.now + Duration::days(days)).date_naive();
    let builder = world.can::<Build>(BUILDER)?;
    let id = enter(
        world,
        "Lakeside Towers",
        "construction",
        ("Pune", "Maharashtra", "411014"),
        day(-180),
        day(320),
    )
    .await?;
    let homes = |floor: std::ops::RangeInclusive<i64>| {
        floor.flat_map(|floor| (1..=6).map(move |place| (format!("T-{floor}{place:02}"), floor, place - 1)))
    };
    let stack = |name: &str, kind: &str, area: f64, price: i64, facing: &str| {
        json!({"stack": name, "unit_type": kind, "area_sqft": area, "price": price, "facing": facing,
               "balconies": 1, "bathrooms": 2, "parking_spaces": 1})
    };
    let plan = body(json!({
        "first_floor": 1, "last_floor": FLOORS, "numbering": "T-{floor}{stack}", "price_step": 45_000,
        "stacks": [
            stack("01", "2BHK", 1080.0, 6_900_000, "east"), stack("02", "3BHK", 1460.0, 9_400_000, "northeast"),
            stack("03", "2BHK", 1110.0, 7_100_000, "west"), stack("04", "3BHK", 1500.0, 9_600_000, "southwest"),
            stack("05", "1BHK", 720.0, 4_800_000, "south"), stack("06", "4BHK+", 2050.0, 13_900_000, "north"),
        ],
    }))?;
    unit::generator::commands::generate(&builder, id, plan).await?;
    let (rows, _) = unit::store::page(builder.db(), id, &unit::store::Filter::default(), 0, 500).await?;
    let units = rows.into_iter().map(|row| (row.unit_number, row.id)).collect();
    elsewhere(world, &units).await?;
    let mut phases = HashMap::new();
    for (name, weight, from, to) in PHASES {
        let new = body(json!({
            "phase_name": name, "weight": weight, "start_date": day(from), "expected_end_date": day(to),
            "customer_visible": true,
        }))?;
        phases.insert(name, phase::commands::create(&builder, id, new).await?.id);
    }
    let boxes = homes(1..=FLOORS).map(|(name, floor, place)| tower::Box { name, floor, place });
    let file = tower::tower(&boxes.collect::<Vec<_>>());
    let model = body(json!({
        "project_id": id, "model_name": "Lakeside Towers, from the lake", "model_type": "project_overview",
        "model_description": "Every home of the tower, coloured by how it stands.", "file_format": "glb",
        "is_interactive": true, "access_level": "public",
        "file_url": "/",
    }))?;
    let name = "lakeside-towers.glb".to_owned();
    let seen = model3d::model::look(&name, &file)?;
    model3d::commands::add(&builder, model, seen, (name, file.into())).await?;
    planned(world, day).await?;
    news(world, id).await?;
    Ok(Tower { id, units, phases })
}

async fn enter(
    world: &Demo,
    name: &str,
    status: &str,
    (city, state, zip): (&str, &str, &str),
    start: NaiveDate,
    end: NaiveDate,
) -> Result<i64> {
    let builder = world.can::<Build>(BUILDER)?;
    let new = body(json!({
        "project_name": name, "project_type": "residential", "status": status, "total_units": 0, "available_units": 0,
        "location_address": "1 Shore Road", "location_city": city, "location_state": state, "location_zipcode": zip,
        "price_range_min": 4_800_000, "price_range_max": 14_395_000, "project_area": 12_400.0,
        "amenities": ["gym", "swimming_pool", "parking", "garden", "play_area", "jogging_track"],
        "start_date": start, "expected_completion_date": end, "is_featured": status == "construction",
        "description": "Homes by the water, with light from two sides.",
    }))?;
    Ok(development::commands::create(&builder, new).await?.id)
}

/// Some homes were sold or are kept back outside of this house.
async fn elsewhere(world: &Demo, units: &HashMap<String, i64>) -> Result<()> {
    let builder = world.can::<Build>(BUILDER)?;
    let kept = [
        (
            "sold",
            &[
                "T-101", "T-102", "T-103", "T-105", "T-201", "T-204", "T-205", "T-302", "T-401", "T-505",
                "T-603",
            ][..],
        ),
        ("booked", &["T-106", "T-203", "T-305", "T-402", "T-501", "T-704", "T-805", "T-901", "T-1005"][..]),
        ("reserved", &["T-1201", "T-1206"][..]),
    ];
    for (status, numbers) in kept {
        for id in numbers.iter().filter_map(|number| units.get(*number)) {
            let patch = body(json!({ "status": status }))?;
            unit::commands::update(&builder, *id, &Default::default(), patch).await?;
        }
    }
    Ok(())
}

/// A development that is still on paper.
async fn planned(world: &Demo, day: impl Fn(i64) -> NaiveDate) -> Result<()> {
    world.ago(Duration::days(20));
    let builder = world.can::<Build>(BUILDER)?;
    let id =
        enter(world, "Harbour Row", "planning", ("Kochi", "Kerala", "682001"), day(60), day(700)).await?;
    let plan = body(json!({
        "first_floor": 0, "last_floor": 2, "numbering": "H{stack}-{floor}", "price_step": 120_000,
        "stacks": (1..=8).map(|n| json!({
            "stack": n.to_string(), "unit_type": "3BHK", "area_sqft": 1720.0, "price": 11_800_000, "bathrooms": 3,
            "balconies": 2, "parking_spaces": 2,
        })).collect::<Vec<_>>(),
    }))?;
    unit::generator::commands::generate(&builder, id, plan).await?;
    Ok(())
}

/// News, from the first day of the works to last week.
async fn news(world: &Demo, id: i64) -> Result<()> {
    let builder = world.can::<Build>(BUILDER)?;
    let all = [
        (
            178,
            "milestone",
            "medium",
            "The ground is broken",
            "Excavation began on Monday. Trucks use the north gate only.",
        ),
        (
            96,
            "general",
            "low",
            "Piles are tested",
            "All 84 piles carry what they must; the report lies in the site office.",
        ),
        (
            41,
            "delay",
            "high",
            "Rain stopped the crane",
            "Five days of storm. We make up for three of them with a second shift.",
        ),
        (
            9,
            "quality",
            "medium",
            "Seventh floor poured",
            "Cube tests of the sixth floor came back well above the grade asked for.",
        ),
    ];
    for (days, kind, priority, title, content) in all {
        world.ago(Duration::days(days));
        let delay = (kind == "delay").then_some(2);
        let new = body(json!({
            "update_title": title, "update_content": content, "update_type": kind, "priority": priority,
            "weather_impact": kind == "delay", "estimated_delay_days": delay, "tags": ["tower"],
        }))?;
        update::commands::create(&builder, id, new).await?;
    }
    Ok(())
}
