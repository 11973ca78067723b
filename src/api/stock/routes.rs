//! The routes of stock.

use mercer_store::inventory::InventoryError;
use mercer_store::staff::Permission;

use super::{
    adjust, clear_reorder_point, count, levels, low, movement, movements, receive,
    set_reorder_point, transfer,
};
use crate::api::access::may;
use crate::api::routes::{self, Expansion, Routes};
use crate::api::{locations, products};

const EXPANSIONS: &[Expansion] = &[
    Expansion {
        name: "product",
        by: "product_id",
        permission: Some(Permission::CatalogueRead),
        many: false,
        read: products::read,
    },
    Expansion {
        name: "location",
        by: "location_id",
        permission: None,
        many: false,
        read: locations::read,
    },
];

/// All of them.
pub(in crate::api) fn routes(routes: Routes) -> Routes {
    moved(looked_at(routes))
}

fn looked_at(routes: Routes) -> Routes {
    let read = may(Permission::StockRead);
    routes
        .route(
            routes::get(
                "/v1/stock/levels",
                read,
                levels::levels,
                "What is where, over all products",
            )
            .refuses::<InventoryError>()
            .expands(EXPANSIONS),
        )
        .route(
            routes::get(
                "/v1/stock/low",
                read,
                low::low,
                "What has to be ordered, and what of it is on its way",
            )
            .refuses::<InventoryError>()
            .expands(EXPANSIONS),
        )
        .route(
            routes::get(
                "/v1/stock/movements",
                read,
                movements::movements,
                "The ledger; the newest first with sort=-id",
            )
            .refuses::<InventoryError>()
            .expands(EXPANSIONS),
        )
        .route(
            routes::get(
                "/v1/stock/movements/{id}",
                read,
                movement::movement,
                "One change of what is on hand",
            )
            .refuses::<InventoryError>()
            .expands(EXPANSIONS),
        )
}

fn moved(routes: Routes) -> Routes {
    let (moves, adjusts) = (may(Permission::StockMove), may(Permission::StockAdjust));
    let reorder_point = "/v1/stock/levels/{location_id}/{product_id}/reorder-point";
    routes
        .route(
            routes::post(
                "/v1/stock/receipts",
                moves,
                receive::receive,
                "Take goods from a supplier into stock",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/stock/transfers",
                moves,
                transfer::transfer,
                "Move goods between locations at once; see /v1/transfers for goods in transit",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/stock/adjustments",
                adjusts,
                adjust::adjust,
                "Correct what is on hand: found, lost, damaged",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::post(
                "/v1/stock/counts",
                adjusts,
                count::count,
                "Record what was counted of one product; see /v1/counts for whole locations",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::put(
                reorder_point,
                adjusts,
                set_reorder_point::set_reorder_point,
                "Say at how much a location orders more of a product",
            )
            .refuses::<InventoryError>(),
        )
        .route(
            routes::delete(
                reorder_point,
                adjusts,
                clear_reorder_point::clear_reorder_point,
                "Never order more of a product for a location",
            )
            .refuses::<InventoryError>(),
        )
}
