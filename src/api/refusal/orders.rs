//! Refusals of orders.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::inventory::InventoryError;
use mercer_store::orders::OrderError;

use super::refusals;

refusals! {
    OrderError {
        OrderError::NotFound(_) => 404 "not_found",
        OrderError::UnknownCustomer(_) => 422 "unknown_customer" at "customer_id",
        OrderError::WrongStatus { .. } => 409 "wrong_status",
        OrderError::NotCancellable { .. } => 409 "not_cancellable",
        OrderError::NotModifiable { .. } => 409 "not_modifiable",
        OrderError::Stale(_) => 412 "version_conflict",
        OrderError::Paid { .. } => 409 "paid",
        OrderError::PaymentsUnderWay { .. } => 409 "payments_under_way",
        OrderError::NumberTaken(_) => 409 "number_taken",
    }
    passes { Invalid: Invalid, Inventory: InventoryError, Database: Error }
}
