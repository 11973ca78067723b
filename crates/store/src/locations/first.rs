//! The location that is meant when none is named.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{ActiveModel, Column, Entity};

/// The oldest active location; a store that has none yet gets one.
pub(crate) async fn first_in(transaction: &Transaction, now: DateTime<Utc>) -> Result<i64, DbErr> {
    let oldest = Entity::find()
        .filter(Column::Active.eq(true))
        .order_by_asc(Column::Id);
    if let Some(location) = oldest.one(transaction).await? {
        return Ok(location.id);
    }
    let location = ActiveModel {
        name: ActiveValue::Set("Main".to_owned()),
        active: ActiveValue::Set(true),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
        id: ActiveValue::NotSet,
    };
    Entity::insert(location)
        .exec(transaction)
        .await
        .map(|inserted| inserted.last_insert_id)
}

/// Whether there is such a location.
pub(crate) async fn exists_in(transaction: &Transaction, id: i64) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id).one(transaction).await?.is_some())
}
