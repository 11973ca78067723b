//! Derive what is reserved from the lines of open orders.

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::{Changed, Repair, record_in};
use crate::Store;
use crate::doctor::checks::RESERVED;
use crate::doctor::examine::statement;
use crate::inventory::level::{Column, Entity};

/// Ids per statement: databases take only so many parameters.
const LOCKED_AT_ONCE: usize = 1_000;

/// A stock level whose reservations are wrong.
#[derive(FromQueryResult)]
struct Wrong {
    id: i64,
    product_id: i64,
    location_id: i64,
    on_hand: i64,
    reserved: i64,
    expected: i64,
}

pub(super) async fn repair(store: &Store) -> Result<Vec<Repair>, Error> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move { repair_in(&store, &transaction).await }
        })
        .await
}

async fn repair_in(store: &Store, transaction: &Transaction) -> Result<Vec<Repair>, Error> {
    let seen: Vec<i64> = wrong_in(transaction).await?.iter().map(|w| w.id).collect();
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    // Whoever promises or releases goods holds the level's row until the order's lines say so too:
    // under the locks, both are seen as of the same moment.
    lock(transaction, &seen).await?;
    let mut changed = Vec::new();
    for level in wrong_in(transaction).await? {
        // More than is there cannot be promised: that is for a person to sort out.
        let can_be = (0..=level.on_hand).contains(&level.expected);
        if !can_be || !seen.contains(&level.id) {
            continue;
        }
        Entity::update_many()
            .col_expr(Column::Reserved, Expr::val(level.expected))
            .col_expr(Column::UpdatedAt, Expr::val(store.now()))
            .filter(Column::Id.eq(level.id))
            .exec(transaction)
            .await?;
        let subject = format!(
            "product {} at location {}",
            level.product_id, level.location_id
        );
        changed.push(Changed::value(
            subject,
            "reserved",
            level.reserved,
            level.expected,
        ));
    }
    Ok(record_in(store, transaction, changed).await?)
}

/// What the check of reservations finds, row by row.
async fn wrong_in(transaction: &Transaction) -> Result<Vec<Wrong>, DbErr> {
    let sql = format!(
        "SELECT l.id, l.product_id, l.location_id, l.on_hand, l.reserved, w.expected \
         FROM stock_levels l JOIN ({RESERVED}) w \
           ON w.subject = CONCAT('product ', l.product_id, ' at location ', l.location_id) \
         ORDER BY l.product_id, l.location_id"
    );
    let wrong = Wrong::find_by_statement(statement(transaction, &sql));
    wrong.all(transaction).await
}

async fn lock(transaction: &Transaction, ids: &[i64]) -> Result<(), DbErr> {
    // They are sorted by product, and so are the parts.
    for part in ids.chunks(LOCKED_AT_ONCE) {
        Entity::find()
            .filter(Column::Id.is_in(part.iter().copied()))
            .order_by_asc(Column::ProductId)
            .order_by_asc(Column::LocationId)
            .lock_exclusive()
            .all(transaction)
            .await?;
    }
    Ok(())
}
