//! Page through the invoices and credit notes.

use chrono::{DateTime, Utc};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Query, SimpleExpr};

use super::entity::{Column, Entity, InvoiceKind};
use super::{Invoice, InvoiceError, series};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::orders;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store, text};

sort_keys! {
    /// What documents can be sorted by. They are only ever added, so that the newest come first by
    /// `-id`.
    pub enum InvoiceSort of Entity by Column {
        /// The number, as text.
        Number = "number": Text Number number,
        /// What it says in all, in minor units whatever the currency.
        Total = "total": Integer Total total,
    }
    default Id ascending
}

/// Which documents are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListInvoices {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<InvoiceSort>,
    /// Only those of this order.
    pub order_id: Option<i64>,
    /// Only those of this customer's orders.
    pub customer_id: Option<i64>,
    /// Only invoices or only credit notes.
    pub kind: Option<InvoiceKind>,
    /// Only those of the series with this name.
    pub series: Option<String>,
    /// Issued then or later.
    pub issued_from: Option<DateTime<Utc>>,
    /// Issued earlier.
    pub issued_until: Option<DateTime<Utc>>,
}

/// The documents that are wanted, a page of them.
pub async fn list(store: &Store, input: ListInvoices) -> Result<Page<Invoice>, InvoiceError> {
    let series = text::bounded("series", input.series.as_deref(), 24)?;
    let of_customer = |id| orders::of_customer(Column::OrderId, id);
    let filters = Filters::new()
        .equal(Column::OrderId, input.order_id)
        .and(input.customer_id.map(of_customer))
        .equal(Column::Kind, input.kind)
        .and(series.map(of_series))
        .from(Column::IssuedAt, input.issued_from)
        .until(Column::IssuedAt, input.issued_until);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}

/// Whether its number is from the series with this name.
fn of_series(name: String) -> SimpleExpr {
    let series = Query::select()
        .column(series::Column::Id)
        .from(series::Entity)
        .and_where(series::Column::Name.eq(name))
        .to_owned();
    Column::SeriesId.in_subquery(series)
}
