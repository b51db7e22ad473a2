//! Inboxes that have been in use for a while: letters of the administration, notes, and all that the other modules'
//! demos gave notice of, most of it read.
use chrono::Duration;
use kernel::{App, Demo, Result, event, job};

use crate::{
    inbox::{
        commands::{note, read_many, send},
        http::{NewNotification, SendNotification},
        store::{self, Filter, NotificationType},
    },
    permissions::{Read, Write},
};

const READERS: [&str; 8] = ["user123", "testuser", "alice", "bob", "charlie", "diana", "admin", "manager"];
/// How many of what the other modules told stays unread.
const UNREAD: u64 = 3;

/// Loads the world. It comes last, so that what the other demos told lies in the outbox now.
pub async fn load(world: &Demo) -> Result<()> {
    write(
        world,
        60,
        NotificationType::Kyc,
        "Your identity is confirmed",
        "Your papers were checked and accepted. There is nothing left for you to do.",
        None,
    )
    .await?;
    write(
        world,
        12,
        NotificationType::Alert,
        "Bursar rests on Sunday night",
        "On Sunday from 02:00 to 03:00 UTC Bursar is being looked after and can't be reached.",
        None,
    )
    .await?;
    // Three days back, so that what was told long ago does not fill the log of today.
    world.ago(Duration::days(3));
    settle(&world.app).await?;
    for reader in READERS {
        let can = world.can::<Read>(reader)?;
        let (older, _) = store::page(can.db(), can.user_id, Filter::default(), UNREAD, 10_000).await?;
        read_many(&can, Some(older.into_iter().map(|row| row.id).collect())).await?;
    }
    world.ago(Duration::hours(26));
    for reader in READERS {
        let reminder = NewNotification {
            title: "Look at this month's budget".into(),
            message: "You asked to be reminded in the last week of the month.".into(),
            notification_type: NotificationType::Reminder,
            is_read: false,
            link: Some("/budgets".into()),
        };
        note(&world.caller(reader)?, reminder).await?;
    }
    write(world, 0, NotificationType::Alert, "Two-factor sign-in", "A second factor keeps your account yours, even when somebody knows your password. Switch it on in your settings.", Some("/settings")).await?;
    settle(&world.app).await?;
    world.ago(Duration::zero());
    Ok(())
}

/// The administration writes to everyone, so many days ago.
async fn write(
    world: &Demo,
    days: i64,
    notification_type: NotificationType,
    title: &str,
    message: &str,
    link: Option<&str>,
) -> Result<()> {
    world.ago(Duration::days(days));
    let admin = world.can::<Write>("admin")?;
    for reader in READERS {
        let new = SendNotification {
            user_id: world.caller(reader)?.user_id,
            title: title.into(),
            message: message.into(),
            notification_type,
            link: link.map(str::to_owned),
        };
        send(&admin, new).await?;
    }
    Ok(())
}

/// Delivers what lies in the outbox, and does the work that follows.
async fn settle(app: &App) -> Result<()> {
    while event::dispatch(app).await? + job::work(app, 100).await? > 0 {}
    Ok(())
}
