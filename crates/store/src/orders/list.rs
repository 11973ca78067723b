//! Page through the orders.

use chrono::{DateTime, Utc};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Query, SimpleExpr};

use super::entity::{Column, Entity};
use super::{
    FulfilmentStatus, Order, OrderError, OrderKind, OrderStatus, PaymentStatus, item, row,
};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::prefix::starts_with;
use crate::sort::{Sort, sort_keys};
use crate::statement_text::StatementText;
use crate::{Invalid, Page, PageRequest, Store, text};

static LIST: StatementText = StatementText::new();

sort_keys! {
    /// What orders can be sorted by.
    pub enum OrderSort of Entity by Column {
        /// When it was placed; drafts come last.
        PlacedAt = "placed_at": TimeOrNull PlacedAt placed_at,
        /// The total, in minor units whatever the currency.
        Total = "total": Integer Total total,
        /// The number, as text: 1000 before 999.
        Number = "number": Text Number number,
    }
    default Id ascending, by position LIST row::order
}

/// Which orders are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListOrders {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<OrderSort>,
    /// The first signs of the number.
    pub q: Option<String>,
    /// The number, sign for sign.
    pub number: Option<String>,
    /// Sales or returns.
    pub kind: Option<OrderKind>,
    /// Draft, placed or cancelled.
    pub status: Option<OrderStatus>,
    /// How the money stands.
    pub payment_status: Option<PaymentStatus>,
    /// How the goods stand.
    pub fulfilment_status: Option<FulfilmentStatus>,
    /// Who buys.
    pub customer_id: Option<i64>,
    /// Where the goods come from, or go back to.
    pub location_id: Option<i64>,
    /// With a line of this product.
    pub product_id: Option<i64>,
    /// Placed then or later.
    pub placed_from: Option<DateTime<Utc>>,
    /// Placed earlier.
    pub placed_until: Option<DateTime<Utc>>,
    /// A total of this or more, minor units.
    pub total_at_least: Option<i64>,
    /// A total of this or less, minor units.
    pub total_at_most: Option<i64>,
}

/// The orders that are wanted, a page of them.
pub async fn list(store: &Store, input: ListOrders) -> Result<Page<Order>, OrderError> {
    listing(input)?.read(store.database()).await
}

/// What is read.
pub(crate) fn listing(input: ListOrders) -> Result<Listing<OrderSort>, Invalid> {
    let prefix = text::bounded("q", input.q.as_deref(), 32)?;
    // Says nothing new, but there is an index for it, and few orders are drafts.
    let is_draft = input.status == Some(OrderStatus::Draft);
    let filters = Filters::new()
        .and(is_draft.then(|| Column::PlacedAt.is_null()))
        .and(prefix.map(|prefix| starts_with(Column::Number, &prefix)))
        .equal_text(Column::Number, "number", input.number.as_deref())?
        .equal(Column::Kind, input.kind)
        .equal(Column::Status, input.status)
        .equal(Column::PaymentStatus, input.payment_status)
        .equal(Column::FulfilmentStatus, input.fulfilment_status)
        .equal(Column::CustomerId, input.customer_id)
        .equal(Column::LocationId, input.location_id)
        .and(input.product_id.map(holds))
        .from(Column::PlacedAt, input.placed_from)
        .until(Column::PlacedAt, input.placed_until)
        .from(Column::Total, input.total_at_least)
        .at_most(Column::Total, input.total_at_most);
    Listing::new(input.page, input.sort, filters)
}

/// Whether a line is of this product.
fn holds(product_id: i64) -> SimpleExpr {
    let orders = Query::select()
        .column(item::Column::OrderId)
        .from(item::Entity)
        .and_where(item::Column::ProductId.eq(product_id))
        .to_owned();
    Column::Id.in_subquery(orders)
}
