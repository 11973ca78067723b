//! What every answer bears, and how it is sent.

use serde_json::{Value, json};

use super::served::{ORDER, Served};
use crate::api::Options;
use crate::api::principal::Principal;
use crate::api::testing::{Answered, TestApi, staff};
use crate::config::{MetricsAccess, Origins};
use crate::server::Connections;
use axum::http::StatusCode;
use mercer_store::staff::Role;
use tower::ServiceExt;

async fn get(api: &TestApi, options: &Options, path: &str, headers: &[(&str, &str)]) -> Plain {
    call(api, options, "GET", path, headers).await
}

/// An answer that need not be JSON.
struct Plain {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl Plain {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

async fn call(
    api: &TestApi,
    options: &Options,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Plain {
    let mut request = axum::http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let response = api.router(options.clone()).oneshot(request).await;
    let (parts, body) = response.expect("an answer").into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await;
    Plain {
        status: parts.status,
        headers: parts.headers,
        body: body.expect("a body").to_vec(),
    }
}

fn unpacked(packed: &[u8]) -> String {
    let mut text = String::new();
    let mut reader = flate2::read::GzDecoder::new(packed);
    std::io::Read::read_to_string(&mut reader, &mut text).expect("gzip of text");
    text
}

#[tokio::test]
async fn every_answer_says_that_it_is_what_it_says() {
    let api = TestApi::new().await;
    for path in ["/", "/v1/nothing", "/docs", "/openapi.json", "/health/live"] {
        let answer = get(&api, &Options::default(), path, &[]).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
    }
}

#[tokio::test]
async fn an_id_of_the_client_is_kept_unless_it_is_a_nuisance() {
    let api = TestApi::new().await;
    let id_for = async |given: &str| {
        let headers = [("x-request-id", given)];
        let answer = get(&api, &Options::default(), "/health/live", &headers).await;
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(id_for("till-7").await, "till-7");
    for nuisance in ["", "two words", &"x".repeat(129)] {
        assert_eq!(id_for(nuisance).await.len(), 36, "{nuisance}");
    }
    let version = id_for("").await;
    assert_eq!(&version[14..15], "4", "{version}");
}

#[tokio::test]
async fn large_answers_are_packed_for_those_who_ask() {
    let api = TestApi::new().await;
    let options = Options::default();
    let whole = get(&api, &options, "/openapi.json", &[]).await;
    assert_eq!(whole.header("content-encoding"), "");
    let gzip = get(
        &api,
        &options,
        "/openapi.json",
        &[("accept-encoding", "gzip")],
    )
    .await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert_eq!(gzip.header("vary"), "accept-encoding");
    assert_eq!(unpacked(&gzip.body), whole.text());
    let zstd = get(
        &api,
        &options,
        "/openapi.json",
        &[("accept-encoding", "zstd")],
    )
    .await;
    assert_eq!(zstd.header("content-encoding"), "zstd");
    assert!(zstd.body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]));
    assert!(zstd.body.len() < whole.body.len() / 3);
    let small = get(&api, &options, "/", &[("accept-encoding", "gzip")]).await;
    assert_eq!(small.header("content-encoding"), "");
}

#[tokio::test]
async fn packing_changes_neither_etag_nor_conditions() {
    let served = Served::start(Options::default(), Connections::at_most(9)).await;
    let api = &served.api;
    let order: Value = serde_json::from_str(ORDER).expect("JSON");
    let placed = api.ask("POST /v1/orders", order).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{placed:?}");
    let path = placed.header("location").to_owned();
    let options = Options::default();
    let whole = get(api, &options, &path, &[]).await;
    let tag = whole.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    assert_eq!(whole.header("cache-control"), "private, no-cache");
    let gzip = get(api, &options, &path, &[("accept-encoding", "gzip")]).await;
    assert!(whole.body.len() > 1024, "it is too small to be packed");
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert_eq!(gzip.header("etag"), tag);
    assert_eq!(unpacked(&gzip.body), whole.text());
    let vary: Vec<_> = gzip.headers.get_all("vary").iter().collect();
    assert_eq!(vary, ["authorization", "accept-encoding"]);
    let asked = [("accept-encoding", "gzip"), ("if-none-match", tag.as_str())];
    let known = get(api, &options, &path, &asked).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!((known.header("etag"), known.body.len()), (tag.as_str(), 0));
    assert_eq!(known.header("content-encoding"), "");
}

#[tokio::test]
async fn pages_of_other_sites_may_call_only_where_it_is_configured() {
    let api = TestApi::new().await;
    let preflight = [
        ("origin", "https://shop.example"),
        ("access-control-request-method", "PATCH"),
        ("access-control-request-headers", "idempotency-key,if-match"),
    ];
    let ask =
        async |options: &Options| call(&api, options, "OPTIONS", "/v1/orders", &preflight).await;
    let none = ask(&Options::default()).await;
    assert_eq!(none.header("access-control-allow-origin"), "");

    let options = Options {
        cors_origins: Origins::Only(vec!["https://shop.example".to_owned()]),
        ..Options::default()
    };
    let allowed = ask(&options).await;
    assert_eq!(allowed.status, StatusCode::OK);
    assert_eq!(
        allowed.header("access-control-allow-origin"),
        "https://shop.example"
    );
    assert!(
        allowed
            .header("access-control-allow-methods")
            .contains("PATCH")
    );
    let headers = allowed.header("access-control-allow-headers");
    assert!(headers.contains("idempotency-key") && headers.contains("if-match"));

    let asked = [("origin", "https://shop.example")];
    let answer = get(&api, &options, "/v1/products", &asked).await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://shop.example"
    );
    let exposed = answer.header("access-control-expose-headers");
    for name in ["etag", "link", "location", "retry-after", "x-request-id"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    let asked = [("origin", "https://other.example")];
    let answer = get(&api, &options, "/v1/products", &asked).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn metrics_count_by_route_and_not_by_what_strangers_ask_for() {
    let served = Served::start(
        Options {
            metrics: MetricsAccess::Open,
            ..Options::default()
        },
        Connections::at_most(9),
    )
    .await;
    let ask = async |path: &str| served.ask(&super::served::get(path)).await;
    ask("/v1/products/1").await;
    ask("/v1/products/999").await;
    ask("/v1/products/998").await;
    ask("/wp-login.php").await;
    let order = super::served::post(ORDER.len(), "Idempotency-Key: k1\r\n") + ORDER;
    served.ask(&order).await;
    let mut again = served.ask(&order).await;
    // The first one may have been answered and not yet be forgotten as under way.
    while again.contains("\"in_flight\"") {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        again = served.ask(&order).await;
    }
    assert!(again.contains("idempotent-replayed: true"), "{again}");
    let text = ask("/metrics").await;
    let head = "content-type: application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert!(text.contains(head), "{text}");
    let counted = |method: &str, route: &str, status: u16| {
        format!(
            "mercer_http_requests_total{{method=\"{method}\",route=\"{route}\",\
             status=\"{status}\"}}"
        )
    };
    for line in [
        counted("GET", "/v1/products/{id}", 200) + " 1\n",
        counted("GET", "/v1/products/{id}", 404) + " 2\n",
        counted("GET", "", 404) + " 1\n",
        counted("POST", "/v1/orders", 201) + " 2\n",
        "mercer_orders_placed_total 1\n".to_owned(),
        "mercer_http_requests_in_flight 1\n".to_owned(),
        "mercer_http_requests_shed_total 0\n".to_owned(),
        "mercer_http_request_duration_seconds_count{method=\"GET\",\
         route=\"/v1/products/{id}\"} 3\n"
            .to_owned(),
        "\nprocess_start_time_seconds ".to_owned(),
        "database=\"SQLite\"".to_owned(),
    ] {
        assert!(text.contains(&line), "{line}\n{text}");
    }
    assert!(!text.contains("wp-login"), "{text}");
}

#[tokio::test]
async fn metrics_are_for_staff_who_may_read_the_settings() {
    let mut api = TestApi::new().await;
    let status =
        async |api: &TestApi, options: &Options| get(api, options, "/metrics", &[]).await.status;
    let (closed, open) = (
        Options::default(),
        Options {
            metrics: MetricsAccess::Open,
            ..Options::default()
        },
    );
    assert_eq!(status(&api, &closed).await, StatusCode::OK);
    api.act_as(Principal::Anonymous);
    assert_eq!(status(&api, &closed).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&api, &open).await, StatusCode::OK);
    api.act_as(staff(Role::Clerk));
    let answer: Answered = api.ask("GET /metrics", Value::Null).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.body["code"], json!("forbidden"));
}

#[tokio::test]
async fn the_page_comes_from_the_binary_and_loads_nothing_from_elsewhere() {
    let api = TestApi::new().await;
    let options = Options::default();
    let page = get(&api, &options, "/docs", &[]).await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self'")
    );
    let text = page.text();
    assert!(!text.contains("://"), "{text}");
    let links = text.split('"').filter(|part| part.starts_with("/docs/"));
    let links: Vec<_> = links.map(str::to_owned).collect();
    assert_eq!(links.len(), 3, "{links:?}");
    for link in links {
        let whole = get(&api, &options, &link, &[]).await;
        assert_eq!(whole.status, StatusCode::OK, "{link}");
        let packed = get(&api, &options, &link, &[("accept-encoding", "gzip, br")]).await;
        let text = match packed.header("content-encoding") {
            "gzip" => unpacked(&packed.body),
            _ => packed.text(),
        };
        assert!(text == whole.text(), "{link}");
        let tag = whole.header("etag");
        if !tag.is_empty() {
            let again = get(&api, &options, &link, &[("if-none-match", tag)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        }
    }
}
