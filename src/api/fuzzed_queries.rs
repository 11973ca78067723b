//! Whatever stands behind the question mark: every reading route answers it or refuses it, as its
//! document tells (the guard looks at that in tests), and never fails.
//!
//! The queries are the same every time; `PROPTEST_CASES=1000` makes more of them for each route.

use axum::http::Method;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::Options;
use super::orders::tests::shop;
use super::router::routes;
use super::routes::Routes;

/// How many queries each route is asked.
const QUERIES: usize = 16;

/// Parameters that some route or other takes.
const NAMES: &[&str] = &[
    "limit",
    "cursor",
    "sort",
    "q",
    "expand",
    "fields",
    "from",
    "to",
    "currency",
    "by",
    "status",
    "customer_id",
    "product_id",
    "location_id",
    "order_id",
    "kind",
    "category",
    "active",
    "actor",
    "placed_from",
    "placed_to",
    "payment_status",
    "fulfilment_status",
    "type",
    "name",
    "email",
];

const WORDS: &[&str] = &[
    "true",
    "false",
    "id",
    "-id",
    "name",
    "created_at",
    "GBP",
    "placed",
    "paid",
    "customer",
    "lines",
    "product",
    "day",
    "week",
    "month",
    "none",
    "*",
    "%",
    "_",
    "'",
    "\"",
    "\\",
    "\0",
    "null",
];

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(NAMES).prop_map(str::to_owned),
        1 => "[a-z_]{1,12}",
        1 => any::<String>(),
    ]
}

fn values() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "-?[0-9]{1,25}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?",
        "[A-Za-z0-9_-]{0,80}",
        "[a-z_]{1,9}(,[a-z_]{1,9}){1,3}",
        select(WORDS).prop_map(str::to_owned),
    ]
}

/// Parameters that are written as they should be, and what should not be written at all.
fn queries() -> impl Strategy<Value = String> {
    let pairs = prop::collection::vec((names(), values()), 0..4);
    let written = pairs.prop_map(|pairs| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs).finish()
    });
    prop_oneof![6 => written, 1 => "[A-Za-z0-9=&%+._~-]{0,60}"]
}

fn reading(routes: &Routes) -> Vec<String> {
    let reading = routes
        .listed()
        .iter()
        .filter(|(method, ..)| *method == Method::GET);
    let paths = reading.map(|(_, path, _)| {
        let parts = path.split('/').map(|part| match part.strip_prefix('{') {
            Some(_) => "1",
            None => part,
        });
        parts.collect::<Vec<_>>().join("/")
    });
    paths.collect()
}

#[tokio::test]
async fn any_query_is_answered_or_refused() {
    let api = shop().await;
    let cases = std::env::var("PROPTEST_CASES").ok();
    let count = cases
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(QUERIES);
    let mut runner = TestRunner::deterministic();
    let (mut answered, mut refused) = (0, 0);
    for path in reading(&routes(&api.api(Options::default()))) {
        for _ in 0..count {
            let query = queries()
                .new_tree(&mut runner)
                .expect("it makes one")
                .current();
            let request = format!("GET {path}?{query}");
            let status = api.send(&request, &[], &Value::Null).await.status;
            assert!(!status.is_server_error(), "{request}: {status}");
            if status.is_success() {
                answered += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(answered > count && refused > count, "{answered}, {refused}");
}
