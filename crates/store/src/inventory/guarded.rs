//! One UPDATE of several levels, each guarded, of which all must pass.

use mercer_database::{ConstraintKind, Error, Transaction};
use sea_orm::sea_query::{ExprTrait, Order, Query, SimpleExpr, UpdateStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult};
use sea_orm::{QueryFilter, QuerySelect, Statement};

use super::level::{Column, Entity};
use super::{Demand, InventoryError};
use crate::statement_text::StatementText;
use crate::{Quantity, products};

static LOCK: StatementText = StatementText::new();

/// What of a level the update may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// What is there and not promised.
    Available,
    /// What is promised.
    Promised,
}

impl Source {
    fn of(self, level: &Amounts) -> i64 {
        match self {
            Source::Available => level.on_hand - level.reserved,
            Source::Promised => level.reserved,
        }
    }
}

/// A level's amounts, in thousandths.
#[derive(Clone, Copy, Debug, FromQueryResult)]
struct Amounts {
    product_id: i64,
    on_hand: i64,
    reserved: i64,
}

/// Runs an update to which each level must consent. All demands are met, or the error names the
/// first that is not.
///
/// `update` builds the statement, with [`guard`] and [`by_product`] applied.
pub(super) async fn update_all(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    source: Source,
    update: impl Fn() -> Statement,
) -> Result<(), InventoryError> {
    let expected = demands.len() as u64;
    if transaction.get_database_backend() == DbBackend::Sqlite {
        return update_alone(transaction, location_id, demands, source, update()).await;
    }
    if demands.len() > 1 {
        // An UPDATE of several rows locks them in whatever order its plan finds them: two of the
        // same products could deadlock. And after it nobody could tell a level that was too low
        // from one that the update itself has lowered.
        let levels = locked_in_order(transaction, location_id, demands).await?;
        refuse_shortage(transaction, demands, source, &levels).await?;
    }
    let updated = transaction.execute_raw(update()).await?.rows_affected();
    if updated == expected {
        return Ok(());
    }
    if demands.len() == 1 {
        // The level that was too low is not locked: goods may have come since.
        let levels = locked_in_order(transaction, location_id, demands).await?;
        refuse_shortage(transaction, demands, source, &levels).await?;
        let updated = transaction.execute_raw(update()).await?.rows_affected();
        if updated == expected {
            return Ok(());
        }
    }
    Err(DbErr::RecordNotUpdated.into())
}

/// On SQLite the table's CHECK is the guard. It undoes the whole update, and there is one writer,
/// so a look afterwards finds the levels as they were.
async fn update_alone(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    source: Source,
    update: Statement,
) -> Result<(), InventoryError> {
    let refused = match transaction.execute_raw(update).await {
        Ok(done) if done.rows_affected() == demands.len() as u64 => return Ok(()),
        Ok(_) => None,
        Err(error) => Some(Error::from(error)),
    };
    let is_check = |error: &Error| matches!(error, Error::Constraint(violation) if violation.kind == ConstraintKind::Check);
    let levels = levels_of(transaction, location_id, demands).await?;
    if let Some(error) = refused {
        if is_check(&error) {
            refuse_shortage(transaction, demands, source, &levels).await?;
        }
        return Err(error.into());
    }
    // Some have no level. Those of the others are lowered already and tell nothing.
    let mut missing = demands.to_vec();
    missing.retain(|demand| levels.iter().all(|l| l.product_id != demand.product_id));
    refuse_shortage(transaction, &missing, source, &[]).await?;
    Err(DbErr::RecordNotUpdated.into())
}

async fn levels_of(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
) -> Result<Vec<Amounts>, DbErr> {
    Entity::find()
        .select_only()
        .columns([Column::ProductId, Column::OnHand, Column::Reserved])
        .filter(among(location_id, demands))
        .into_model()
        .all(transaction)
        .await
}

/// Has MariaDB and MySQL find the levels by product and location. Left to themselves they may take
/// the index of the location, lock everything there, and lock it in another order than others.
pub(super) fn by_product(mut statement: Statement) -> Statement {
    if statement.db_backend == DbBackend::MySql {
        const HINT: &str =
            "`stock_levels` FORCE INDEX (`stock_levels_product_id_location_id_unique`)";
        let sql = &statement.sql;
        let verb = if sql.starts_with("UPDATE") {
            "UPDATE"
        } else {
            "FROM"
        };
        let found = format!("{verb} `stock_levels`");
        debug_assert!(sql.contains(&found), "{sql}");
        statement.sql = sql.replacen(&found, &format!("{verb} {HINT}"), 1);
    }
    statement
}

/// Whether an update says itself which levels it leaves out.
///
/// On the servers it has to: a statement that a CHECK refuses would end the transaction there, and
/// with it the look at what there was. On SQLite the CHECK says it at no cost, while for `RETURNING`
/// the levels that passed it keeps a table of them.
pub(super) fn is_guarded(backend: DbBackend) -> bool {
    backend != DbBackend::Sqlite
}

/// Has an update leave out levels that do not meet the condition, which must be what the table's
/// CHECK on `reserved` says.
pub(super) fn guard(update: &mut UpdateStatement, backend: DbBackend, condition: SimpleExpr) {
    if is_guarded(backend) {
        update.and_where(condition);
    }
}

pub(super) fn among(location_id: i64, demands: &[Demand]) -> SimpleExpr {
    let products = demands.iter().map(|demand| demand.product_id);
    Column::LocationId
        .eq(location_id)
        .and(Column::ProductId.is_in(products))
}

/// Locks the levels in the order of their products until the transaction ends. SQLite has one
/// writer and needs no locks.
pub(super) async fn lock_in_order(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
) -> Result<(), DbErr> {
    if demands.len() < 2 || transaction.get_database_backend() == DbBackend::Sqlite {
        return Ok(());
    }
    locked_in_order(transaction, location_id, demands)
        .await
        .map(drop)
}

async fn locked_in_order(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
) -> Result<Vec<Amounts>, DbErr> {
    let backend = transaction.get_database_backend();
    let products = demands.iter().map(|demand| demand.product_id.into());
    let values = std::iter::once(location_id.into()).chain(products);
    let lock = LOCK.with(backend, demands.len(), values.collect(), |_| {
        let mut lock = Query::select();
        lock.columns([Column::ProductId, Column::OnHand, Column::Reserved])
            .from(Entity)
            .and_where(among(location_id, demands))
            .order_by(Column::ProductId, Order::Asc)
            .lock_exclusive();
        by_product(backend.build(&lock))
    });
    let mut levels = Vec::with_capacity(demands.len());
    for mut row in transaction.rows(lock).await? {
        levels.push(Amounts {
            product_id: row.take()?,
            on_hand: row.take()?,
            reserved: row.take()?,
        });
    }
    Ok(levels)
}

/// An error that names the first demand which the levels do not meet.
async fn refuse_shortage(
    transaction: &Transaction,
    demands: &[Demand],
    source: Source,
    levels: &[Amounts],
) -> Result<(), InventoryError> {
    for demand in demands {
        let level = levels
            .iter()
            .find(|level| level.product_id == demand.product_id);
        let there = level.map(|level| source.of(level));
        if there.is_some_and(|there| there >= demand.quantity.thousandths()) {
            continue;
        }
        let there = Quantity::from_thousandths(there.unwrap_or(0));
        return Err(shortage(transaction, demand, source, there).await?);
    }
    Ok(())
}

async fn shortage(
    transaction: &Transaction,
    demand: &Demand,
    source: Source,
    there: Quantity,
) -> Result<InventoryError, DbErr> {
    let product_id = demand.product_id;
    let product = products::entity::Entity::find_by_id(product_id)
        .one(transaction)
        .await?;
    Ok(match (product, source) {
        (None, _) => InventoryError::UnknownProduct(product_id),
        (Some(product), Source::Available) => InventoryError::OutOfStock {
            sku: product.sku,
            product_id,
            requested: demand.quantity,
            available: there,
        },
        (Some(product), Source::Promised) => InventoryError::NotPromised {
            sku: product.sku,
            product_id,
            requested: demand.quantity,
            promised: there,
        },
    })
}
