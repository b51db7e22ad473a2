//! A customer's dashboard.
use kernel::{Can, Money, Result};
use tokio::try_join;

use super::{
    http::{CustomerDashboard, CustomerFigures, CustomerHome},
    store::{self, Home},
};
use crate::{
    appointment::store as appointments,
    booking::{model::number, overview::http::NextDue},
    change_request::store as changes,
    due::ledger::{Ledger, looking, store::ledgers},
    message::store as messages,
    permissions::Buy,
    settings::Settings,
    side::{self, Side},
    update::{http::ConstructionUpdate, store as updates},
};

/// How many homes it shows.
const HOMES: u64 = 100;
/// How many appointments and news it shows.
const FEW: u64 = 5;

/// All of it; the cards are asked for side by side.
pub async fn dashboard(can: &Can<Buy>) -> Result<CustomerDashboard> {
    let (app, db) = (can.app(), can.db());
    let me = side::customer(can, db).await?;
    let now = app.clock.now();
    let rows = store::homes(db, me.id, HOMES).await?;
    let bookings = rows.iter().map(|row| row.booking_id).collect::<Vec<_>>();
    let mut developments = rows.iter().map(|row| row.project_id).collect::<Vec<_>>();
    developments.sort_unstable();
    developments.dedup();
    let look = looking(app)?;
    let visits = appointments::Filter { customer: Some(me.id), ..Default::default() };
    let side = Side::Customer(me.clone());
    let (mut ledgers, coming, visits, news, (_, to_decide), unread) = try_join!(
        ledgers(db, &bookings, &look),
        appointments::count_upcoming(db, &visits, now),
        appointments::upcoming(db, &visits, now, FEW),
        updates::latest(db, &developments, FEW),
        changes::open(db, &side),
        messages::unread(db, me.user_id),
    )?;
    let homes = rows.into_iter().map(|row| {
        let ledger = ledgers.remove(&row.booking_id);
        home(row, ledger)
    });
    let homes = homes.collect::<Vec<_>>();
    let all = |of: fn(&CustomerHome) -> Money| Money::try_sum(homes.iter().map(of));
    let stats = CustomerFigures {
        homes: homes.len() as u64,
        total_amount: all(|home| home.total_amount)?,
        paid_amount: all(|home| home.paid_amount)?,
        pending_amount: all(|home| home.pending_amount)?,
        overdue_amount: all(|home| home.overdue_amount)?,
        appointments: coming,
        changes_to_decide: to_decide,
        unread_messages: unread,
    };
    let dues = homes.iter().filter_map(|home| home.next_due.as_ref());
    let next_due = dues.min_by_key(|due| (due.due_date.is_none(), due.due_date)).cloned();
    Ok(CustomerDashboard {
        stats,
        currency: Settings::of(app)?.currency.clone(),
        homes,
        next_due,
        upcoming_appointments: appointments::show(db, visits).await?,
        recent_updates: news.into_iter().map(ConstructionUpdate::from).collect(),
    })
}

fn home(row: Home, ledger: Option<Ledger>) -> CustomerHome {
    let (paid, open, overdue) =
        ledger.as_ref().map_or((Money::ZERO, row.total_amount, Money::ZERO), |ledger| {
            (ledger.balance.paid, ledger.balance.open, ledger.balance.overdue)
        });
    let next_due = ledger.as_ref().and_then(Ledger::next).map(|(due, line)| NextDue {
        title: due.title.clone(),
        amount: line.open,
        due_date: due.due_date,
    });
    CustomerHome {
        booking_id: row.booking_id,
        booking_number: number(row.booking_id),
        booking_status: row.booking_status,
        booking_date: row.booking_date,
        unit_id: row.unit_id,
        unit_number: row.unit_number,
        unit_type: row.unit_type,
        floor_number: row.floor_number,
        area_sqft: row.area_sqft,
        project_id: row.project_id,
        project_name: row.project_name,
        project_status: row.project_status,
        location_city: row.location_city,
        expected_completion_date: row.expected_completion_date,
        image: row.images.and_then(|images| images.0.into_iter().next()),
        progress: (row.progress * 100.0).round() / 100.0,
        company_name: row.company_name,
        builder_user_id: row.builder_user_id,
        total_amount: row.total_amount,
        paid_amount: paid,
        pending_amount: open,
        overdue_amount: overdue,
        next_due,
    }
}
