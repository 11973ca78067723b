//! Write down what was counted.

use mercer_database::Transaction;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

use super::{CountStatus, StockCountItem, entity, item, row};
use crate::inventory::list_of_goods::{check_each_once, goods_in};
use crate::inventory::{InventoryError, subject};
use crate::{Invalid, Quantity, Store, Unit, audit, text};

/// What somebody counted.
#[derive(Clone, Debug, Default)]
pub struct RecordCount {
    /// The count.
    pub count_id: i64,
    /// The version that the caller read; any when `None`, for several people count at once.
    pub expected_version: Option<i64>,
    /// The products, each once.
    pub lines: Vec<CountedLine>,
    /// Who counted, at most 100 characters; the store's actor when `None`.
    pub counted_by: Option<String>,
}

/// One product on the shelf.
#[derive(Clone, Copy, Debug)]
pub struct CountedLine {
    /// The product.
    pub product_id: i64,
    /// How much is there, promised goods included.
    pub counted: Quantity,
}

/// Records counted quantities against what is on hand at this very moment. Counting a product again
/// replaces what was counted before; one that is not on the sheet is added to it.
pub async fn record(
    store: &Store,
    input: RecordCount,
) -> Result<Vec<StockCountItem>, InventoryError> {
    let counted_by = text::optional("counted_by", input.counted_by.as_deref(), 100)?;
    let counted_by = counted_by.unwrap_or_else(|| store.actor().to_string());
    if input.lines.is_empty() {
        return Err(Invalid::new("lines", "nothing was counted").into());
    }
    check_each_once("lines", input.lines.iter().map(|line| line.product_id))?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            let counted_by = counted_by.clone();
            async move { record_in(&store, &transaction, &input, counted_by).await }
        })
        .await
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    input: &RecordCount,
    counted_by: String,
) -> Result<Vec<StockCountItem>, InventoryError> {
    let now = store.now();
    let expected = input.expected_version;
    let count = row::locked(transaction, input.count_id, expected, CountStatus::Open).await?;
    let ids: Vec<_> = input.lines.iter().map(|line| line.product_id).collect();
    let goods = goods_in(transaction, "lines", &ids).await?;
    for (index, line) in input.lines.iter().enumerate() {
        check_counted(line.counted, goods[&line.product_id].unit)
            .map_err(|error| error.inside(&format!("lines/{index}")))?;
    }
    // Sales, receipts and other counts of these products wait until this is committed.
    let sorted: Vec<_> = goods.keys().copied().collect();
    let levels = subject::locked_levels(transaction, count.location_id, &sorted, now).await?;
    let items: Vec<_> = input
        .lines
        .iter()
        .map(|line| {
            let on_hand = levels[&line.product_id].on_hand;
            StockCountItem {
                count_id: count.id,
                product_id: line.product_id,
                expected: on_hand,
                counted: Some(line.counted.thousandths()),
                difference: Some(line.counted.thousandths() - on_hand),
                counted_at: Some(now),
                counted_by: Some(counted_by.clone()),
            }
        })
        .collect();
    // What is expected of a product that is on the sheet stays as it was.
    let conflict = OnConflict::columns([item::Column::CountId, item::Column::ProductId])
        .update_columns([
            item::Column::Counted,
            item::Column::Difference,
            item::Column::CountedAt,
            item::Column::CountedBy,
        ])
        .to_owned();
    item::Entity::insert_many(items.iter().cloned().map(item::ActiveModel::from))
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await?;
    row::change_in(transaction, count.id, entity::ActiveModel::default(), now).await?;
    audit::record_in(store, transaction, act(count.id, &items)).await?;
    Ok(items)
}

/// A counted quantity: nothing, or what could be moved.
pub(in crate::inventory) fn check_counted(counted: Quantity, unit: Unit) -> Result<(), Invalid> {
    if counted == Quantity::ZERO {
        return Ok(());
    }
    if counted < Quantity::ZERO {
        return Err(Invalid::new("counted", "it is below zero"));
    }
    let check = counted.check(unit).map(drop);
    check.map_err(|error| Invalid::new("counted", error.reason))
}

fn act(count_id: i64, items: &[StockCountItem]) -> audit::Act {
    let told = items.iter().map(|item| {
        let quantity = |thousandths: Option<i64>| {
            thousandths.map(|thousandths| Quantity::from_thousandths(thousandths).to_string())
        };
        json!({
            "product_id": item.product_id,
            "counted": quantity(item.counted),
            "difference": quantity(item.difference),
        })
    });
    audit::Act {
        action: "inventory.record_count",
        subject: format!("stock count {count_id}"),
        order_id: None,
        before: None,
        after: Some(told.collect()),
    }
}
