//! How far the import of a file is, so that one that was stopped goes on there.

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::Store;
use crate::exports::Subject;
use crate::imports::Import;
use crate::imports::entity::{ActiveModel, Column, Entity};

/// The import of this file as it stands: at its first row if it is new, or was finished before.
pub(super) async fn begin(
    store: &Store,
    subject: Subject,
    fingerprint: &str,
) -> Result<Import, Error> {
    let (source, now) = (format!("table {subject}"), store.now());
    let fingerprint = fingerprint.to_owned();
    let unit = move |transaction: Transaction| {
        let new = ActiveModel {
            id: ActiveValue::NotSet,
            source: ActiveValue::Set(source.clone()),
            fingerprint: ActiveValue::Set(fingerprint.clone()),
            position: ActiveValue::Set(0),
            sales: ActiveValue::Set(0),
            returns: ActiveValue::Set(0),
            write_offs: ActiveValue::Set(0),
            line_count: ActiveValue::Set(0),
            net: ActiveValue::Set(0),
            skipped: ActiveValue::Set(0),
            finished_at: ActiveValue::Set(None),
            created_at: ActiveValue::Set(now),
            updated_at: ActiveValue::Set(now),
        };
        let find = Entity::find()
            .filter(Column::Source.eq(source.as_str()))
            .filter(Column::Fingerprint.eq(fingerprint.as_str()));
        async move {
            let conflict = OnConflict::columns([Column::Source, Column::Fingerprint])
                .do_nothing_on([Column::Id])
                .to_owned();
            Entity::insert(new)
                .on_conflict(conflict)
                .exec_without_returning(&transaction)
                .await?;
            let found = find.one(&transaction).await?;
            let missing = || Error::Other(DbErr::RecordNotFound("import".to_owned()));
            let mut import: Import = found.ok_or_else(missing)?;
            if import.finished_at.take().is_some() {
                import.position = 0;
            }
            Ok(import)
        }
    };
    store.database().write(unit).await
}

/// Notes how many rows are done, and whether these are all.
pub(super) async fn note(
    store: &Store,
    import: &Import,
    position: u64,
    is_over: bool,
) -> Result<(), Error> {
    let (id, now) = (import.id, store.now());
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    let unit = move |transaction: Transaction| async move {
        Entity::update_many()
            .col_expr(Column::Position, Expr::val(position))
            .col_expr(Column::LineCount, Expr::val(position))
            .col_expr(Column::FinishedAt, Expr::val(is_over.then_some(now)))
            .col_expr(Column::UpdatedAt, Expr::val(now))
            .filter(Column::Id.eq(id))
            .exec(&transaction)
            .await?;
        Ok::<(), Error>(())
    };
    store.database().write(unit).await
}
