//! Accounts in the database.
use chrono::{DateTime, Utc};
use kernel::{Person, Result, Role, Who, db::contains};
use schemars::JsonSchema;
use sea_orm::{
    Condition, ExprTrait, JoinType, Order, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Func, NullOrdering},
};
use serde::{Deserialize, Serialize};

use crate::preference::store as preferences;

/// What kind of customer or business partner an account belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum UserType {
    Builder,
    Customer,
}

/// An account. Never leaves the server as it is: see [`super::http::User`].
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: String,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub role: Role,
    pub user_type: Option<UserType>,
    pub phone: Option<String>,
    pub builder_id: Option<i64>,
    pub customer_id: Option<i64>,
    pub is_active: bool,
    pub is_verified: bool,
    pub must_change_password: bool,
    pub two_factor_enabled: bool,
    /// Encrypted; see [`crate::two_factor`].
    pub two_factor_secret: Option<String>,
    /// The last time step whose code was used.
    pub two_factor_step: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    pub last_login: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which accounts to show.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Filter {
    pub search: Option<String>,
    pub role: Option<Role>,
    pub is_admin: Option<bool>,
    pub is_active: Option<bool>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let mut all = Self::all();
        if let Some(text) = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            let any = [Column::UserId, Column::Email, Column::Name]
                .into_iter()
                .map(|column| contains(column, text));
            all = all.add(any.fold(Self::any(), Self::add));
        }
        if let Some(role) = filter.role {
            all = all.add(Column::Role.eq(role));
        }
        if let Some(is_admin) = filter.is_admin {
            let admins = Column::Role.is_in(Role::ADMINS.iter().copied());
            all = all.add(if is_admin { admins } else { admins.not() });
        }
        if let Some(is_active) = filter.is_active {
            all = all.add(Column::IsActive.eq(is_active));
        }
        all
    }
}

/// By which column to sort a list of accounts; a `-` in front turns it round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum Sort {
    #[serde(rename = "created_at")]
    Created,
    #[serde(rename = "-created_at")]
    CreatedDown,
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameDown,
    #[serde(rename = "email")]
    Email,
    #[serde(rename = "-email")]
    EmailDown,
    #[serde(rename = "user_id")]
    UserId,
    #[serde(rename = "-user_id")]
    UserIdDown,
    #[serde(rename = "role")]
    Role,
    #[serde(rename = "-role")]
    RoleDown,
    #[serde(rename = "last_login")]
    LastLogin,
    #[serde(rename = "-last_login")]
    LastLoginDown,
}

impl Sort {
    fn column(self) -> (Column, Order) {
        match self {
            Self::Created => (Column::CreatedAt, Order::Asc),
            Self::CreatedDown => (Column::CreatedAt, Order::Desc),
            Self::Name => (Column::Name, Order::Asc),
            Self::NameDown => (Column::Name, Order::Desc),
            Self::Email => (Column::Email, Order::Asc),
            Self::EmailDown => (Column::Email, Order::Desc),
            Self::UserId => (Column::UserId, Order::Asc),
            Self::UserIdDown => (Column::UserId, Order::Desc),
            Self::Role => (Column::Role, Order::Asc),
            Self::RoleDown => (Column::Role, Order::Desc),
            Self::LastLogin => (Column::LastLogin, Order::Asc),
            Self::LastLoginDown => (Column::LastLogin, Order::Desc),
        }
    }
}

/// A page of accounts, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    sort: Sort,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Condition::from(filter));
    let total = all.clone().count(db).await?;
    let (column, order) = sort.column();
    // Both databases must agree where those stand who never signed in.
    let sorted =
        all.order_by_with_nulls(column, order.clone(), NullOrdering::Last).order_by(Column::Id, order);
    Ok((sorted.offset(skip).limit(limit).all(db).await?, total))
}

/// The account with this handle; locked for the transaction where `lock` is set.
pub async fn by_handle(db: &impl ConnectionTrait, handle: &str, lock: bool) -> Result<Option<Model>> {
    let mut find = Entity::find().filter(Column::UserId.eq(handle));
    if lock {
        find = find.lock_exclusive();
    }
    Ok(find.one(db).await?)
}

/// The accounts with these handles, locked for the transaction.
pub async fn by_handles(db: &impl ConnectionTrait, handles: &[String]) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::UserId.is_in(handles))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(db)
        .await?)
}

/// The account with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The account whose handle or e-mail this is; a handle counts before an e-mail.
pub async fn by_login(db: &impl ConnectionTrait, identifier: &str) -> Result<Option<Model>> {
    let email = is_email(identifier);
    let found = Entity::find().filter(Column::UserId.eq(identifier).or(email)).limit(2).all(db).await?;
    let exact = found.iter().position(|user| user.user_id == identifier).unwrap_or(0);
    Ok(found.into_iter().nth(exact))
}

/// The account with this e-mail, whatever its case.
pub async fn by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(is_email(email)).one(db).await?)
}

fn is_email(email: &str) -> Expr {
    ExprTrait::eq(Expr::from(Func::lower(Expr::col(Column::Email))), email.to_lowercase())
}

/// Notes the number of a profile that a module keeps beside an account.
pub async fn set_profile(db: &impl ConnectionTrait, made: &kernel::people::Profile) -> Result<()> {
    let column = if made.kind == "builder" { Column::BuilderId } else { Column::CustomerId };
    let this =
        Entity::update_many().col_expr(column, Expr::value(made.id)).filter(Column::Id.eq(made.user_id));
    this.exec(db).await?;
    Ok(())
}

/// Whether the house has an active super_admin.
pub async fn any_super_admin(db: &impl ConnectionTrait) -> Result<bool> {
    let active = Column::Role.eq(Role::SuperAdmin).and(Column::IsActive.eq(true));
    let one = Entity::find().select_only().column(Column::Id).filter(active).limit(1).into_tuple::<i64>();
    Ok(one.one(db).await?.is_some())
}

/// Active super_admins other than these accounts, locked: of two who remove each other only one succeeds.
pub async fn other_super_admins(db: &impl ConnectionTrait, but: &[i64]) -> Result<u64> {
    let active = Column::Role.eq(Role::SuperAdmin).and(Column::IsActive.eq(true));
    let others = Entity::find().filter(active).filter(Column::Id.is_not_in(but.iter().copied()));
    Ok(others.order_by_asc(Column::Id).lock_exclusive().all(db).await?.len() as u64)
}

/// Replaces a password's hash, if it is still this one.
pub async fn replace_hash(db: &impl ConnectionTrait, id: i64, old: &str, new: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(new))
        .filter(Column::Id.eq(id))
        .filter(Column::PasswordHash.eq(old))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether there is any account at all.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(Entity::find().select_only().column(Column::Id).limit(1).into_tuple::<i64>().one(db).await?.is_some())
}

/// Switches accounts on or off, in one statement.
pub async fn set_active(
    db: &impl ConnectionTrait,
    ids: &[i64],
    active: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::IsActive, Expr::value(active))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes an account and all that hangs on it.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Who these people are, and whether mail may reach them, in one query.
pub async fn people(db: &impl ConnectionTrait, who: Who) -> Result<Vec<Person>> {
    let wanted = match who {
        Who::These(ids) => Column::Id.is_in(ids),
        Who::Roles(roles) => Column::Role.is_in(roles).and(Column::IsActive.eq(true)),
    };
    let mail = Expr::col((preferences::Entity, preferences::Column::EmailNotifications));
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::UserId, Column::Name, Column::Email, Column::IsActive])
        .column_as(mail, "wants_mail")
        .join(JoinType::LeftJoin, preferences::Relation::User.def().rev())
        .filter(wanted)
        .order_by_asc(Column::Id)
        .into_tuple::<(i64, String, String, String, bool, Option<bool>)>()
        .all(db)
        .await?;
    let person = |(id, handle, name, email, is_active, mail): (_, _, _, _, _, Option<bool>)| Person {
        id,
        handle,
        name,
        email,
        is_active,
        wants_mail: mail.unwrap_or(true),
    };
    Ok(rows.into_iter().map(person).collect())
}
