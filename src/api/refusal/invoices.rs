//! Refusals of invoices and credit notes.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::invoices::InvoiceError;

use super::refusals;

refusals! {
    InvoiceError {
        InvoiceError::UnknownOrder(_) => 422 "unknown_order" at "order_id",
        InvoiceError::NotFound(_) => 404 "not_found",
        InvoiceError::NotBillable { .. } => 409 "not_billable",
        InvoiceError::NothingToBill { .. } => 409 "nothing_to_bill",
        InvoiceError::NothingToCredit { .. } => 409 "nothing_to_credit",
        InvoiceError::OtherSeries { .. } => 422 "other_series" at "series",
    }
    passes { Invalid: Invalid, Database: Error }
}
