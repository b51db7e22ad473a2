//! What the index of developments is made of, and what is shown of those that were found.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{FromQueryResult, QueryOrder, QueryResult, QuerySelect, Statement, entity::prelude::*};

use super::model::{Company, Entry, Homes, Index};
use crate::{
    development::store::{Column, Entity, Model},
    profile::store::builder,
    unit::store::{self as units, UnitStatus, UnitType},
};

/// Reads what all developments are looked for by.
pub async fn index(db: &impl ConnectionTrait) -> Result<Index> {
    let columns = [
        Column::Id,
        Column::BuilderId,
        Column::Status,
        Column::ProjectType,
        Column::CityKey,
        Column::PriceRangeMin,
        Column::PriceRangeMax,
        Column::IsFeatured,
        Column::UnlistedAvailable,
        Column::ExpectedCompletionDate,
        Column::ProjectName,
        Column::LocationAddress,
        Column::LocationState,
        Column::UpdatedAt,
    ];
    let entries = Entity::find().select_only().columns(columns).order_by_asc(Column::Id);
    let entries = entries.into_model::<Short>();
    let homes = units::Entity::find()
        .select_only()
        .columns([units::Column::DevelopmentId, units::Column::UnitType, units::Column::Status])
        .column_as(units::Column::Id.count(), "count")
        .group_by(units::Column::DevelopmentId)
        .group_by(units::Column::Status)
        .group_by(units::Column::UnitType)
        .into_tuple::<(i64, UnitType, UnitStatus, i64)>();
    let builders = builder::Entity::find()
        .select_only()
        .columns([builder::Column::Id, builder::Column::CompanyName, builder::Column::UpdatedAt])
        .into_tuple::<(i64, String, Option<DateTime<Utc>>)>();
    let (entries, homes, builders) = tokio::try_join!(entries.all(db), homes.all(db), builders.all(db))?;
    let homes = homes.into_iter().map(|(development_id, unit_type, status, count)| Homes {
        development_id,
        unit_type,
        status,
        count,
    });
    let builders = builders.into_iter().map(|(id, name, updated_at)| (id, Company { name, updated_at }));
    Ok(Index::new(entries.into_iter().map(|short| short.0).collect(), homes, &builders.collect()))
}

struct Short(Entry);

impl FromQueryResult for Short {
    // By position: there are many of them.
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self(Entry {
            id: row.try_get_by_index(0)?,
            builder_id: row.try_get_by_index(1)?,
            status: row.try_get_by_index(2)?,
            project_type: row.try_get_by_index(3)?,
            city_key: row.try_get_by_index(4)?,
            price_range_min: row.try_get_by_index(5)?,
            price_range_max: row.try_get_by_index(6)?,
            is_featured: row.try_get_by_index(7)?,
            unlisted_available: row.try_get_by_index(8)?,
            expected_completion_date: row.try_get_by_index(9)?,
            project_name: row.try_get_by_index(10)?,
            location_address: row.try_get_by_index(11)?,
            location_state: row.try_get_by_index(12)?,
            updated_at: row.try_get_by_index(13)?,
        }))
    }
}

/// A development with all that is shown of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The development.
    pub row: Model,
    /// Its units.
    pub entered: i64,
    /// Those of them that are available.
    pub listed: i64,
    /// Who builds it.
    pub builder: builder::Model,
    /// How many developments he has.
    pub builder_projects: i64,
}

const SHOWN: &str = "d.*, \
    (SELECT COUNT(*) FROM realty_units u WHERE u.development_id = d.id) AS entered, \
    (SELECT COUNT(*) FROM realty_units u WHERE u.development_id = d.id AND u.status = 'available') AS listed, \
    b.id AS b_id, b.user_id AS b_user_id, b.company_name AS b_company_name, b.license_number AS b_license_number, \
    b.phone AS b_phone, b.address AS b_address, b.website AS b_website, b.description AS b_description, \
    b.logo_url AS b_logo_url, b.rating AS b_rating, b.verified AS b_verified, b.created_at AS b_created_at, \
    b.updated_at AS b_updated_at";

/// These developments with all that is shown of them, in one statement; how many each builder has says the index.
pub async fn many(db: &impl ConnectionTrait, ids: &[i64], index: &Index) -> Result<Vec<Found>> {
    let mut found = rows(db, ids, "CAST(0 AS BIGINT)").await?;
    found.iter_mut().for_each(|one| one.builder_projects = index.size_of(one.row.builder_id));
    Ok(found)
}

async fn rows(db: &impl ConnectionTrait, ids: &[i64], projects: &str) -> Result<Vec<Found>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let places = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT {SHOWN}, {projects} AS b_projects FROM realty_developments d \
         JOIN realty_builders b ON b.id = d.builder_id WHERE d.id IN ({places})"
    );
    let values = ids.iter().map(|id| Value::from(*id));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = |row: &QueryResult| {
        Ok::<_, DbErr>(Found {
            row: Model::from_query_result(row, "")?,
            entered: row.try_get("", "entered")?,
            listed: row.try_get("", "listed")?,
            builder: builder::Model::from_query_result(row, "b_")?,
            builder_projects: row.try_get("", "b_projects")?,
        })
    };
    Ok(db.query_all_raw(statement).await?.iter().map(found).collect::<Result<_, _>>()?)
}

/// One development with all that is shown of it.
pub async fn one(db: &impl ConnectionTrait, id: i64) -> Result<Option<Found>> {
    let projects = "(SELECT COUNT(*) FROM realty_developments o WHERE o.builder_id = d.builder_id)";
    Ok(rows(db, &[id], projects).await?.pop())
}
