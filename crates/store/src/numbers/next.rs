//! Take the next number of a series.

use std::ops::Range;

use mercer_database::{Error, Transaction};
use parking_lot::Mutex;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use crate::Store;

/// The first order number.
const FIRST: i64 = 1_000;

/// The largest block. The first blocks are smaller, so that a command that places one order
/// uses one number, and a busy server soon asks rarely.
const LARGEST_BLOCK: i64 = 256;

/// The numbers that this process has reserved and not used.
#[derive(Default)]
pub(crate) struct NumberBlocks {
    orders: Mutex<Block>,
}

#[derive(Default)]
struct Block {
    fresh: Range<i64>,
    /// Numbers whose order was refused.
    returned: Vec<i64>,
    last_size: i64,
}

/// The next order number. Called before the order's own unit of work, which must await nothing
/// but its transaction.
pub(crate) async fn next(store: &Store) -> Result<i64, Error> {
    loop {
        let size = {
            let mut block = store.number_blocks().orders.lock();
            if let Some(number) = block.returned.pop().or_else(|| block.fresh.next()) {
                return Ok(number);
            }
            block.last_size = (block.last_size * 2).clamp(1, LARGEST_BLOCK);
            block.last_size
        };
        let end = store
            .database()
            // Numbers are the process's, whatever becomes of the order that needs one now.
            .unaccompanied()
            .write(move |transaction| reserve(transaction, size))
            .await?;
        let mut block = store.number_blocks().orders.lock();
        // Another task may have fetched a block meanwhile: what it left is used up first.
        let left = std::mem::replace(&mut block.fresh, end - size..end);
        block.returned.extend(left);
    }
}

/// Makes a number available again after its order was refused.
pub(crate) fn give_back(store: &Store, number: i64) {
    store.number_blocks().orders.lock().returned.push(number);
}

/// What is numbered.
const SERIES: &str = "orders";

async fn reserve(transaction: Transaction, size: i64) -> Result<i64, Error> {
    reserve_in(&transaction, size).await
}

/// Reserves `size` numbers; returns the first one after them.
pub(crate) async fn reserve_in(transaction: &Transaction, size: i64) -> Result<i64, Error> {
    begin_series_in(transaction).await?;
    Entity::update_many()
        .col_expr(Column::NextNumber, Column::NextNumber.into_expr().add(size))
        .filter(Column::Name.eq(SERIES))
        .exec(transaction)
        .await?;
    let row = Entity::find()
        .filter(Column::Name.eq(SERIES))
        .one(transaction)
        .await?;
    row.map(|row| row.next_number)
        .ok_or_else(|| Error::from(sea_orm::DbErr::RecordNotFound(SERIES.to_owned())))
}

/// Lets new orders be numbered from above a number that an imported order bears. Without it, they
/// would one day run into the imported ones and be skipped past them one by one.
pub(crate) async fn continue_after_in(transaction: &Transaction, last: i64) -> Result<(), DbErr> {
    begin_series_in(transaction).await?;
    Entity::update_many()
        .col_expr(Column::NextNumber, Expr::val(last + 1))
        .filter(Column::Name.eq(SERIES))
        .filter(Column::NextNumber.lte(last))
        .exec(transaction)
        .await
        .map(drop)
}

async fn begin_series_in(transaction: &Transaction) -> Result<(), DbErr> {
    if Entity::find()
        .filter(Column::Name.eq(SERIES))
        .one(transaction)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let first = ActiveModel {
        id: ActiveValue::NotSet,
        name: ActiveValue::Set(SERIES.to_owned()),
        next_number: ActiveValue::Set(FIRST),
    };
    let conflict = OnConflict::column(Column::Name)
        .do_nothing_on([Column::Id])
        .to_owned();
    Entity::insert(first)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}
