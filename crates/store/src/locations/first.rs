//! The location that is meant when none is named.

use mercer_database::Transaction;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::entity::{ActiveModel, Column, Entity, Model};
use crate::statement_text::StatementText;
use crate::{Store, audit};

static OLDEST: StatementText = StatementText::new();

/// The oldest active location; a store that has none yet gets one.
pub(crate) async fn first_in(store: &Store, transaction: &Transaction) -> Result<i64, DbErr> {
    if let Some(id) = oldest_in(transaction).await? {
        return Ok(id);
    }
    let now = store.now();
    let mut location = Model {
        id: 0,
        name: "Main".to_owned(),
        active: true,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let mut row = ActiveModel::from(location.clone());
    row.id = ActiveValue::NotSet;
    // Two first orders may come at the same time: the second one takes the first one's location.
    let conflict = OnConflict::column(Column::Name)
        .do_nothing_on([Column::Id])
        .to_owned();
    let inserted = Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await?;
    let first = oldest_in(transaction).await?;
    location.id = first.ok_or_else(|| DbErr::RecordNotFound("an active location".to_owned()))?;
    if inserted == 1 {
        let subject = format!("location {}", location.id);
        let act = audit::Act::added("locations.create", subject, location.told());
        audit::record_in(store, transaction, act).await?;
    }
    Ok(location.id)
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
