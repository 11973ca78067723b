//! Bill an order.

use super::series::name_of;
use super::write::{Wanted, write};
use super::{InvoiceError, InvoiceKind, InvoiceWithLines};
use crate::Store;

/// Issues an invoice for what the customer owes for a placed sale and was not billed yet: the whole
/// order at first, later what edits added. It is numbered in the series, `INV` unless another one
/// is named, which begins with its first invoice.
///
/// # Errors
/// [`InvoiceError::NothingToBill`] when everything is billed or nothing is owed;
/// [`InvoiceError::NotBillable`] for a draft, and for goods taken back. A refusal takes no number.
pub async fn issue(
    store: &Store,
    order_id: i64,
    series: Option<&str>,
) -> Result<InvoiceWithLines, InvoiceError> {
    let kind = InvoiceKind::Invoice;
    let wanted = Wanted {
        order_id,
        kind,
        series: name_of(series, kind)?,
        reason: None,
    };
    write(store, wanted).await
}
