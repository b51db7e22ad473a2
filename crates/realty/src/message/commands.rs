//! Writing and reading messages.
use kernel::{Act, Caller, Can, Change, Error, Result};

use super::{
    http::{
        ConversationKey, ConversationPage, ConversationSlice, DirectConversation, DirectConversations,
        DirectMessage, DirectMessagePage, MessagesPage, NewDirectMessage,
    },
    store::{self, Filter, MessageType, Model},
};
use crate::{
    booking,
    dealings::store as dealings,
    development::store as developments,
    events::{self, Word},
    file,
    permissions::TakePart,
    profile::store as profiles,
    side::Side,
    update::store::Priority,
};

/// Somebody wrote to somebody; body: the message.
pub const SENT: &str = "realty.message.sent";
/// Somebody read what was written to him; body: who, with whom, and how much.
pub const READ: &str = "realty.message.read";

/// How much of a message its notice shows, in characters.
const SHOWN: usize = 200;

/// About what a message is, after all that it says agrees.
struct About {
    development: Option<i64>,
    project_name: Option<String>,
}

/// 403 unless the caller may write to this person: a customer to builders of developments, a builder to customers
/// who have dealings with him. Tells the other side's number.
async fn may_write(change: &Change, side: &Side, recipient: i64) -> Result<i64> {
    let db = change.db();
    match side {
        Side::Customer(_) => match profiles::builder_of(db, recipient).await? {
            Some(builder) if store::builds(db, builder.id).await? => Ok(builder.id),
            _ => Err(Error::forbidden("Customers write to builders of developments only.")),
        },
        Side::Builder(builder) => match profiles::customer_of(db, recipient).await? {
            Some(customer) if dealings::knows(db, builder, customer.id).await? => Ok(customer.id),
            _ => Err(Error::forbidden("Builders write to customers who have dealings with them only.")),
        },
    }
}

/// What a message is about: the booking's development, the named one, or that of the message it answers.
async fn about(change: &Change, side: &Side, other: i64, me: i64, new: &NewDirectMessage) -> Result<About> {
    let db = change.db();
    let mut development = new.project_id;
    if let Some(id) = new.booking_id {
        let deal = dealings::deal(db, id).await?.ok_or_else(booking::store::missing)?;
        let (builder, customer) = match side {
            Side::Builder(builder) => (builder.id, other),
            Side::Customer(customer) => (other, customer.id),
        };
        if (deal.builder_id, deal.customer_id) != (builder, customer) {
            return Err(Error::forbidden("Not authorized"));
        }
        if development.is_some_and(|named| named != deal.development_id) {
            return Err(Error::invalid("project_id", "is not the development of this booking"));
        }
        development = Some(deal.development_id);
    }
    if let Some(id) = new.parent_message_id {
        let parent = store::by_id(db, id).await?.ok_or_else(store::missing)?;
        if !parent.is_between(me, new.recipient_id) {
            return Err(Error::forbidden("Not authorized"));
        }
        development = development.or(parent.development_id);
    }
    let Some(id) = development else { return Ok(About { development: None, project_name: None }) };
    let site = dealings::site(db, id).await?.ok_or_else(developments::missing)?;
    let builder = match side {
        Side::Builder(builder) => builder.id,
        Side::Customer(_) => other,
    };
    if site.builder_id != builder {
        return Err(Error::forbidden("Not authorized: this development is another builder's."));
    }
    Ok(About { development: Some(id), project_name: Some(site.project_name) })
}

/// Sends a message.
pub async fn send(can: &Can<TakePart>, new: NewDirectMessage) -> Result<DirectMessage> {
    if new.recipient_id == can.user_id {
        return Err(Error::invalid("recipient_id", "must be somebody else"));
    }
    let content = new.message_content.clone().or_else(|| new.content.clone());
    let content = content.ok_or_else(|| Error::invalid("message_content", "Field required"))?;
    let people = can.app().people([can.user_id, new.recipient_id]).await?;
    if !people.contains_key(&new.recipient_id) {
        return Err(Error::not_found("Recipient not found"));
    }
    let mut change = can.change().await?;
    let side = Side::of(can, change.db()).await?;
    let other = may_write(&change, &side, new.recipient_id).await?;
    let about = about(&change, &side, other, can.user_id, &new).await?;
    if let Some(attachments) = &new.attachments {
        file::commands::share(&change, can.user_id, new.recipient_id, &attachments.0).await?;
    }
    let row = Model {
        id: 0,
        sender_id: can.user_id,
        recipient_id: new.recipient_id,
        development_id: about.development,
        booking_id: new.booking_id,
        subject: new.subject,
        message_content: content,
        message_type: new.message_type.unwrap_or(MessageType::General),
        priority: new.priority.unwrap_or(Priority::Medium),
        is_read: false,
        attachments: new.attachments.map(Into::into),
        parent_message_id: new.parent_message_id,
        created_at: change.now(),
        read_at: None,
    };
    let row = store::insert(change.db(), row).await?;
    let view = DirectMessage::of(row, &people);
    events::tell(&mut change, SENT, &[view.sender_id, view.recipient_id], &view)?;
    let (who, link) = match &side {
        Side::Builder(builder) => (builder.company_name.clone(), "/my/messages"),
        Side::Customer(customer) => (customer.name(), "/builder/messages"),
    };
    let place = about.project_name.map(|name| format!(" about {name}")).unwrap_or_default();
    let words = view.message_content.chars().take(SHOWN).collect::<String>();
    let more = if view.message_content.chars().count() > SHOWN { " …" } else { "" };
    Word {
        kind: events::MESSAGE_RECEIVED,
        title: "Somebody wrote to you",
        message: format!("{who} writes{place}: {words}{more}"),
        link: link.into(),
        once: Some(format!("message {}", view.id)),
    }
    .to(&mut change, view.recipient_id)?;
    // What people write to each other is theirs: the log says that they wrote, not what.
    let says = format!("Wrote to user {}", view.recipient_id);
    change.commit(Act::new("send_message").saying(says).on(format!("message:{}", view.id))).await?;
    Ok(view)
}

/// The message, if the caller wrote it or got it.
pub async fn seen(caller: &Caller, id: i64) -> Result<DirectMessage> {
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    if ![row.sender_id, row.recipient_id].contains(&caller.user_id) {
        return Err(Error::forbidden("Not authorized"));
    }
    let people = caller.app().people([row.sender_id, row.recipient_id]).await?;
    Ok(DirectMessage::of(row, &people))
}

/// The caller's conversations.
pub async fn conversations(caller: &Caller, slice: ConversationSlice) -> Result<DirectConversations> {
    let found = store::conversations(caller.db(), caller.user_id, slice.skip, slice.limit).await?;
    let unread = store::unread(caller.db(), caller.user_id).await?;
    let others = found.iter().map(|one| one.other_id).chain([caller.user_id]).collect::<Vec<_>>();
    let people = caller.app().people(others).await?;
    let total = found.first().map_or(0, |one| one.total);
    let view = |one: store::Conversation| DirectConversation {
        other_user_id: one.other_id,
        other_user_name: people.get(&one.other_id).map(|person| person.name.clone()),
        project_id: one.last.development_id,
        project_name: one.project_name,
        unread_count: one.unread,
        message_count: one.messages,
        last_message: DirectMessage::of(one.last, &people),
    };
    Ok(DirectConversations { conversations: found.into_iter().map(view).collect(), total, unread })
}

async fn views(caller: &Caller, rows: Vec<Model>) -> Result<Vec<DirectMessage>> {
    let ids = rows.iter().flat_map(|row| [row.sender_id, row.recipient_id]).collect::<Vec<_>>();
    let people = caller.app().people(ids).await?;
    Ok(rows.into_iter().map(|row| DirectMessage::of(row, &people)).collect())
}

/// A page of one conversation; what of it was written to the caller is read from now on.
pub async fn read(
    caller: &Caller,
    key: ConversationKey,
    page: ConversationPage,
) -> Result<DirectMessagePage> {
    let about = Some(key.project_id).filter(|id| *id != 0);
    let filter = Filter { user_id: caller.user_id, with: Some((key.other_user_id, about)), from: None };
    let latest = page.latest.unwrap_or(false);
    let skip = (page.page - 1) * page.limit;
    let (mut rows, total) = store::page(caller.db(), &filter, latest, skip, page.limit).await?;
    if latest {
        rows.reverse();
    }
    if total > 0 {
        marked(caller, &filter, Some(key.other_user_id)).await?;
    }
    Ok(DirectMessagePage { messages: views(caller, rows).await?, total, page: page.page, limit: page.limit })
}

/// A page of all messages to and from the caller, the latest first.
pub async fn list(caller: &Caller, page: MessagesPage) -> Result<DirectMessagePage> {
    let filter = Filter { user_id: caller.user_id, with: None, from: page.conversation_id };
    let skip = (page.page - 1) * page.limit;
    let (rows, total) = store::page(caller.db(), &filter, true, skip, page.limit).await?;
    Ok(DirectMessagePage { messages: views(caller, rows).await?, total, page: page.page, limit: page.limit })
}

/// Marks everything that was written to the caller from this message on as read.
pub async fn mark_read(caller: &Caller, id: i64) -> Result<u64> {
    marked(caller, &Filter { user_id: caller.user_id, with: None, from: Some(id) }, None).await
}

/// What screens hear of messages that were read.
#[derive(serde::Serialize)]
struct Told {
    user_id: i64,
    other_user_id: Option<i64>,
    messages: u64,
}

async fn marked(caller: &Caller, filter: &Filter, other: Option<i64>) -> Result<u64> {
    if store::unread(caller.db(), caller.user_id).await? == 0 {
        return Ok(0);
    }
    let mut change = caller.change().await?;
    let messages = store::mark_read(change.db(), filter, change.now()).await?;
    if messages == 0 {
        return Ok(0);
    }
    let told = Told { user_id: caller.user_id, other_user_id: other, messages };
    let people = [Some(caller.user_id), other].into_iter().flatten().collect::<Vec<_>>();
    events::tell(&mut change, READ, &people, &told)?;
    let says = format!("Read {messages} messages");
    change.commit(Act::new("read_messages").saying(says).on(format!("user:{}", caller.user_id))).await?;
    Ok(messages)
}
