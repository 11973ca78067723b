//! `/v1/returns` and `/v1/orders/{id}/returns`: goods that come back.

mod create;
mod get;
mod list;
mod of_order;
#[cfg(test)]
mod tests;

use mercer_store::orders::OrderError;
use mercer_store::returns::ReturnError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::ReturnWithItems {
    /// It never changes.
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::OrdersRead);
    routes
        .route(
            routes::get("/v1/returns", read, list::list, "Page through the returns")
                .refuses::<ReturnError>(),
        )
        .route(
            routes::get(
                "/v1/returns/{id}",
                read.or_own(Own::Return),
                get::get,
                "Look at a return",
            )
            .refuses::<ReturnError>(),
        )
        .route(
            routes::get(
                "/v1/orders/{id}/returns",
                read.or_own(Own::Order),
                of_order::list,
                "The returns of an order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::post(
                "/v1/orders/{id}/returns",
                may(Permission::OrdersEdit),
                create::create,
                "Take goods of an order back",
            )
            .refuses::<ReturnError>(),
        )
}
