//! `/v1/transfers`: goods in transit between locations.

mod cancel;
mod get;
mod list;
mod receive;
mod send;
#[cfg(test)]
mod tests;

use mercer_store::Quantity;
use mercer_store::inventory::{InventoryError, StockLine};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::access::may;
use super::answer::Resource;
use super::locations;
use super::request::{Id, Object};
use super::routes::{self, Expansion, Routes};
use crate::json;

impl Resource for json::TransferWithItems {
    fn version(&self) -> Option<i64> {
        Some(self.transfer.version)
    }
}

/// So much of a product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TransferLine")]
struct Line {
    product_id: Id,
    quantity: Quantity,
}

fn stock_lines(lines: Vec<Object<Line>>) -> Vec<StockLine> {
    let line = |Object(line): Object<Line>| StockLine {
        product_id: line.product_id.0,
        quantity: line.quantity,
    };
    lines.into_iter().map(line).collect()
}

const EXPANSIONS: &[Expansion] = &[
    Expansion {
        name: "from_location",
        by: "from_location_id",
        permission: None,
        many: false,
        read: locations::read,
    },
    Expansion {
        name: "to_location",
        by: "to_location_id",
        permission: None,
        many: false,
        read: locations::read,
    },
];

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, moves) = (may(Permission::StockRead), may(Permission::StockMove));
    let (all, one) = ("/v1/transfers", "/v1/transfers/{id}");
    routes
        .route(
            routes::get(all, read, list::list, "Page through the transfers")
                .refuses::<InventoryError>()
                .expands(EXPANSIONS),
        )
        .route(
            routes::get(one, read, get::get, "Look at a transfer")
                .refuses::<InventoryError>()
                .expands(EXPANSIONS),
        )
        .route(
            routes::post(all, moves, send::send, "Send goods to another location")
                .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/transfers/{id}/receipt",
                moves,
                receive::receive,
                "Receive goods that were in transit, all or part, and say what is missing",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/transfers/{id}/cancellation",
                moves,
                cancel::cancel,
                "Call a transfer off: what has not arrived goes back",
            )
            .refuses::<InventoryError>(),
        )
}
