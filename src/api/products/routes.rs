//! The routes of products.

use mercer_store::products::ProductError;
use mercer_store::staff::Permission;

use super::{
    archive, create, delete, find, get, list, lowest_price, patch, prices, put, remove_barcode,
    set_barcode, set_price, stock, types, unarchive,
};
use crate::api::access::{anybody, may};
use crate::api::routes::{self, Expansion, Routes};
use crate::api::{categories, tax_classes};

const EXPANSIONS: &[Expansion] = &[
    Expansion {
        name: "category",
        by: "category_id",
        permission: None,
        many: false,
        read: categories::read,
    },
    Expansion {
        name: "tax_class",
        by: "tax_class_id",
        permission: None,
        many: false,
        read: tax_classes::read,
    },
    Expansion {
        name: "stock",
        by: "id",
        permission: Some(Permission::StockRead),
        many: true,
        read: stock::read,
    },
];

const ONE: &str = "/v1/products/{id}";

/// All of them.
pub(in crate::api) fn routes(routes: Routes) -> Routes {
    let routes = looked_at(routes);
    let routes = written(routes);
    parts(routes)
}

fn looked_at(routes: Routes) -> Routes {
    let (sku, barcode) = (
        "/v1/products/by-sku/{sku}",
        "/v1/products/by-barcode/{barcode}",
    );
    routes
        .route(
            routes::get(
                "/v1/products",
                anybody(),
                list::list,
                "Page through the products; whoever only shops sees those for sale",
            )
            .expands(EXPANSIONS)
            .same_for_visitors(),
        )
        .route(
            routes::get(ONE, anybody(), get::get, "Look at a product")
                .refuses::<ProductError>()
                .expands(EXPANSIONS)
                .same_for_visitors(),
        )
        .route(
            routes::get(sku, anybody(), find::by_sku, "Find a product by its code")
                .refuses::<ProductError>()
                .expands(EXPANSIONS)
                .same_for_visitors(),
        )
        .route(
            routes::get(
                barcode,
                anybody(),
                find::by_barcode,
                "Find a product by the code printed on it",
            )
            .refuses::<ProductError>()
            .expands(EXPANSIONS)
            .same_for_visitors(),
        )
        .route(
            routes::get(
                "/v1/product-types",
                may(Permission::CatalogueRead),
                types::types,
                "The groupings that products have",
            )
            .refuses::<ProductError>(),
        )
}

fn written(routes: Routes) -> Routes {
    let write = may(Permission::CatalogueWrite);
    routes
        .route(
            routes::post("/v1/products", write, create::create, "Add a product")
                .refuses::<ProductError>(),
        )
        .route(
            routes::put(
                ONE,
                write,
                put::put,
                "Write a product anew; another price takes prices.write too",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::patch(
                ONE,
                write,
                patch::patch,
                "Change a product; another price takes prices.write too",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::delete(
                ONE,
                write,
                delete::delete,
                "Remove a product that was never ordered or stocked",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::post(
                "/v1/products/{id}/archival",
                write,
                archive::archive,
                "Take a product out of the catalogue for good",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::delete(
                "/v1/products/{id}/archival",
                write,
                unarchive::unarchive,
                "Take an archived product back; it is not for sale yet",
            )
            .refuses::<ProductError>(),
        )
}

fn parts(routes: Routes) -> Routes {
    let (write, price) = (
        may(Permission::CatalogueWrite),
        may(Permission::PricesWrite),
    );
    let barcode = "/v1/products/{id}/barcode";
    routes
        .route(
            routes::put(barcode, write, set_barcode::set_barcode, "Set its barcode")
                .refuses::<ProductError>(),
        )
        .route(
            routes::delete(
                barcode,
                write,
                remove_barcode::remove_barcode,
                "Take its barcode away",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::put(
                "/v1/products/{id}/price",
                price,
                set_price::set_price,
                "Set its price for orders from now on",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::get(
                "/v1/products/{id}/prices",
                may(Permission::CatalogueRead),
                prices::prices,
                "Every price that it had, oldest first",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::get(
                "/v1/products/{id}/lowest-price",
                anybody(),
                lowest_price::lowest_price,
                "Its price, and the lowest of the 30 days before that one",
            )
            .refuses::<ProductError>(),
        )
        .route(
            routes::get(
                "/v1/products/{id}/stock",
                may(Permission::StockRead),
                stock::stock,
                "How much of it is where",
            )
            .refuses::<ProductError>(),
        )
}
