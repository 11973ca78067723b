//! Which web sites' pages may call the API from a browser (CORS).

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::api::routes::POSITION;
use crate::config::Origins;

/// How long a browser may remember what is allowed.
const REMEMBERED: Duration = Duration::from_hours(1);

/// What lets these web sites in; `None` for none, which is what browsers take for granted.
pub(super) fn layer(origins: &Origins) -> Option<CorsLayer> {
    let allowed = match origins {
        _ if origins.are_none() => return None,
        Origins::All => AllowOrigin::any(),
        Origins::Only(origins) => {
            let origins = origins
                .iter()
                .filter_map(|one| HeaderValue::try_from(one).ok());
            AllowOrigin::list(origins)
        }
    };
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            POSITION,
        ])
        .expose_headers([
            header::ETAG,
            header::LINK,
            header::LOCATION,
            header::RETRY_AFTER,
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("idempotent-replayed"),
            POSITION,
        ])
        .max_age(REMEMBERED);
    Some(layer)
}
