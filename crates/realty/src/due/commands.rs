//! Writing schedules, asking for their parts, and changing what they sum to.
use kernel::{Act, App, Can, Change, Currency, Error, Money, Result, amount::MOST};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

use super::{
    balance::Line,
    ledger::{
        Ledger, looking,
        store::{ledger, ledgers},
    },
    model::{self, Part, Phase, Standing, Step, Terms, days_on, same},
    store::{self, DueKind, Model},
};
use crate::{
    booking::{
        self,
        store::{self as bookings, Model as Booking},
    },
    dealings::store::{self as dealings, Deal},
    development::store::{self as developments, DevelopmentStatus, Model as Development},
    events::{self, PAYMENT_DUE, Word},
    permissions::Build,
    settings::Settings,
    side,
};

/// A part of a schedule was asked for.
pub const DEMANDED: &str = "realty.due.demanded";

/// The steps that a builder wrote for a development.
pub fn steps_of(development: &Development) -> Result<Option<Vec<Step>>> {
    let steps = development.payment_steps.as_deref().map(serde_json::from_str::<Vec<Step>>).transpose()?;
    Ok(steps.filter(|steps| !steps.is_empty()))
}

/// What a booking would owe, part by part, beside what is fixed already.
pub fn parts(
    app: &App,
    development: &Development,
    phases: &[Phase],
    booking: &Booking,
    fixed: Money,
) -> Result<Vec<Part>> {
    let steps = steps_of(development)?;
    let ready = [DevelopmentStatus::Completed, DevelopmentStatus::Delivered].contains(&development.status);
    let terms = Terms {
        total: booking.total_amount.checked_sub(fixed)?,
        token: booking.token_amount,
        plan: booking.payment_plan,
        loan: booking.loan_amount,
        booked_on: booking.booking_date.date_naive(),
        today: app.clock.now().date_naive(),
        steps: steps.as_deref(),
        phases,
        ready,
        due_days: Settings::of(app)?.due_days,
    };
    Ok(model::schedule(&terms)?)
}

/// Writes the schedule of a new booking.
pub async fn write(app: &App, change: &Change, development: &Development, booking: &Booking) -> Result<()> {
    let phases = store::phases(change.db(), development.id).await?;
    let parts = parts(app, development, &phases, booking, Money::ZERO)?;
    store::insert(change.db(), booking.id, 1, parts, change.now()).await
}

/// Writes it anew: another plan, another loan. 409 once anything is paid. Accepted changes stay as they are.
pub async fn rewrite(app: &App, change: &Change, booking: &Booking) -> Result<()> {
    let db = change.db();
    let now = ledger(db, booking.id, &looking(app)?).await?;
    if now.balance.paid > Money::ZERO {
        let says = "Something is paid already: the plan of this booking can't change any more.";
        return Err(Error::conflict(says));
    }
    let development = developments::wanted(db, booking.development_id).await?;
    let (kept, gone): (Vec<_>, Vec<_>) = now.dues.into_iter().partition(|due| due.kind == DueKind::Change);
    let fixed = Money::try_sum(kept.iter().map(|due| due.amount))?;
    let phases = store::phases(db, development.id).await?;
    let parts = parts(app, &development, &phases, booking, fixed)?;
    let last = kept.iter().chain(&gone).map(|due| due.position).max().unwrap_or_default();
    store::remove(db, &gone.iter().map(|due| due.id).collect::<Vec<_>>()).await?;
    store::insert(db, booking.id, last + 1, parts, change.now()).await
}

/// Shares another price among the open parts. 409 where more is paid.
pub async fn reprice(app: &App, change: &Change, booking: &Booking, total: Money) -> Result<()> {
    let (db, look) = (change.db(), looking(app)?);
    let now = ledger(db, booking.id, &look).await?;
    let fixed = |due: &Model| [DueKind::Token, DueKind::Change].contains(&due.kind);
    let standing =
        |(due, line): (&Model, &Line)| Standing { amount: due.amount, paid: line.paid, fixed: fixed(due) };
    let standings = now.lines().map(standing).collect::<Vec<_>>();
    let Some((amounts, more)) = model::reprice(&standings, total)? else {
        let paid = now.balance.paid;
        return Err(Error::conflict(format!("{paid} is paid already: the price can't be less than that.")));
    };
    let last = now.dues.iter().map(|due| due.position).max().unwrap_or_default();
    let changed = now.dues.into_iter().zip(amounts).filter(|(due, amount)| due.amount != *amount);
    let (gone, changed): (Vec<_>, Vec<_>) = changed.partition(|(_, amount)| *amount == Money::ZERO);
    store::remove(db, &gone.iter().map(|(due, _)| due.id).collect::<Vec<_>>()).await?;
    store::set_amounts(db, changed.into_iter().map(|(due, amount)| Model { amount, ..due }).collect())
        .await?;
    if more > Money::ZERO {
        let part = Part {
            title: "Balance".into(),
            kind: DueKind::Dated,
            phase: None,
            amount: more,
            due_date: Some(days_on(look.today, look.soon)),
            demanded: false,
        };
        store::insert(db, booking.id, last + 1, vec![part], change.now()).await?;
    }
    Ok(())
}

/// Adds an accepted change to a booking: a part of its own, and the price grows by as much.
pub async fn add_change(
    app: &App,
    change: &mut Change,
    booking_id: i64,
    title: &str,
    amount: Money,
    change_request_id: i64,
) -> Result<()> {
    let before = bookings::lock(change.db(), booking_id).await?;
    if !before.is_active() {
        return Err(booking::commands::is_cancelled());
    }
    let total = before.total_amount.checked_add(amount)?;
    if total > MOST || total <= Money::ZERO {
        return Err(Error::conflict(format!(
            "With this change the price would be {total}: it can't be that."
        )));
    }
    if amount == Money::ZERO {
        return Ok(());
    }
    if amount < Money::ZERO {
        reprice(app, change, &before, total).await?;
    } else {
        let settings = Settings::of(app)?;
        let dues = store::of_booking(change.db(), booking_id).await?;
        let row = store::ActiveModel {
            booking_id: Set(booking_id),
            position: Set(dues.iter().map(|due| due.position).max().unwrap_or_default() + 1),
            title: Set(title.to_owned()),
            kind: Set(DueKind::Change),
            change_request_id: Set(Some(change_request_id)),
            amount: Set(amount),
            due_date: Set(Some(days_on(change.now().date_naive(), settings.due_days))),
            demanded_at: Set(Some(change.now())),
            ..Default::default()
        };
        store::add(change.db(), row).await?;
    }
    let after = bookings::set_total(change.db(), booking_id, total, change.now()).await?;
    let says = format!("{title}: the price moves by {amount} to {total}");
    change.record(
        Act::new("change_price")
            .on(format!("booking:{booking_id}"))
            .saying(says)
            .before(&before)
            .after(&after),
    );
    booking::commands::tell(change, booking::commands::CHANGED, &after).await
}

/// Asks all customers of a development for what waited for this phase; names are compared without regard to case. The
/// phase named "Handover" brings the keys.
pub async fn demand(app: &App, change: &mut Change, development_id: i64, phase_name: &str) -> Result<()> {
    let waiting = store::waiting(change.db(), development_id).await?;
    let answers = |due: &Model| match due.kind {
        DueKind::Handover => same(phase_name, "handover"),
        _ => due.phase.as_deref().is_some_and(|phase| same(phase, phase_name)),
    };
    let happened = format!("{} is completed", phase_name.trim());
    ask(app, change, waiting.into_iter().filter(answers).collect(), &happened).await
}

/// Asks all customers of a development for what waited for the keys.
pub async fn demand_handover(app: &App, change: &mut Change, development_id: i64) -> Result<()> {
    let waiting = store::waiting(change.db(), development_id).await?;
    let keys = waiting.into_iter().filter(|due| due.kind == DueKind::Handover);
    ask(app, change, keys.collect(), "The keys are ready").await
}

/// Asks a customer for one part that waits, by the builder's own word.
pub async fn demand_one(can: &Can<Build>, due_id: i64) -> Result<Ledger> {
    let mut change = can.change().await?;
    let due = store::by_id(change.db(), due_id).await?.ok_or_else(store::missing)?;
    let (row, deal) = bookings::wanted(change.db(), due.booking_id).await?;
    if deal.builder_id != side::builder(can, change.db()).await?.id {
        return Err(Error::forbidden("Not authorized"));
    }
    let row = bookings::lock(change.db(), row.id).await?;
    if !row.is_active() {
        return Err(booking::commands::is_cancelled());
    }
    let due = store::by_id(change.db(), due_id).await?.ok_or_else(store::missing)?;
    if let Some(day) = due.due_date {
        return Err(Error::conflict(format!("This part has its day already: {day}.")));
    }
    let happened = format!("{} asks for a part of the price", deal.project_name);
    ask(can.app(), &mut change, vec![due], &happened).await?;
    let ledger = ledger(change.db(), row.id, &looking(can.app())?).await?;
    change.commit_recorded().await?;
    Ok(ledger)
}

/// What screens hear of a part that was asked for.
#[derive(Serialize)]
struct Told<'a> {
    booking_id: i64,
    due_id: i64,
    title: &'a str,
    amount: Money,
    open: Money,
    due_date: chrono::NaiveDate,
}

/// Gives these parts their day, and tells the customers. Who has paid ahead is told nothing.
async fn ask(app: &App, change: &mut Change, dues: Vec<Model>, happened: &str) -> Result<()> {
    if dues.is_empty() {
        return Ok(());
    }
    let (look, settings) = (looking(app)?, Settings::of(app)?);
    let due_date = days_on(change.now().date_naive(), settings.due_days);
    let ids = dues.iter().map(|due| due.id).collect::<Vec<_>>();
    store::demand(change.db(), &ids, due_date, change.now()).await?;
    let mut of = dues.iter().map(|due| due.booking_id).collect::<Vec<_>>();
    of.dedup();
    let ledgers = ledgers(change.db(), &of, &look).await?;
    let deals = dealings::deals(change.db(), of).await?;
    for due in &dues {
        let Some(deal) = deals.get(&due.booking_id) else { continue };
        let line = ledgers.get(&due.booking_id).and_then(|ledger| ledger.line(due.id));
        let open = line.map_or(due.amount, |line| line.open);
        let told = Told {
            booking_id: due.booking_id,
            due_id: due.id,
            title: &due.title,
            amount: due.amount,
            open,
            due_date,
        };
        events::tell(change, DEMANDED, &deal.people(), &told)?;
        if open > Money::ZERO {
            word(due, deal, open, due_date, (happened, &settings.currency))
                .to(change, deal.customer_user_id)?;
        }
    }
    let says = format!("{happened}: asked for {} parts of schedules until {due_date}", dues.len());
    change.record(Act::new("demand_payments").saying(says));
    Ok(())
}

fn word<'a>(
    due: &'a Model,
    deal: &Deal,
    open: Money,
    until: chrono::NaiveDate,
    (happened, currency): (&str, &Currency),
) -> Word<'a> {
    Word {
        kind: PAYMENT_DUE,
        title: "A payment is due",
        message: format!(
            "{happened}. For {}, {} ({open} {currency}) is due until {until}.",
            deal.home(),
            due.title
        ),
        link: format!("/my/home/{}", due.booking_id),
        once: Some(format!("due {} demanded {until}", due.id)),
    }
}
