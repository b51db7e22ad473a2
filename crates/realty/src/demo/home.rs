//! The customer's home in the tower: booked, partly paid, talked about.
use chrono::{Duration, NaiveTime};
use kernel::{Demo, Result};
use serde_json::json;

use super::{BUILDER, CUSTOMER, body, works::Tower};
use crate::{
    appointment, booking, change_request, hold, letter, message, payment,
    permissions::{Build, Buy, TakePart},
    phase, profile,
};

/// Books and follows it.
pub async fn load(world: &Demo, tower: &Tower) -> Result<()> {
    let booking = booked(world, tower).await?;
    built(world, tower).await?;
    paid(world, booking).await?;
    visits(world, tower).await?;
    changes(world, booking).await?;
    talk(world, tower, booking).await?;
    kept(world, tower).await
}

async fn booked(world: &Demo, tower: &Tower) -> Result<i64> {
    world.ago(Duration::days(140));
    let buyer = world.can::<Buy>(CUSTOMER)?;
    let mine = profile::store::customer_of(buyer.db(), buyer.user_id).await?.map(|customer| customer.id);
    let new = body(json!({
        "customer_id": mine, "unit_id": tower.units.get("T-803"), "total_amount": 7_415_000, "token_amount": 200_000,
        "payment_plan": "installments", "special_requests": "Please keep the wall between kitchen and hall low.",
    }))?;
    let booking = booking::sale::book(&buyer, new).await?.id;
    receive(world, booking, "token", 200_000, 139).await?;
    world.ago(Duration::days(130));
    let builder = world.can::<Build>(BUILDER)?;
    booking::commands::go(&builder, booking, "completed").await?;
    letter::commands::generate(&builder, booking).await?;
    Ok(booking)
}

async fn receive(world: &Demo, booking: i64, kind: &str, amount: i64, days: i64) -> Result<()> {
    world.ago(Duration::days(days));
    let builder = world.can::<Build>(BUILDER)?;
    let new = body(json!({
        "booking_id": booking, "payment_type": kind, "amount": amount, "payment_method": "bank_transfer",
    }))?;
    let id = payment::commands::create(&builder, new).await?.id;
    let patch =
        body(json!({"payment_status": "completed", "transaction_id": format!("NEFT{:08}", amount + days)}))?;
    payment::commands::update(&builder, id, &Default::default(), patch).await?;
    Ok(())
}

/// The foundation stands, the structure grows.
async fn built(world: &Demo, tower: &Tower) -> Result<()> {
    let builder = world.can::<Build>(BUILDER)?;
    let steps = [
        (72, "Foundation", json!({"progress_percentage": 100, "status": "completed"})),
        (60, "Structure", json!({"progress_percentage": 22, "status": "in_progress"})),
        (
            10,
            "Structure",
            json!({"progress_percentage": 58, "contractor_notes": "Floors 1 to 7 are poured."}),
        ),
    ];
    for (days, name, patch) in steps {
        world.ago(Duration::days(days));
        if let Some(id) = tower.phases.get(name) {
            phase::commands::update(&builder, *id, &Default::default(), body(patch)?).await?;
        }
    }
    Ok(())
}

/// What came with the booking, and a part of what was asked for when the foundation stood.
async fn paid(world: &Demo, booking: i64) -> Result<()> {
    receive(world, booking, "installment", 541_500, 134).await?;
    receive(world, booking, "installment", 400_000, 64).await
}

async fn visits(world: &Demo, tower: &Tower) -> Result<()> {
    let noon = |days: i64, hour: u32| {
        let day = (world.now + Duration::days(days)).date_naive();
        day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()).and_utc()
    };
    let customer = world.can::<TakePart>(CUSTOMER)?;
    let builder = world.can::<TakePart>(BUILDER)?;
    let all = [
        (-142, 10, "site_visit", "First look at the tower", "completed", 145),
        (4, 11, "documentation", "Sign the second part of the agreement", "confirmed", 6),
        (12, 9, "site_visit", "See the eighth floor", "", 2),
    ];
    for (days, hour, kind, agenda, status, asked) in all {
        world.ago(Duration::days(asked));
        let new = body(json!({
            "project_id": tower.id, "appointment_type": kind, "appointment_date": noon(days, hour), "agenda": agenda,
            "created_by": "customer", "meeting_location": if kind == "site_visit" { "site" } else { "office" },
        }))?;
        let id = appointment::commands::arrange(&customer, new).await?.id;
        if !status.is_empty() {
            world.at((noon(days, hour) + Duration::hours(2)).min(world.now - Duration::days(5)));
            appointment::commands::set_status(&builder, id, &Default::default(), status).await?;
        }
    }
    Ok(())
}

async fn changes(world: &Demo, booking: i64) -> Result<()> {
    world.ago(Duration::days(30));
    let customer = world.can::<TakePart>(CUSTOMER)?;
    let builder = world.can::<TakePart>(BUILDER)?;
    let new = body(json!({
        "booking_id": booking, "request_type": "layout", "request_title": "Open kitchen",
        "request_description": "Take the wall between kitchen and hall out and put a counter there.",
        "current_specification": "Closed kitchen, 2.1 m wall", "requested_specification": "Counter, 1.1 m high",
    }))?;
    let id = change_request::commands::submit(&customer, new).await?.id;
    world.ago(Duration::days(26));
    let patch = body(json!({
        "status": "approved", "estimated_cost": 85_000, "estimated_timeline_days": 6,
        "builder_response": "Possible: the wall carries nothing. The counter comes with the finishing.",
    }))?;
    change_request::answer::answer(&builder, id, &Default::default(), patch).await?;
    world.ago(Duration::days(3));
    let new = body(json!({
        "booking_id": booking, "request_type": "electrical", "request_title": "Two more sockets in the study",
        "request_description": "One at the window, one beside the door, at desk height.",
    }))?;
    change_request::commands::submit(&customer, new).await?;
    Ok(())
}

async fn talk(world: &Demo, tower: &Tower, booking: i64) -> Result<()> {
    let (ours, theirs) = (world.caller(BUILDER)?.user_id, world.caller(CUSTOMER)?.user_id);
    let lines = [
        (CUSTOMER, ours, 28, "When is the slab of the eighth floor poured? I would like to be there."),
        (BUILDER, theirs, 27, "In about five weeks, if the weather holds. We will send you the day."),
        (CUSTOMER, ours, 8, "I saw the seventh floor is done. Is the eighth still in plan?"),
        (
            BUILDER,
            theirs,
            1,
            "It is: on Thursday in two weeks, from 7 in the morning. Please bring sturdy shoes.",
        ),
    ];
    for (from, to, days, words) in lines {
        world.ago(Duration::days(days));
        let new = body(json!({
            "recipient_id": to, "project_id": tower.id, "booking_id": booking, "message_content": words,
        }))?;
        message::commands::send(&world.can::<TakePart>(from)?, new).await?;
    }
    Ok(())
}

/// A second home that the customer thinks about.
async fn kept(world: &Demo, tower: &Tower) -> Result<()> {
    world.ago(Duration::hours(5));
    let Some(id) = tower.units.get("T-1105") else { return Ok(()) };
    let new = body(json!({"note": "For my parents; I will know by the weekend."}))?;
    hold::commands::place(&world.can::<TakePart>(CUSTOMER)?, *id, new).await?;
    Ok(())
}
