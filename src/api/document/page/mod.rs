//! `/docs`: the document for people, with Swagger UI, from the binary.
//!
//! The files are kept packed as browsers take them. They change only with the binary, so a browser
//! asks for them again and is told in a few bytes that it has them (`ETag`).

use std::io::Read;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::read::GzDecoder;

const PAGE: &str = include_str!("page.html");
const START: &str = include_str!("start.js");
const SCRIPT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js.gz"));
const STYLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui.css.gz"));

/// Nothing from elsewhere; Swagger UI sets styles of its elements and draws its arrows from `data:`
/// addresses.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

const TAG: &str = concat!("\"", env!("CARGO_PKG_VERSION"), "-swagger-ui-5\"");

/// The page and its files.
pub(in crate::api) fn page() -> Router {
    Router::new()
        .route("/docs", get(|| async { text("text/html; charset=utf-8", PAGE) }))
        .route("/docs/start.js", get(|| async { text("text/javascript; charset=utf-8", START) }))
        .route(
            "/docs/swagger-ui.js",
            get(|headers: HeaderMap| async move { packed(&headers, "text/javascript; charset=utf-8", SCRIPT) }),
        )
        .route(
            "/docs/swagger-ui.css",
            get(|headers: HeaderMap| async move { packed(&headers, "text/css; charset=utf-8", STYLE) }),
        )
}

fn text(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, text).into_response()
}

/// A file as it is kept, unpacked for clients that do not take it so.
fn packed(asked: &HeaderMap, kind: &'static str, file: &'static [u8]) -> Response {
    let known = asked.get(header::IF_NONE_MATCH);
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, TAG),
        (header::VARY, "accept-encoding"),
    ];
    if known.is_some_and(|known| known.as_bytes() == TAG.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let accepted = asked.get(header::ACCEPT_ENCODING);
    let takes_gzip = accepted
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.contains("gzip"));
    if takes_gzip {
        let mut response = (headers, Body::from(file)).into_response();
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
        return response;
    }
    let mut whole = Vec::new();
    match GzDecoder::new(file).read_to_end(&mut whole) {
        Ok(_) => (headers, whole).into_response(),
        Err(_) => StatusCode::NOT_ACCEPTABLE.into_response(),
    }
}
