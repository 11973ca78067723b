//! `/v1/shipments`, `/v1/orders/{id}/shipments` and `/v1/pick-list`: goods that leave.

mod create;
mod get;
mod list;
mod of_order;
mod pick_list;
mod return_to_sender;
mod steps;
#[cfg(test)]
mod tests;
mod update;

use mercer_store::orders::OrderError;
use mercer_store::shipments::ShipmentError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::ShipmentWithItems {
    fn version(&self) -> Option<i64> {
        Some(self.shipment.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.with(reads).with(edits).with(steps)
}

fn reads(routes: Routes) -> Routes {
    let read = may(Permission::OrdersRead);
    routes
        .route(
            routes::get(
                "/v1/shipments",
                read,
                list::list,
                "Page through the shipments",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::get(
                "/v1/shipments/{id}",
                read.or_own(Own::Shipment),
                get::get,
                "Look at a shipment",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::get(
                "/v1/orders/{id}/shipments",
                read.or_own(Own::Order),
                of_order::list,
                "The shipments of an order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::get(
                "/v1/pick-list",
                read,
                pick_list::pick_list,
                "What is to be fetched for the shipments that are being packed",
            )
            .refuses::<ShipmentError>(),
        )
}

fn edits(routes: Routes) -> Routes {
    let write = may(Permission::ShipmentsWrite);
    let one = "/v1/shipments/{id}";
    routes
        .route(
            routes::post(
                "/v1/orders/{id}/shipments",
                write,
                create::create,
                "Pack goods of an order",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::put(
                one,
                write,
                update::replace,
                "Change what is written on a shipment to what the body says",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::patch(
                one,
                write,
                update::update,
                "Change parts of what is written on a shipment",
            )
            .refuses::<ShipmentError>(),
        )
}

fn steps(routes: Routes) -> Routes {
    let write = may(Permission::ShipmentsWrite);
    routes
        .route(
            routes::post(
                "/v1/shipments/{id}/dispatch",
                write,
                steps::dispatch,
                "Hand a shipment to its carrier",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::post(
                "/v1/shipments/{id}/transit",
                write,
                steps::transit,
                "Note that the carrier reports a shipment under way",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::post(
                "/v1/shipments/{id}/delivery",
                write,
                steps::delivery,
                "Note that a shipment arrived",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::post(
                "/v1/shipments/{id}/cancellation",
                write,
                steps::cancellation,
                "Call the packing of a shipment off",
            )
            .refuses::<ShipmentError>(),
        )
        .route(
            routes::post(
                "/v1/shipments/{id}/return-to-sender",
                write,
                return_to_sender::return_to_sender,
                "Take a shipment back that could not be delivered",
            )
            .refuses::<ShipmentError>(),
        )
}
