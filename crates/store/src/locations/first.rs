//! The location that is meant when none is named.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::entity::{ActiveModel, Column, Entity};
use crate::statement_text::StatementText;

static OLDEST: StatementText = StatementText::new();

/// The oldest active location; a store that has none yet gets one.
pub(crate) async fn first_in(transaction: &Transaction, now: DateTime<Utc>) -> Result<i64, DbErr> {
    if let Some(id) = oldest_in(transaction).await? {
        return Ok(id);
    }
    let location = ActiveModel {
        name: ActiveValue::Set("Main".to_owned()),
        active: ActiveValue::Set(true),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
        id: ActiveValue::NotSet,
    };
    // Two first orders may come at the same time: the second one takes the first one's location.
    let conflict = OnConflict::column(Column::Name)
        .do_nothing_on([Column::Id])
        .to_owned();
    Entity::insert(location)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await?;
    let first = oldest_in(transaction).await?;
    first.ok_or_else(|| DbErr::RecordNotFound("an active location".to_owned()))
}

async fn oldest_in(transaction: &Transaction) -> Result<Option<i64>, DbErr> {
    let backend = transaction.get_database_backend();
    let oldest = OLDEST.with(backend, 1, vec![true.into(), 1_u64.into()], |_| {
        Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Active.eq(true))
            .order_by_asc(Column::Id)
            .limit(1)
            .build(backend)
    });
    let found = transaction.rows(oldest).await?.pop();
    found.map(|mut row| row.take()).transpose()
}

/// Whether there is such a location.
pub(crate) async fn exists_in(transaction: &Transaction, id: i64) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id).one(transaction).await?.is_some())
}
