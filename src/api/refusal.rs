//! Which error of the store becomes which refusal: the one place.

use std::time::Duration;

use axum::http::StatusCode;
use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::inventory::InventoryError;
use mercer_store::orders::OrderError;
use mercer_store::products::ProductError;
use mercer_store::staff::Forbidden;

use super::problem::Problem;

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Problem::invalid(invalid.to_string()).at(&invalid.field, invalid.reason)
    }
}

impl From<Forbidden> for Problem {
    fn from(forbidden: Forbidden) -> Self {
        Problem::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "The role does not allow this",
            forbidden.to_string(),
        )
    }
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        let detail = error.to_string();
        match error {
            OrderError::Invalid(invalid) => invalid.into(),
            OrderError::Inventory(error) => error.into(),
            OrderError::Database(error) => error.into(),
            OrderError::NotFound(_) => Problem::not_found(detail),
            OrderError::UnknownCustomer(_) => {
                unknown("unknown_customer", &detail).at("customer_id", detail)
            }
            OrderError::WrongStatus { .. } => conflict("wrong_status", detail),
            OrderError::NotCancellable { .. } => conflict("not_cancellable", detail),
            OrderError::NotModifiable { .. } => conflict("not_modifiable", detail),
            OrderError::Stale(_) => conflict("version_conflict", detail),
            OrderError::Paid { .. } => conflict("paid", detail),
            OrderError::PaymentsUnderWay { .. } => conflict("payments_under_way", detail),
            OrderError::NumberTaken(_) => conflict("number_taken", detail),
        }
    }
}

impl From<ProductError> for Problem {
    fn from(error: ProductError) -> Self {
        let detail = error.to_string();
        match error {
            ProductError::Invalid(invalid) => invalid.into(),
            ProductError::Database(error) => error.into(),
            ProductError::NotFound(_) => Problem::not_found(detail),
            ProductError::SkuTaken => conflict("sku_taken", detail.clone()).at("sku", detail),
            ProductError::BarcodeTaken => {
                conflict("barcode_taken", detail.clone()).at("barcode", detail)
            }
            ProductError::Archived => conflict("archived", detail.clone()).at("active", detail),
            ProductError::UnknownCategory => {
                unknown("unknown_category", &detail).at("category_id", detail)
            }
            ProductError::VersionConflict(_) => conflict("version_conflict", detail),
            ProductError::InUse => conflict("in_use", detail),
        }
    }
}

impl From<InventoryError> for Problem {
    fn from(error: InventoryError) -> Self {
        let detail = error.to_string();
        match error {
            InventoryError::Invalid(invalid) => invalid.into(),
            InventoryError::Database(error) => error.into(),
            InventoryError::OutOfStock { .. } => Problem::new(
                StatusCode::CONFLICT,
                "out_of_stock",
                "There is not enough in stock",
                detail,
            ),
            InventoryError::UnknownProduct(_) => unknown("unknown_product", &detail),
            InventoryError::UnknownLocation(_) => {
                unknown("unknown_location", &detail).at("location_id", detail)
            }
            InventoryError::NotStocked { .. } => unknown("not_stocked", &detail),
            InventoryError::UnknownTransfer(_) => unknown("unknown_transfer", &detail),
            InventoryError::UnknownCount(_) => unknown("unknown_count", &detail),
            InventoryError::VersionConflict(_) => conflict("version_conflict", detail),
            InventoryError::WrongTransferStatus { .. }
            | InventoryError::WrongCountStatus { .. } => conflict("wrong_status", detail),
            InventoryError::NotPromised { .. } => conflict("not_promised", detail),
            InventoryError::NotInTransit { .. } => conflict("not_in_transit", detail),
            InventoryError::CountOpen => conflict("count_open", detail),
            InventoryError::BeingCounted { .. } => conflict("being_counted", detail),
            InventoryError::Uncounted { .. } => conflict("uncounted", detail),
            InventoryError::PromisedGoodsMissing { .. } => {
                conflict("promised_goods_missing", detail)
            }
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match &error {
            Error::Busy { .. } => {
                let detail = "other changes were in the way; nothing was changed, try again";
                unavailable("busy", "The store is busy", detail, 1)
            }
            Error::CommitFailed { .. } | Error::Unavailable { .. } | Error::Closed => {
                tracing::error!(cause = %error, "the database did not answer");
                let detail = "nothing was changed; try again later";
                unavailable(
                    "unavailable",
                    "The store's database does not answer",
                    detail,
                    5,
                )
            }
            Error::CommitUnknown { .. } => {
                tracing::error!(cause = %error, "the outcome of a commit is unknown");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "outcome_unknown",
                    "It is not known whether the change was made",
                    "the connection to the database was lost; look whether the change is there \
                     before trying again",
                )
            }
            _ => Problem::internal(&error.to_string()),
        }
    }
}

/// Something that the request names does not exist.
fn unknown(code: &'static str, detail: &str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        code,
        "The request names something that is not there",
        detail,
    )
}

/// The state of things stands against it.
fn conflict(code: &'static str, detail: String) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        code,
        "The present state does not allow this",
        detail,
    )
}

/// Trying again may succeed.
fn unavailable(code: &'static str, title: &'static str, detail: &str, seconds: u64) -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, title, detail)
        .retry_after(Duration::from_secs(seconds))
}
