//! Put the rows that wait into the chain.

use chrono::{DateTime, Utc};
use mercer_database::{Error, Transaction};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::digest::{self, NOTHING_BEFORE, SealHash};
use super::entity::{ActiveModel, Column, Entity, Model};
use super::{head_entity as head, seal_entity as seals};
use crate::Store;

/// Rows per seal, and so per transaction.
pub(super) const MOST_ENTRIES: u64 = 5_000;

/// Rows per UPDATE: databases take only so many parameters.
const STAMPED_AT_ONCE: usize = 1_000;

/// What was sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Sealed {
    /// How many links the chain grew by.
    pub seals: i64,
    /// How many rows they hold.
    pub entries: i64,
}

/// Seals every row that was committed and waits, in seals of at most 5,000 rows.
///
/// Any number of processes may do so at once: they take turns.
pub async fn seal(store: &Store) -> Result<Sealed, Error> {
    seal_by(store, MOST_ENTRIES).await
}

pub(super) async fn seal_by(store: &Store, most_entries: u64) -> Result<Sealed, Error> {
    let mut sealed = Sealed::default();
    loop {
        let now = store.now();
        let entries: i64 = store
            .database()
            .unaccompanied()
            .write(move |transaction: Transaction| async move {
                Ok::<_, Error>(seal_in(&transaction, most_entries, now).await?)
            })
            .await?;
        if entries > 0 {
            sealed.seals += 1;
            sealed.entries += entries;
        }
        // Fewer than fit: whatever comes now, comes later.
        if entries.unsigned_abs() < most_entries {
            return Ok(sealed);
        }
    }
}

/// Adds one seal; returns how many rows it holds, 0 when none waits.
async fn seal_in(
    transaction: &Transaction,
    most_entries: u64,
    now: DateTime<Utc>,
) -> Result<i64, DbErr> {
    // Whoever seals at the same time waits for this row.
    let head = locked_head(transaction).await?;
    // Not locked: a row that is still being written would be waited for.
    let mut rows = Entity::find()
        .filter(Column::SealId.is_null())
        .order_by_asc(Column::Id)
        .limit(most_entries)
        .all(transaction)
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    complete_older_rows(transaction, &mut rows).await?;
    let entries = i64::try_from(rows.len()).map_err(|error| DbErr::Custom(error.to_string()))?;
    let position = head.seals + 1;
    let mut hash = SealHash::new(&head.hash, position, now);
    for row in &rows {
        hash.add(row.id, &row.digest);
    }
    let hash = hash.finish();
    let seal = seals::ActiveModel {
        id: ActiveValue::NotSet,
        position: ActiveValue::Set(position),
        entries: ActiveValue::Set(entries),
        previous_hash: ActiveValue::Set(head.hash.clone()),
        hash: ActiveValue::Set(hash.clone()),
        created_at: ActiveValue::Set(now),
    };
    let seal_id = seals::Entity::insert(seal)
        .exec(transaction)
        .await?
        .last_insert_id;
    stamp(transaction, &rows, seal_id).await?;
    let total = head.entries + entries;
    let mut head = head.into_active_model();
    head.seals = ActiveValue::Set(position);
    head.entries = ActiveValue::Set(total);
    head.hash = ActiveValue::Set(hash);
    head.update(transaction).await?;
    Ok(entries)
}

async fn locked_head(transaction: &Transaction) -> Result<head::Model, DbErr> {
    let first = head::ActiveModel {
        id: ActiveValue::Set(head::ID),
        seals: ActiveValue::Set(0),
        entries: ActiveValue::Set(0),
        hash: ActiveValue::Set(NOTHING_BEFORE.to_owned()),
    };
    let find = || head::Entity::find_by_id(head::ID).lock_exclusive();
    if let Some(head) = find().one(transaction).await? {
        return Ok(head);
    }
    let conflict = OnConflict::column(head::Column::Id)
        .do_nothing_on([head::Column::Id])
        .to_owned();
    head::Entity::insert(first)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await?;
    let head = find().one(transaction).await?;
    head.ok_or_else(|| DbErr::RecordNotFound("the head of the audit log".to_owned()))
}

/// Rows that are older than the chain get their digests with the first seal.
async fn complete_older_rows(transaction: &Transaction, rows: &mut [Model]) -> Result<(), DbErr> {
    for row in rows.iter_mut().filter(|row| row.digest.is_empty()) {
        // Read again under a lock: a person may just be erased from it.
        let locked = Entity::find_by_id(row.id).lock_exclusive();
        let Some(mut current) = locked.one(transaction).await? else {
            return Err(DbErr::RecordNotFound(format!("audit row {}", row.id)));
        };
        if current.digest.is_empty() {
            digest::complete(&mut current)?;
            let completed = ActiveModel {
                id: ActiveValue::Unchanged(current.id),
                salt: ActiveValue::Set(current.salt.clone()),
                digest: ActiveValue::Set(current.digest.clone()),
                ..Default::default()
            };
            completed.update(transaction).await?;
        }
        *row = current;
    }
    Ok(())
}

async fn stamp(transaction: &Transaction, rows: &[Model], seal_id: i64) -> Result<(), DbErr> {
    let stamp = ActiveModel {
        seal_id: ActiveValue::Set(Some(seal_id)),
        ..Default::default()
    };
    for rows in rows.chunks(STAMPED_AT_ONCE) {
        let stamped = Entity::update_many()
            .set(stamp.clone())
            .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
            .filter(Column::SealId.is_null())
            .exec(transaction)
            .await?;
        // Rows are sealed under the head's lock and never deleted by Mercer.
        if stamped.rows_affected != rows.len() as u64 {
            return Err(DbErr::RecordNotUpdated);
        }
    }
    Ok(())
}
