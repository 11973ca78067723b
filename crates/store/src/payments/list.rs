//! Page through the payments: of an order, of a customer, or of all.

use super::entity::{Column, Entity, Model};
use super::{PaymentError, PaymentState};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::orders;
use crate::payment_methods::PaymentKind;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};
use chrono::{DateTime, Utc};

sort_keys! {
    /// What payments can be sorted by.
    pub enum PaymentSort of Entity by Column {
        /// What was asked for, in minor units whatever the currency.
        Amount = "amount": Integer Amount amount,
    }
    default Id ascending
}

/// Which payments are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListPayments {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<PaymentSort>,
    /// For this order.
    pub order_id: Option<i64>,
    /// For this customer's orders.
    pub customer_id: Option<i64>,
    /// Where it stands.
    pub status: Option<PaymentState>,
    /// By which means.
    pub kind: Option<PaymentKind>,
    /// By this saved method.
    pub payment_method_id: Option<i64>,
    /// Recorded then or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Recorded earlier.
    pub created_until: Option<DateTime<Utc>>,
}

/// The payments that are wanted, a page of them.
pub async fn list(store: &Store, input: ListPayments) -> Result<Page<Model>, PaymentError> {
    let of_customer = |id| orders::of_customer(Column::OrderId, id);
    let filters = Filters::new()
        .equal(Column::OrderId, input.order_id)
        .and(input.customer_id.map(of_customer))
        .equal(Column::Status, input.status)
        .equal(Column::Kind, input.kind)
        .equal(Column::PaymentMethodId, input.payment_method_id)
        .from(Column::CreatedAt, input.created_from)
        .until(Column::CreatedAt, input.created_until);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
