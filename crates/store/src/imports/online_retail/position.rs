//! How far the import of a source is, and who may move it on.

use chrono::{DateTime, Utc};
use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

use super::{SOURCE, lost};
use crate::Store;
use crate::imports::entity::{ActiveModel, Column, Entity, Model};
use crate::imports::{Import, ImportError};

/// The step that writes products and opening stock.
pub(super) const CATALOGUE: i64 = 0;
/// The step that writes customers.
pub(super) const CUSTOMERS: i64 = 1;
/// The step of the first document.
pub(super) const FIRST_DOCUMENT: i64 = 2;

/// What a step adds to an import's figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Added {
    pub(super) sales: i64,
    pub(super) returns: i64,
    pub(super) write_offs: i64,
    pub(super) lines: i64,
    pub(super) net: i64,
    pub(super) skipped: i64,
}

/// The import of this source as it stands; at the first step if it is new.
pub(super) async fn begin(store: &Store, fingerprint: &str) -> Result<Import, Error> {
    let (fingerprint, now) = (fingerprint.to_owned(), store.now());
    let is_this = Column::Source
        .eq(SOURCE)
        .and(Column::Fingerprint.eq(fingerprint.as_str()));
    let unit = move |transaction: Transaction| {
        let (fingerprint, is_this) = (fingerprint.clone(), is_this.clone());
        async move {
            let find = Entity::find().filter(is_this);
            if let Some(import) = find.clone().one(&transaction).await? {
                return Ok(import);
            }
            let conflict = OnConflict::columns([Column::Source, Column::Fingerprint])
                .do_nothing_on([Column::Id])
                .to_owned();
            Entity::insert(new(fingerprint, now))
                .on_conflict(conflict)
                .exec_without_returning(&transaction)
                .await?;
            let import = find.one(&transaction).await?;
            import.ok_or_else(|| Error::Other(sea_orm::DbErr::RecordNotFound("import".to_owned())))
        }
    };
    store.database().write(unit).await
}

fn new(fingerprint: String, now: DateTime<Utc>) -> ActiveModel {
    let import = Model {
        id: 0,
        source: SOURCE.to_owned(),
        fingerprint,
        position: CATALOGUE,
        sales: 0,
        returns: 0,
        write_offs: 0,
        line_count: 0,
        net: 0,
        skipped: 0,
        finished_at: None,
        created_at: now,
        updated_at: now,
    };
    ActiveModel {
        id: ActiveValue::NotSet,
        ..ActiveModel::from(import)
    }
}

/// Moves the import on, first thing in a unit; `false` if somebody else did, and then the unit
/// has nothing to do. Until the unit ends, nobody else can.
pub(super) async fn advance_in(
    transaction: &Transaction,
    import: &Import,
    to: i64,
    end: i64,
    now: DateTime<Utc>,
) -> Result<bool, ImportError> {
    let finished_at = (to == end).then_some(now);
    let advanced = Entity::update_many()
        .col_expr(Column::Position, Expr::val(to))
        .col_expr(Column::FinishedAt, Expr::val(finished_at))
        .col_expr(Column::UpdatedAt, Expr::val(now))
        .filter(Column::Id.eq(import.id))
        .filter(Column::Position.eq(import.position))
        .exec(transaction)
        .await?;
    Ok(advanced.rows_affected == 1)
}

/// Writes what the unit did, last thing in it; returns the import as it stands.
pub(super) async fn record_in(
    transaction: &Transaction,
    import: &Import,
    added: Added,
) -> Result<Import, ImportError> {
    let plus = |column: Column, more: i64| column.into_expr().add(more);
    Entity::update_many()
        .col_expr(Column::Sales, plus(Column::Sales, added.sales))
        .col_expr(Column::Returns, plus(Column::Returns, added.returns))
        .col_expr(Column::WriteOffs, plus(Column::WriteOffs, added.write_offs))
        .col_expr(Column::LineCount, plus(Column::LineCount, added.lines))
        .col_expr(Column::Net, plus(Column::Net, added.net))
        .col_expr(Column::Skipped, plus(Column::Skipped, added.skipped))
        .filter(Column::Id.eq(import.id))
        .exec(transaction)
        .await?;
    let import = Entity::find_by_id(import.id).one(transaction).await?;
    import.ok_or_else(|| lost("import"))
}
