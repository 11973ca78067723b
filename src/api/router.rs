//! Every route, and what happens around each of them.

use std::any::Any;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodFilter;
use axum::{Json, Router};
use mercer_store::Store;
use mercer_store::staff::Permission;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnFailure, DefaultOnResponse, TraceLayer};
use tracing::Level;

use super::problem::Problem;
use super::routes::{Access, Routes};
use super::{health, orders, products};

/// The largest request body.
pub(super) const BODY_LIMIT: usize = 1024 * 1024;

/// How long a request may take, its body's arrival included.
const TIME_LIMIT: Duration = Duration::from_secs(30);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The whole HTTP interface of a store.
///
/// Nobody signs in over HTTP yet: requests act as `api`, from outside the staff.
pub(crate) fn router(store: &Store) -> Router {
    router_acting_as(store.acting_as("api"))
}

/// Every address, what it takes, and what it permits.
fn routes(principal: &Store) -> Routes {
    use Access::{Anybody, Staff};
    let (read, write) = (MethodFilter::GET, MethodFilter::POST);
    Routes::new(principal)
        .route("/", read, Anybody, index)
        .route("/health", read, Anybody, health::ready)
        .route("/health/live", read, Anybody, health::live)
        .route("/health/ready", read, Anybody, health::ready)
        .route(
            "/v1/products",
            read,
            Staff(Permission::CatalogueRead),
            products::list,
        )
        .route(
            "/v1/products/{id}",
            read,
            Staff(Permission::CatalogueRead),
            products::get,
        )
        .route(
            "/v1/orders",
            write,
            Staff(Permission::OrdersPlace),
            orders::place,
        )
        .route(
            "/v1/orders/{id}",
            read,
            Staff(Permission::OrdersRead),
            orders::get,
        )
}

/// The same for requests of whoever the store acts as.
pub(super) fn router_acting_as(principal: Store) -> Router {
    routes(&principal)
        .into_router()
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(Level::INFO))
                .on_failure(DefaultOnFailure::new().level(Level::WARN)),
        )
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .with_state(principal)
}

/// Where to go from here.
async fn index() -> Json<serde_json::Value> {
    Json(serde_json::json!({
        "name": "mercer",
        "version": env!("CARGO_PKG_VERSION"),
        "products": "/v1/products",
        "orders": "/v1/orders",
        "health": "/health",
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

/// Ends a request that takes too long. A unit of work that the database has accepted still runs to
/// its end, so the client has to look before it tries again.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "timeout",
            "The request took too long",
            format!(
                "it was not finished after {} s; look whether it had an effect before trying again",
                TIME_LIMIT.as_secs()
            ),
        )
        .retry_after(TIME_LIMIT)
        .into_response(),
    }
}

// The layer wants ownership of the payload.
#[allow(clippy::needless_pass_by_value)]
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let message = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message");
    Problem::internal(message).into_response()
}

fn span(request: &Request) -> tracing::Span {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or("-");
    tracing::info_span!(
        "request",
        id,
        method = %request.method(),
        path = %request.uri().path(),
    )
}
