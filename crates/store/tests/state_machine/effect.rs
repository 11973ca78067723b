//! What verbs answered: what they say they did, and why they refused.

use mercer_database::Error;
use mercer_store::customers::CustomerError;
use mercer_store::inventory::InventoryError;
use mercer_store::invoices::InvoiceError;
use mercer_store::orders::OrderError;
use mercer_store::payments::PaymentError;
use mercer_store::returns::ReturnError;
use mercer_store::shipments::ShipmentError;
use serde::{Deserialize, Serialize};

/// One thing that an accepted verb says it did. Quantities are thousandths, money minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// An order is there.
    Order {
        order: i64,
        customer: i64,
        status: String,
    },
    /// A draft became binding, or an order was called off.
    Became { order: i64, status: String },
    /// A placed order was changed and costs so much now; the record of it has this id.
    Modified {
        order: i64,
        modification: i64,
        total: i64,
    },
    /// An order is gone.
    OrderGone { order: i64 },
    /// A customer is there.
    Customer { customer: i64 },
    /// A person was forgotten.
    Erased { customer: i64 },
    /// A customer is gone, with all their orders.
    CustomerGone { customer: i64 },
    /// What is on hand changed.
    Stock {
        product: i64,
        location: i64,
        change: i64,
    },
    /// Goods of a line left, arrived or came back.
    Line {
        order: i64,
        line: i64,
        shipped: i64,
        delivered: i64,
        returned: i64,
    },
    /// The customer owes less.
    Credited { order: i64, amount: i64 },
    /// Money came without a provider of the store's.
    Recorded { order: i64, amount: i64 },
    /// A refund was begun, and, where the money came from outside, ended.
    Refund { refund: i64, amount: i64 },
    /// A document was issued.
    Invoice { number: String },
    /// A provider did something, once per key.
    Done {
        key: String,
        kind: String,
        amount: i64,
    },
    /// The audit log tells of it once.
    Audited { action: String },
}

impl Effect {
    /// A row of the audit log.
    pub fn audited(action: &str) -> Self {
        Effect::Audited {
            action: action.to_owned(),
        }
    }
}

/// What a verb came to.
pub type Outcome = Result<Vec<Effect>, Refusal>;

/// Why a verb did nothing.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// A rule says no.
    Rule,
    /// Other transactions were in the way for too long.
    Busy(String),
    /// There was nothing to try it on.
    NothingToTry,
    /// The database said what no verb may say.
    Internal(String),
}

impl Refusal {
    fn of_database(error: &Error) -> Self {
        match error {
            Error::Busy { .. } => Refusal::Busy(error.to_string()),
            other => Refusal::Internal(format!("{other:?}")),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::of_database(&error)
    }
}

macro_rules! refusals {
    ($($noun:ident),*) => {$(
        impl From<$noun> for Refusal {
            fn from(error: $noun) -> Self {
                match &error {
                    $noun::Database(error) => Refusal::of_database(error),
                    _ => Refusal::Rule,
                }
            }
        }
    )*};
}

refusals!(
    CustomerError,
    InventoryError,
    InvoiceError,
    OrderError,
    PaymentError,
    ReturnError,
    ShipmentError
);
