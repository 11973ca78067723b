//! Take back what was billed and is not owed any more.

use super::series::name_of;
use super::write::{Wanted, write};
use super::{InvoiceError, InvoiceKind, InvoiceWithLines};
use crate::{Store, text};

/// Issues a credit note for what invoices billed beyond what the customer owes now: after returns,
/// goodwill, edits that made the order cheaper, removed lines, or a cancellation. The reason has at
/// most 200 characters. It is numbered in the series, `CN` unless another one is named.
///
/// # Errors
/// [`InvoiceError::NothingToCredit`] when nothing was billed too much. A refusal takes no number.
pub async fn credit(
    store: &Store,
    order_id: i64,
    reason: &str,
    series: Option<&str>,
) -> Result<InvoiceWithLines, InvoiceError> {
    let kind = InvoiceKind::CreditNote;
    let wanted = Wanted {
        order_id,
        kind,
        series: name_of(series, kind)?,
        reason: Some(text::required("reason", reason, 200)?),
    };
    write(store, wanted).await
}
