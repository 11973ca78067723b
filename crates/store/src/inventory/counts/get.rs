//! The count sheet.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic};

use super::{StockCount, entity, item};
use crate::inventory::InventoryError;
use crate::products::entity as product;
use crate::{Page, PageRequest, Store, Unit};

/// A count and a page of its sheet.
#[derive(Clone, Debug)]
pub struct CountSheet {
    /// The count.
    pub count: StockCount,
    /// The sheet by product id.
    pub lines: Page<SheetLine>,
}

/// One product on the sheet, named so that it is found on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SheetLine {
    /// The product.
    pub product_id: i64,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What its quantities count.
    pub unit: Unit,
    /// Thousandths on hand when it came onto the sheet.
    pub expected: i64,
    /// Thousandths counted; nothing until then.
    pub counted: Option<i64>,
    /// Thousandths counted less what was on hand at that moment.
    pub difference: Option<i64>,
    /// When it was counted.
    pub counted_at: Option<DateTime<Utc>>,
    /// Who counted.
    pub counted_by: Option<String>,
}

/// The count with this id; the page begins after a product id.
pub async fn get(
    store: &Store,
    id: i64,
    request: PageRequest,
) -> Result<CountSheet, InventoryError> {
    let (after, limit) = (request.id()?, request.limit);
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let count = entity::Entity::find_by_id(id).one(&transaction).await?;
            let count = count.ok_or(InventoryError::UnknownCount(id))?;
            let lines = lines(id, after, limit);
            let statement = transaction.get_database_backend().build(&lines);
            let rows = SheetLine::find_by_statement(statement)
                .all(&transaction)
                .await?;
            let lines = Page::by_id(rows, limit, |line| line.product_id);
            Ok(CountSheet { count, lines })
        })
        .await
}

fn lines(count_id: i64, after: i64, limit: u64) -> sea_orm::sea_query::SelectStatement {
    let of_item = |column: item::Column| Expr::col((item::Entity, column));
    let mut query = Query::select();
    for column in [
        item::Column::ProductId,
        item::Column::Expected,
        item::Column::Counted,
        item::Column::Difference,
        item::Column::CountedAt,
        item::Column::CountedBy,
    ] {
        query.expr_as(of_item(column), column.as_str());
    }
    for column in [
        product::Column::Sku,
        product::Column::Name,
        product::Column::Unit,
    ] {
        query.expr_as(Expr::col((product::Entity, column)), column.as_str());
    }
    query
        .from(item::Entity)
        .inner_join(
            product::Entity,
            Expr::col((product::Entity, product::Column::Id)).eq(of_item(item::Column::ProductId)),
        )
        .and_where(of_item(item::Column::CountId).eq(count_id))
        .and_where(of_item(item::Column::ProductId).gt(after))
        .order_by((item::Entity, item::Column::ProductId), Order::Asc)
        .limit(limit + 1);
    query
}
