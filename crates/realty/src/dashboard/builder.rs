//! A builder's dashboard.
use kernel::{Can, Money, Result};
use tokio::try_join;

use super::{
    http::{BuilderActivity, BuilderDashboard, BuilderFigures, BuilderProject, BuilderUnits},
    model, store,
};
use crate::{
    appointment::store as appointments,
    booking::store::BookingStatus::{
        self, BookingConfirmed, Cancelled, Inquiry, SiteVisitScheduled, TokenPaid,
    },
    change_request::store as changes,
    message::store as messages,
    permissions::Build,
    settings::Settings,
    side::{self, Side},
};

/// How many developments and appointments it shows.
const FEW: u64 = 5;
/// How much of what happened it shows.
const LATELY: u64 = 10;

/// All of it; the cards are asked for side by side.
pub async fn dashboard(can: &Can<Build>) -> Result<BuilderDashboard> {
    let (app, db) = (can.app(), can.db());
    let me = side::builder(can, db).await?;
    let now = app.clock.now();
    let (today, since) = (now.date_naive(), model::since(now.date_naive()));
    let visits = appointments::Filter { builder: Some(me.id), ..Default::default() };
    let side = Side::Builder(me.clone());
    let (stock, sold, late, projects, activity) = try_join!(
        store::stock(db, me.id),
        store::sold(db, me.id),
        store::late(db, me.id, today),
        store::projects(db, me.id, FEW),
        store::activity(db, me.id, me.user_id, LATELY),
    )?;
    let (coming, visits, (asked, _), unread, booked, received) = try_join!(
        appointments::count_upcoming(db, &visits, now),
        appointments::upcoming(db, &visits, now, FEW),
        changes::open(db, &side),
        messages::unread(db, me.user_id),
        store::booked(&app.db, me.id, since),
        store::received(&app.db, me.id, since),
    )?;
    let standing = || sold.iter().filter(|sold| sold.booking_status != Cancelled);
    let among = |states: &[BookingStatus]| {
        let these = sold.iter().filter(|sold| states.contains(&sold.booking_status));
        these.map(|sold| sold.bookings).sum()
    };
    let figures = BuilderFigures {
        total_projects: stock.projects,
        projects_under_construction: stock.building,
        active_bookings: among(&[TokenPaid, BookingConfirmed]),
        pending_bookings: among(&[Inquiry, SiteVisitScheduled]),
        cancelled_bookings: among(&[Cancelled]),
        appointments: coming,
        revenue: Money::try_sum(standing().map(|sold| sold.paid))?,
        pending_amount: Money::try_sum(standing().map(|sold| sold.open))?,
        overdue_amount: late.amount,
        overdue_bookings: late.bookings,
        change_requests: asked,
        unread_messages: unread,
    };
    Ok(BuilderDashboard {
        stats: figures,
        currency: Settings::of(app)?.currency.clone(),
        units: BuilderUnits {
            total: stock.homes,
            available: stock.available + stock.unlisted,
            reserved: stock.reserved,
            booked: stock.booked,
            sold: stock.sold,
        },
        recent_projects: projects.into_iter().map(project).collect(),
        upcoming_appointments: appointments::show(db, visits).await?,
        recent_activity: activity.into_iter().map(happened).collect(),
        months: model::months(today, &booked, &received)?,
    })
}

fn project(row: store::Project) -> BuilderProject {
    BuilderProject {
        id: row.id,
        project_name: row.project_name,
        status: row.status,
        location_city: row.location_city,
        total_units: row.total_units,
        available_units: row.available_units,
        bookings: row.bookings,
        progress: (row.progress * 100.0).round() / 100.0,
        expected_completion_date: row.expected_completion_date,
        image: row.images.and_then(|images| images.0.into_iter().next()),
    }
}

fn happened(row: store::Activity) -> BuilderActivity {
    BuilderActivity {
        kind: row.kind,
        id: row.id,
        at: row.at,
        who: row.who,
        what: row.what,
        project_name: row.project_name,
        status: row.status,
        amount: row.amount,
    }
}
