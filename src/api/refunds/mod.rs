//! `/v1/payments/{id}/refunds` and `/v1/refunds/{id}`: money that goes back.

mod create;
mod get;
mod list;

use mercer_store::payments::PaymentError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::Refund {
    /// It has none: it ends once, and stays so.
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::PaymentsRead);
    let all = "/v1/payments/{id}/refunds";
    routes
        .route(
            routes::get(
                all,
                read.or_own(Own::Payment),
                list::list,
                "The refunds of a payment",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::post(
                all,
                may(Permission::PaymentsRefund),
                create::create,
                "Give money of a payment back",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::get("/v1/refunds/{id}", read, get::get, "Look at a refund")
                .refuses::<PaymentError>(),
        )
}
