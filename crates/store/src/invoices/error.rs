//! What invoice verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use super::InvoiceKind;
use crate::Invalid;
use crate::orders::OrderError;

/// Why no document was issued or found.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InvoiceError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No order has this id.
    #[error("there is no order {0}")]
    UnknownOrder(String),
    /// No document has this id or number.
    #[error("there is no invoice {0}")]
    NotFound(String),
    /// The order is none that is billed.
    #[error("order {number} cannot be billed: {reason}")]
    NotBillable {
        /// The order's number.
        number: String,
        /// Why.
        reason: String,
    },
    /// Everything that the order costs is billed.
    #[error("order {number}: nothing is to be billed")]
    NothingToBill {
        /// The order's number.
        number: String,
    },
    /// Nothing was billed beyond what the order costs.
    #[error("order {number}: nothing that was billed is to be credited")]
    NothingToCredit {
        /// The order's number.
        number: String,
    },
    /// The series numbers the other kind of document.
    #[error("the series {series} numbers documents of the kind {kind}")]
    OtherSeries {
        /// Its name.
        series: String,
        /// What it numbers.
        kind: InvoiceKind,
    },
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for InvoiceError {
    fn from(error: Error) -> Self {
        InvoiceError::Database(error)
    }
}

impl From<DbErr> for InvoiceError {
    fn from(error: DbErr) -> Self {
        InvoiceError::Database(Error::from(error))
    }
}

impl InvoiceError {
    /// Why the order could not be read.
    pub(super) fn of_order(order_id: i64, error: OrderError) -> Self {
        match error {
            OrderError::Database(error) => InvoiceError::Database(error),
            // Reading an order under its lock refuses nothing else.
            _ => InvoiceError::UnknownOrder(format!("id {order_id}")),
        }
    }
}
