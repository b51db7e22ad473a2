//! Bringing notices into the inbox, and keeping it.
use kernel::{
    Act, Actor, App, Audience, Caller, Can, Change, Error, Event, Notice, Person, Result, module::Fields,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;

use super::{
    http::{NewNotification, Notification, SendNotification},
    model, store,
};
use crate::{
    channel::commands::chosen,
    letter::{Letter, Words},
    permissions::{Read, Write},
    settings::Settings,
};

/// Something came into an inbox; body: the notification and `unread_count`.
pub const CREATED: &str = "notifications.notification.created";
/// Something in an inbox was read or removed; body: `unread_count`.
pub const CHANGED: &str = "notifications.inbox.changed";

#[derive(Serialize)]
struct Arrived<'a> {
    #[serde(flatten)]
    notification: &'a Notification,
    unread_count: u64,
}

/// How full an inbox is.
#[derive(Serialize)]
struct Unread {
    unread_count: u64,
}

/// A notice, and when it was given: delivery comes later.
#[derive(Deserialize)]
struct Told {
    #[serde(flatten)]
    notice: Notice,
    #[serde(default)]
    at: Option<chrono::DateTime<chrono::Utc>>,
}

/// Brings a notice to its reader by the ways that he chose: at most once, where it has a key.
pub async fn deliver(app: &App, event: &Event) -> Result<()> {
    let Told { notice, at } = event.read()?;
    let Some(person) = app.people([notice.user_id]).await?.remove(&notice.user_id) else { return Ok(()) };
    let ways = chosen(app, person.id, &notice.kind).await?;
    let mail = ways.mail && takes_mail(&person);
    if !ways.in_app && !mail {
        return Ok(());
    }
    let mut change = Change::begin(app, Actor::system()).await?;
    if let Some(once) = &notice.once
        && !store::first_time(change.db(), person.id, once, change.now()).await?
    {
        return Ok(());
    }
    if mail {
        let words = Words { title: &notice.title, message: &notice.message, link: notice.link.as_deref() };
        change.enqueue(Letter::new(&person, &words, &app.settings.server.public_url).order()?);
    }
    let says = match (ways.in_app, mail) {
        (true, true) => "into the inbox and by mail",
        (true, false) => "into the inbox",
        _ => "by mail",
    };
    let act = Act::new("deliver_notice").on(&person.handle).saying(format!("{}, {says}", notice.kind));
    if ways.in_app {
        let class = notice.class.into();
        let row = store::ActiveModel {
            user_id: Set(person.id),
            title: Set(notice.title),
            message: Set(notice.message),
            notification_type: Set(class),
            matter: Set(model::matter(&notice.kind, class)),
            kind: Set(notice.kind),
            link: Set(notice.link),
            is_read: Set(false),
            by_mail: Set(mail),
            created_at: Set(at.unwrap_or(change.now())),
            ..Default::default()
        };
        insert(&mut change, row).await?;
    }
    change.commit(act).await
}

fn takes_mail(person: &Person) -> bool {
    person.wants_mail && person.is_active
}

/// Writes a line into an inbox, and tells its screens.
async fn insert(change: &mut Change, row: store::ActiveModel) -> Result<Notification> {
    let row = row.insert(change.db()).await?;
    let (user_id, notification) = (row.user_id, Notification::from(row));
    let unread_count = store::unread(change.db(), user_id).await?;
    let body = Arrived { notification: &notification, unread_count };
    change.emit(Event::new(CREATED, &body, Audience::User(user_id))?);
    Ok(notification)
}

/// Notes something for the caller himself.
pub async fn note(caller: &Caller, new: NewNotification) -> Result<Notification> {
    let mut change = caller.change().await?;
    let row = store::ActiveModel {
        user_id: Set(caller.user_id),
        title: Set(new.title),
        message: Set(new.message),
        notification_type: Set(new.notification_type),
        matter: Set(model::matter(model::NOTE, new.notification_type)),
        kind: Set(model::NOTE.into()),
        link: Set(new.link),
        is_read: Set(new.is_read),
        by_mail: Set(false),
        created_at: Set(change.now()),
        read_at: Set(new.is_read.then_some(change.now())),
        ..Default::default()
    };
    let notification = insert(&mut change, row).await?;
    change.commit(Act::new("create_notification").on(target(notification.id))).await?;
    Ok(notification)
}

/// Writes into another's inbox, in the name of the administration; by mail too, where he wants that.
pub async fn send(admin: &Can<Write>, new: SendNotification) -> Result<Notification> {
    let app = admin.app();
    let person = app.people([new.user_id]).await?.remove(&new.user_id);
    let person = person.ok_or_else(|| Error::not_found("User not found"))?;
    let mail = chosen(app, person.id, model::MESSAGE).await?.mail && takes_mail(&person);
    let mut change = admin.change().await?;
    if mail {
        let words = Words { title: &new.title, message: &new.message, link: new.link.as_deref() };
        change.enqueue(Letter::new(&person, &words, &app.settings.server.public_url).order()?);
    }
    let row = store::ActiveModel {
        user_id: Set(person.id),
        title: Set(new.title),
        message: Set(new.message),
        notification_type: Set(new.notification_type),
        matter: Set(model::matter(model::MESSAGE, new.notification_type)),
        kind: Set(model::MESSAGE.into()),
        link: Set(new.link),
        is_read: Set(false),
        by_mail: Set(mail),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let sent = insert(&mut change, row).await?;
    change.commit(Act::new("send_notification").on(&person.handle).after(&sent)).await?;
    Ok(sent)
}

fn target(id: i64) -> String {
    format!("notification:{id}")
}

/// Tells the screens of the caller how many are left to read.
async fn tell(change: &mut Change, caller: &Caller) -> Result<u64> {
    let unread_count = store::unread(change.db(), caller.user_id).await?;
    change.emit(Event::new(CHANGED, &Unread { unread_count }, Audience::User(caller.user_id))?);
    Ok(unread_count)
}

/// Marks one as read. One that was read before stays as it is.
pub async fn read(caller: &Can<Read>, id: i64) -> Result<store::Model> {
    let mut change = caller.change().await?;
    let row = store::mine(change.db(), caller.user_id, id, true).await?;
    if row.is_read {
        return Ok(row);
    }
    let now = change.now();
    store::mark(change.db(), caller.user_id, Some(vec![id]), now).await?;
    tell(&mut change, caller).await?;
    change.commit(Act::new("read_notification").on(target(id))).await?;
    Ok(store::Model { is_read: true, read_at: Some(now), ..row })
}

/// Marks these as read, or all: how many that were, and how many are left.
pub async fn read_many(caller: &Can<Read>, ids: Option<Vec<i64>>) -> Result<(u64, u64)> {
    let mut change = caller.change().await?;
    let marked = store::mark(change.db(), caller.user_id, ids, change.now()).await?;
    if marked == 0 {
        return Ok((0, store::unread(change.db(), caller.user_id).await?));
    }
    let left = tell(&mut change, caller).await?;
    let act = Act::new("read_notifications").on(&caller.handle).saying(format!("{marked} marked as read"));
    change.commit(act).await?;
    Ok((marked, left))
}

/// Removes one.
pub async fn remove(
    caller: &Can<Read>,
    id: i64,
    fresh: impl FnOnce(&Notification) -> Result<()>,
) -> Result<()> {
    let mut change = caller.change().await?;
    fresh(&store::mine(change.db(), caller.user_id, id, true).await?.into())?;
    store::remove(change.db(), id).await?;
    tell(&mut change, caller).await?;
    change.commit(Act::new("delete_notification").on(target(id))).await
}

/// Removes all that was read.
pub async fn remove_read(caller: &Can<Read>) -> Result<()> {
    let mut change = caller.change().await?;
    let removed = store::remove_read(change.db(), caller.user_id).await?;
    if removed == 0 {
        return Ok(());
    }
    tell(&mut change, caller).await?;
    let act =
        Act::new("delete_notifications").on(&caller.handle).saying(format!("{removed} read ones removed"));
    change.commit(act).await
}

/// Removes everywhere what was read long ago.
pub async fn sweep(app: &App) -> Result<()> {
    let days = Settings::of(app)?.read_days;
    if days <= 0 {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    store::sweep(&*tx, app.clock.now() - chrono::Duration::days(days)).await?;
    tx.commit().await
}

/// What the dashboard shows of the inbox.
pub async fn summary(caller: &Caller) -> Result<Fields> {
    let unread = store::unread(caller.db(), caller.user_id).await?;
    Ok(vec![("unread_count", to_raw_value(&unread)?)])
}
