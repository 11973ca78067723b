//! Every route.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri, header};
use mercer_store::Store;
use schemars::JsonSchema;
use serde::Serialize;

use super::access::anybody;
use super::answer::{One, Resource};
use super::authentication::Authentication;
use super::document::page;
use super::problem::Problem;
use super::routes::{Routes, get};
use super::{
    Answer, Api, Options, addresses, api_keys, audit, categories, counts, customers, health,
    identities, invoices, layers, locations, metrics, oauth, oauth_clients, openid, orders,
    password_resets, payment_methods, payments, products, refunds, reports, returns, roles,
    sessions, settings, shipments, stock, tax_classes, transfers, users,
};

/// The whole HTTP interface of a store.
pub(crate) fn router(
    store: &Store,
    authentication: Arc<Authentication>,
    options: Options,
) -> Router {
    router_of(&Api::new(store, authentication, options))
}

/// Every address, who may use it, and what it does.
pub(super) fn routes(api: &Api) -> Routes {
    Routes::new(api)
        .route(get("/", anybody(), index, "Where to go from here"))
        .with(health::routes)
        .with(metrics::routes)
        .with(categories::routes)
        .with(products::routes)
        .with(tax_classes::routes)
        .with(locations::routes)
        .with(stock::routes)
        .with(transfers::routes)
        .with(counts::routes)
        .with(orders::routes)
        .with(payments::routes)
        .with(refunds::routes)
        .with(shipments::routes)
        .with(returns::routes)
        .with(invoices::routes)
        .with(reports::routes)
        .with(sessions::routes)
        .with(identities::routes)
        .with(api_keys::routes)
        .with(oauth::routes)
        .with(customers::routes)
        .with(addresses::routes)
        .with(payment_methods::routes)
        .with(users::routes)
        .with(roles::routes)
        .with(audit::routes)
        .with(settings::routes)
        .with(oauth_clients::routes)
        .with(password_resets::routes)
        .with(openid::routes)
}

/// The routes, the document of them, and what is around all.
pub(super) fn router_of(api: &Api) -> Router {
    let (router, document) = routes(api).finish();
    let document = Bytes::from(document.to_string());
    let described = move || async move {
        let headers = [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        (headers, document.clone())
    };
    let router = router
        .route("/openapi.json", axum::routing::get(described))
        .merge(page())
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method);
    layers::around(router, api)
}

/// The addresses to begin at.
#[derive(Serialize, JsonSchema)]
pub(super) struct Index {
    name: &'static str,
    version: &'static str,
    docs: &'static str,
    openapi: &'static str,
    products: &'static str,
    orders: &'static str,
    health: &'static str,
}

impl Resource for Index {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Where to go from here.
async fn index() -> Answer<One<Index>> {
    Ok(One(Index {
        name: "mercer",
        version: env!("CARGO_PKG_VERSION"),
        docs: "/docs",
        openapi: "/openapi.json",
        products: "/v1/products",
        orders: "/v1/orders",
        health: "/health",
    }))
}

async fn no_route(uri: Uri) -> Problem {
    let detail = format!(
        "there is nothing at {}; the API begins at /v1, for example /v1/products",
        uri.path()
    );
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "There is no such address",
        detail,
    )
}

async fn wrong_method(method: Method, uri: Uri) -> Problem {
    let detail = format!(
        "{} does not take {method}; the Allow header names what it takes",
        uri.path()
    );
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "Wrong method for this address",
        detail,
    )
}
