//! Begin a count: the sheet of what should be there.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::json;

use super::{CountStatus, StockCount, entity, item};
use crate::inventory::list_of_goods::{check_each_once, goods_in};
use crate::inventory::{InventoryError, level, subject};
use crate::{Store, audit, text};

/// A count to be begun.
#[derive(Clone, Debug, Default)]
pub struct OpenCount {
    /// The place; the first location when `None`.
    pub location_id: Option<i64>,
    /// The products, each once, at most 1,000; everything that the location has or had when `None`.
    pub product_ids: Option<Vec<i64>>,
    /// In words, at most 200 characters.
    pub note: Option<String>,
}

/// Opens a count with what is on hand now as what is expected.
///
/// # Errors
/// [`InventoryError::CountOpen`] when the location has an open count.
pub async fn open(store: &Store, input: OpenCount) -> Result<StockCount, InventoryError> {
    let note = text::optional("note", input.note.as_deref(), 200)?;
    if let Some(product_ids) = &input.product_ids {
        check_each_once("product_ids", product_ids.iter().copied())?;
    }
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, note) = (unit_store.clone(), input.clone(), note.clone());
            async move { open_in(&store, &transaction, &input, note).await }
        })
        .await
}

async fn open_in(
    store: &Store,
    transaction: &Transaction,
    input: &OpenCount,
    note: Option<String>,
) -> Result<StockCount, InventoryError> {
    let now = store.now();
    let location_id = subject::location(store, transaction, input.location_id).await?;
    let mut count = StockCount {
        id: 0,
        location_id,
        open_location_id: Some(location_id),
        status: CountStatus::Open,
        note,
        reason: None,
        actor: store.actor().to_string(),
        opened_at: now,
        closed_at: None,
        cancelled_at: None,
        updated_at: now,
        version: 1,
    };
    if let Some(product_ids) = &input.product_ids {
        goods_in(transaction, "product_ids", product_ids).await?;
    }
    let row = entity::ActiveModel {
        id: ActiveValue::NotSet,
        ..count.clone().into()
    };
    let inserted = entity::Entity::insert(row).exec(transaction).await?;
    count.id = inserted.last_insert_id;
    match &input.product_ids {
        None => expect_everything(transaction, &count).await?,
        Some(product_ids) => expect(transaction, &count, product_ids).await?,
    }
    let act = audit::Act {
        action: "inventory.open_count",
        subject: format!("stock count {}", count.id),
        order_id: None,
        before: None,
        after: Some(json!({
            "location_id": location_id,
            "products": input.product_ids.as_ref().map(Vec::len),
        })),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(count)
}

const SHEET: [item::Column; 3] = [
    item::Column::CountId,
    item::Column::ProductId,
    item::Column::Expected,
];

async fn expect_everything(transaction: &Transaction, count: &StockCount) -> Result<(), DbErr> {
    let mut levels = Query::select();
    levels
        .expr(Expr::val(count.id))
        .column(level::Column::ProductId)
        .column(level::Column::OnHand)
        .from(level::Entity)
        .and_where(level::Column::LocationId.eq(count.location_id));
    let mut insert = Query::insert();
    insert
        .into_table(item::Entity)
        .columns(SHEET)
        .select_from(levels)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    transaction.execute(&insert).await.map(drop)
}

async fn expect(
    transaction: &Transaction,
    count: &StockCount,
    product_ids: &[i64],
) -> Result<(), DbErr> {
    if product_ids.is_empty() {
        return Ok(());
    }
    let levels = level::Entity::find()
        .filter(level::Column::LocationId.eq(count.location_id))
        .filter(level::Column::ProductId.is_in(product_ids.iter().copied()))
        .all(transaction)
        .await?;
    let on_hand = |product_id| {
        let level = levels.iter().find(|level| level.product_id == product_id);
        level.map_or(0, |level| level.on_hand)
    };
    let rows = product_ids.iter().map(|&product_id| item::ActiveModel {
        count_id: ActiveValue::Set(count.id),
        product_id: ActiveValue::Set(product_id),
        expected: ActiveValue::Set(on_hand(product_id)),
        counted: ActiveValue::Set(None),
        difference: ActiveValue::Set(None),
        counted_at: ActiveValue::Set(None),
        counted_by: ActiveValue::Set(None),
    });
    item::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}
