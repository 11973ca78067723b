//! Close a count: its differences become adjustments.

use mercer_database::Transaction;
use sea_orm::{
    ActiveValue, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::{CountStatus, StockCount, StockCountItem, entity, item, row};
use crate::inventory::{
    Cause, Change, InventoryError, MissingGoods, MovementKind, change_in, subject,
};
use crate::{Quantity, Store, audit, products, text};

/// Products whose stock one statement changes.
const AT_ONCE: u64 = 200;

/// The most missing goods that a refusal names.
const NAMED: usize = 100;

/// A count to be closed.
#[derive(Clone, Debug, Default)]
pub struct CloseCount {
    /// The count.
    pub count_id: i64,
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Why the differences are booked, at most 200 characters.
    pub reason: String,
    /// Whether products that nobody counted keep their stock; otherwise they are a refusal.
    pub leave_uncounted: bool,
}

/// Books every difference as an adjustment with the reason, in one transaction: all or none. Only
/// products that differ are touched.
///
/// # Errors
/// [`InventoryError::Uncounted`] when the sheet is not full;
/// [`InventoryError::PromisedGoodsMissing`] when goods that are promised to orders are not there:
/// cancel or change those orders, or count again.
pub async fn close(store: &Store, input: CloseCount) -> Result<StockCount, InventoryError> {
    let reason = text::required("reason", &input.reason, 200)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            let reason = reason.clone();
            async move { close_in(&store, &transaction, &input, &reason).await }
        })
        .await
}

async fn close_in(
    store: &Store,
    transaction: &Transaction,
    input: &CloseCount,
    reason: &str,
) -> Result<StockCount, InventoryError> {
    let (id, expected) = (input.count_id, input.expected_version);
    let count = row::locked(transaction, id, expected, CountStatus::Closed).await?;
    let uncounted = item::Entity::find()
        .filter(item::Column::CountId.eq(id))
        .filter(item::Column::Counted.is_null())
        .count(transaction)
        .await?;
    if uncounted > 0 && !input.leave_uncounted {
        return Err(InventoryError::Uncounted {
            count_id: id,
            products: uncounted,
        });
    }
    let cause = Cause {
        count_id: Some(id),
        ..Cause::by(store, MovementKind::Adjusted, Some(reason.to_owned()))
    };
    let (mut after, mut adjusted, mut missing) = (0, 0, Vec::new());
    loop {
        let items = differing(transaction, id, after).await?;
        let Some(last) = items.last() else { break };
        after = last.product_id;
        adjusted += items.len();
        missing.extend(missing_of(transaction, &count, &items, &cause).await?);
        if missing.len() >= NAMED {
            break;
        }
        // A refusal is certain: the rest is only looked at, to name what else is missing.
        if missing.is_empty() {
            let changes: Vec<_> = items.iter().map(change_of).collect();
            change_in(transaction, count.location_id, &changes, &cause).await?;
        }
    }
    if !missing.is_empty() {
        missing.truncate(NAMED);
        return Err(InventoryError::PromisedGoodsMissing {
            count_id: id,
            goods: missing,
        });
    }
    let changes = entity::ActiveModel {
        reason: ActiveValue::Set(Some(reason.to_owned())),
        closed_at: ActiveValue::Set(Some(cause.at)),
        ..row::ended(CountStatus::Closed)
    };
    let closed = row::change_in(transaction, id, changes, cause.at).await?;
    let act = audit::Act {
        action: "inventory.close_count",
        subject: format!("stock count {id}"),
        order_id: None,
        before: Some(json!({ "status": count.status })),
        after: Some(json!({
            "status": closed.status, "reason": reason,
            "adjusted": adjusted, "uncounted": uncounted,
        })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(closed)
}

/// The next items that differ from what was on hand, by product.
async fn differing(
    transaction: &Transaction,
    count_id: i64,
    after: i64,
) -> Result<Vec<StockCountItem>, DbErr> {
    item::Entity::find()
        .filter(item::Column::CountId.eq(count_id))
        .filter(item::Column::ProductId.gt(after))
        .filter(item::Column::Difference.ne(0))
        .order_by_asc(item::Column::ProductId)
        .limit(AT_ONCE)
        .all(transaction)
        .await
}

fn change_of(item: &StockCountItem) -> Change {
    Change {
        product_id: item.product_id,
        quantity: item.difference.unwrap_or(0),
    }
}

/// The products of which, after the adjustment, less would be there than is promised.
async fn missing_of(
    transaction: &Transaction,
    count: &StockCount,
    items: &[StockCountItem],
    cause: &Cause,
) -> Result<Vec<MissingGoods>, InventoryError> {
    let ids: Vec<_> = items.iter().map(|item| item.product_id).collect();
    let place = count.location_id;
    let levels = subject::locked_levels(transaction, place, &ids, cause.at).await?;
    let mut missing = Vec::new();
    for item in items {
        let level = &levels[&item.product_id];
        let left = level.on_hand + change_of(item).quantity;
        if left >= level.reserved {
            continue;
        }
        let product = products::entity::Entity::find_by_id(item.product_id)
            .one(transaction)
            .await?;
        let product = product.ok_or(InventoryError::UnknownProduct(item.product_id))?;
        missing.push(MissingGoods {
            sku: product.sku,
            product_id: item.product_id,
            counted: Quantity::from_thousandths(item.counted.unwrap_or(0)),
            left: Quantity::from_thousandths(left),
            promised: Quantity::from_thousandths(level.reserved),
        });
    }
    Ok(missing)
}
