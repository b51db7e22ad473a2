//! Messages in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{
    Condition, FromQueryResult, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::ExprTrait,
};
use serde::{Deserialize, Serialize};

use crate::{dealings::store::rows, update::store::Priority, words::words};
use kernel::texts::Texts;

words! {
    /// What a message is about.
    MessageType { Inquiry, Complaint, Update, General }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_messages")]
#[expect(missing_docs, reason = "the contract names them; see http::DirectMessage")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub sender_id: i64,
    pub recipient_id: i64,
    pub development_id: Option<i64>,
    pub booking_id: Option<i64>,
    pub subject: Option<String>,
    pub message_content: String,
    pub message_type: MessageType,
    pub priority: Priority,
    pub is_read: bool,
    pub attachments: Option<Texts>,
    pub parent_message_id: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it went between these two, whoever wrote.
    pub fn is_between(&self, one: i64, other: i64) -> bool {
        [(one, other), (other, one)].contains(&(self.sender_id, self.recipient_id))
    }
}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Message not found")
}

/// The last message of a conversation, and what there is of it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Conversation {
    /// The last message.
    #[sea_orm(nested)]
    pub last: Model,
    /// The other person.
    pub other_id: i64,
    /// The development's name.
    pub project_name: Option<String>,
    /// How many messages there are.
    pub messages: i64,
    /// How many of them the reader has not read.
    pub unread: i64,
    /// How many conversations there are in all.
    pub total: i64,
}

/// A person's conversations, the latest first: one statement, however many there are.
pub async fn conversations(
    db: &impl ConnectionTrait,
    user_id: i64,
    skip: u64,
    limit: u64,
) -> Result<Vec<Conversation>> {
    let sql = "SELECT m.*, t.other_id, t.messages, t.unread, t.total, d.project_name FROM ( \
          SELECT other_id, development_id, MAX(id) AS last_id, COUNT(*) AS messages, \
            CAST(SUM(unread) AS BIGINT) AS unread, COUNT(*) OVER () AS total FROM ( \
              SELECT id, recipient_id AS other_id, development_id, 0 AS unread \
                FROM realty_messages WHERE sender_id = $1 \
              UNION ALL \
              SELECT id, sender_id, development_id, CASE WHEN is_read THEN 0 ELSE 1 END \
                FROM realty_messages WHERE recipient_id = $1 \
          ) x GROUP BY other_id, development_id ORDER BY last_id DESC LIMIT $2 OFFSET $3 \
        ) t JOIN realty_messages m ON m.id = t.last_id \
        LEFT JOIN realty_developments d ON d.id = m.development_id ORDER BY m.id DESC";
    rows(db, sql, [user_id.into(), (limit as i64).into(), (skip as i64).into()]).await
}

/// How many messages a person has not read.
pub async fn unread(db: &impl ConnectionTrait, user_id: i64) -> Result<u64> {
    let open = Column::RecipientId.eq(user_id).and(Column::IsRead.eq(false));
    Ok(Entity::find().filter(open).count(db).await?)
}

/// Which messages to show.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Whose: sent by him or to him.
    pub user_id: i64,
    /// Only with this person, about this development (or about none).
    pub with: Option<(i64, Option<i64>)>,
    /// Only from this one on.
    pub from: Option<i64>,
}

impl From<&Filter> for Condition {
    fn from(filter: &Filter) -> Self {
        let me = filter.user_id;
        let both = match filter.with {
            None => Column::SenderId.eq(me).or(Column::RecipientId.eq(me)),
            Some((other, _)) => {
                let sent = Column::SenderId.eq(me).and(Column::RecipientId.eq(other));
                sent.or(Column::SenderId.eq(other).and(Column::RecipientId.eq(me)))
            }
        };
        let about = filter.with.map(|(_, development)| {
            development.map_or_else(|| Column::DevelopmentId.is_null(), |id| Column::DevelopmentId.eq(id))
        });
        Self::all().add(both).add_option(about).add_option(filter.from.map(|id| Column::Id.gte(id)))
    }
}

/// A page of messages, the latest or the oldest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    latest_first: bool,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Condition::from(filter));
    let ordered = if latest_first { all.order_by_desc(Column::Id) } else { all.order_by_asc(Column::Id) };
    slice(ordered, db, skip, limit).await
}

/// Marks what was written to this person as read, of what passes the filter; tells how many messages that were.
pub async fn mark_read(db: &impl ConnectionTrait, filter: &Filter, now: DateTime<Utc>) -> Result<u64> {
    let open = Column::RecipientId.eq(filter.user_id).and(Column::IsRead.eq(false));
    let done = Entity::update_many()
        .col_expr(Column::IsRead, Expr::value(true))
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(open)
        .filter(Condition::from(filter))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// The message with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Writes a new one.
pub async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let mut row = row.into_active_model().reset_all();
    row.not_set(Column::Id);
    Ok(row.insert(db).await?)
}

/// Whether a builder has any development for customers to write about.
pub async fn builds(db: &impl ConnectionTrait, builder_id: i64) -> Result<bool> {
    use crate::development::store::{Column as Development, Entity as Developments};
    let any = Developments::find().select_only().column(Development::Id);
    let own = any.filter(Development::BuilderId.eq(builder_id)).limit(1);
    Ok(own.into_tuple::<i64>().one(db).await?.is_some())
}
