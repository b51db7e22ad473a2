//! The figures, each in one grouped query.
use chrono::{DateTime, Utc};
use kernel::{
    Db, Result, Role, audit,
    db::{day_of, hour_of},
};
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::user::store::{Column, Entity};

/// Accounts by role, by whether they can sign in, and by whether they have a second factor.
pub async fn groups(db: &Db) -> Result<Vec<(Role, bool, bool, i64)>> {
    let groups = Entity::find()
        .select_only()
        .columns([Column::Role, Column::IsActive, Column::TwoFactorEnabled])
        .column_as(Column::Id.count(), "n")
        .group_by(Column::Role)
        .group_by(Column::IsActive)
        .group_by(Column::TwoFactorEnabled);
    Ok(groups.into_tuple().all(db.read()).await?)
}

/// How many accounts were opened since.
pub async fn opened_since(db: &Db, since: DateTime<Utc>) -> Result<u64> {
    Ok(Entity::find().filter(Column::CreatedAt.gte(since)).count(db.read()).await?)
}

/// Accounts opened, by day (`YYYY-MM-DD`).
pub async fn opened_by_day(db: &Db, since: DateTime<Utc>) -> Result<Vec<(String, i64)>> {
    let days = Entity::find()
        .select_only()
        .column_as(day_of(db, Column::CreatedAt), "day")
        .column_as(Column::Id.count(), "n")
        .filter(Column::CreatedAt.gte(since))
        .group_by(day_of(db, Column::CreatedAt));
    Ok(days.into_tuple().all(db.read()).await?)
}

/// Sign-ins, by day and hour (`00` to `23`, UTC).
pub async fn sign_ins(db: &Db, since: DateTime<Utc>) -> Result<Vec<(String, String, i64)>> {
    use audit::Column as C;
    let hours = audit::Entity::find()
        .select_only()
        .column_as(day_of(db, C::Timestamp), "day")
        .column_as(hour_of(db, C::Timestamp), "hour")
        .column_as(C::Id.count(), "n")
        .filter(C::Action.eq("login"))
        .filter(C::Timestamp.gte(since))
        .group_by(day_of(db, C::Timestamp))
        .group_by(hour_of(db, C::Timestamp));
    Ok(hours.into_tuple().all(db.read()).await?)
}
