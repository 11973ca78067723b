//! `/v1/counts`: stock counts of whole locations.

mod cancel;
mod close;
mod get;
mod lines;
mod list;
mod open;
mod record;
mod record_line;
#[cfg(test)]
mod tests;

use mercer_store::inventory::InventoryError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Expansion, Routes};
use super::{locations, products};
use crate::json;

impl Resource for json::Count {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Resource for json::CountedLine {
    fn version(&self) -> Option<i64> {
        None
    }
}

impl Resource for json::RecordedLines {
    fn version(&self) -> Option<i64> {
        None
    }
}

const EXPANSIONS: &[Expansion] = &[Expansion {
    name: "location",
    by: "location_id",
    permission: None,
    many: false,
    read: locations::read,
}];

const OF_LINES: &[Expansion] = &[Expansion {
    name: "product",
    by: "product_id",
    permission: Some(Permission::CatalogueRead),
    many: false,
    read: products::read,
}];

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, adjusts) = (may(Permission::StockRead), may(Permission::StockAdjust));
    let (all, one) = ("/v1/counts", "/v1/counts/{id}");
    let lines = "/v1/counts/{id}/lines";
    routes
        .route(
            routes::get(all, read, list::list, "Page through the stock counts")
                .refuses::<InventoryError>()
                .expands(EXPANSIONS),
        )
        .route(
            routes::get(one, read, get::get, "Look at a stock count")
                .refuses::<InventoryError>()
                .expands(EXPANSIONS),
        )
        .route(
            routes::get(lines, read, lines::lines, "Its sheet, by product")
                .refuses::<InventoryError>()
                .expands(OF_LINES),
        )
        .route(
            routes::post(all, adjusts, open::open, "Begin to count a location")
                .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                lines,
                adjusts,
                record::record,
                "Write down what was counted",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::put(
                "/v1/counts/{id}/lines/{product_id}",
                adjusts,
                record_line::record_line,
                "Write down what was counted of one product",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/counts/{id}/closing",
                adjusts,
                close::close,
                "Close a count: its differences become adjustments",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/counts/{id}/cancellation",
                adjusts,
                cancel::cancel,
                "Give a count up; it changes nothing",
            )
            .refuses::<InventoryError>(),
        )
}
