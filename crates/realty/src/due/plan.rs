//! How homes of a development are paid, before anybody books one.
use kernel::{Act, App, Can, Error, Money, Result};

use super::{
    commands,
    http::SchedulePreview,
    model::{Part, Step, WHOLE},
    store,
};
use crate::{
    booking::store::{self as bookings, BookingStatus, Model as Booking, PaymentPlan},
    development::{self, store as developments},
    permissions::Build,
    unit::store as units,
};

/// The steps of a development; none where those of the house hold.
pub async fn steps(app: &App, development_id: i64) -> Result<Vec<Step>> {
    let development = developments::wanted(app.db.read(), development_id).await?;
    Ok(commands::steps_of(&development)?.unwrap_or_default())
}

/// Writes the steps of a development of the caller's. Bookings that stand keep their schedules.
pub async fn save(can: &Can<Build>, development_id: i64, steps: Vec<Step>) -> Result<Vec<Step>> {
    let change = can.change().await?;
    let before = development::commands::mine(can, &change, development_id).await?;
    let sum: i64 = steps.iter().map(|step| step.share_basis_points).sum();
    if !steps.is_empty() && sum != WHOLE {
        return Err(Error::invalid(
            "steps",
            format!("the shares make {sum} together: they must make {WHOLE}, which is the whole price"),
        ));
    }
    let text = if steps.is_empty() { None } else { Some(serde_json::to_string(&steps)?) };
    store::save_steps(change.db(), development_id, text).await?;
    let act = Act::new("save_payment_steps")
        .on(format!("development:{development_id}"))
        .before(&before.payment_steps)
        .after(&steps);
    change.commit(act).await?;
    Ok(steps)
}

/// The price and the parts that a booking of this home would have, made today.
pub async fn preview(app: &App, unit_id: i64, asked: SchedulePreview) -> Result<(Money, Vec<Part>)> {
    let db = app.db.read();
    let unit = bookings::home(db, unit_id).await?.ok_or_else(units::missing)?;
    let development = developments::wanted(db, unit.development_id).await?;
    let phases = store::phases(db, development.id).await?;
    let now = app.clock.now();
    let booking = Booking {
        id: 0,
        customer_id: 0,
        unit_id,
        development_id: development.id,
        booking_status: BookingStatus::Inquiry,
        token_amount: asked.token_amount,
        total_amount: asked.total_amount.unwrap_or(unit.price),
        booking_date: now,
        expected_registration_date: None,
        actual_registration_date: None,
        payment_plan: asked.payment_plan.unwrap_or(PaymentPlan::Installments),
        loan_approved: false,
        loan_amount: asked.loan_amount,
        special_requests: None,
        agent_id: None,
        cancelled_at: None,
        cancel_reason: None,
        agreement_key: None,
        agreement_at: None,
        created_at: now,
        updated_at: None,
    };
    let parts = commands::parts(app, &development, &phases, &booking, Money::ZERO)?;
    Ok((booking.total_amount, parts))
}
