//! Facts about what is somebody else's: it answers like what does not exist, on every route.

mod leaks;
mod shop;
mod walk;

use axum::http::StatusCode;
use serde_json::Value;

use crate::api::Options;
use crate::api::router::routes;
use crate::api::testing::{TestApi, customer, owner};
use shop::{MINE, THEIRS, shop};
use walk::Walk;

#[tokio::test]
async fn a_customer_learns_nothing_of_anothers_ids_on_any_route() {
    let mut api = shop().await;
    let before = all_of(&mut api, THEIRS).await;
    api.act_as(customer(MINE));
    let walk = Walk::of(routes(&api.api(Options::default())), &mut api);
    assert_eq!(walk.through(&api).await, [""; 0]);
    // Nor was anything of theirs changed.
    assert_eq!(all_of(&mut api, THEIRS).await, before);
}

/// The same walk finds each way in which a handler can forget to ask whose something is.
#[tokio::test]
async fn the_walk_finds_what_leaks() {
    let mut api = shop().await;
    api.act_as(customer(MINE));
    let leaking = leaks::add(routes(&api.api(Options::default())));
    let found = Walk::of(leaking, &mut api).through(&api).await;
    let places: Vec<_> = found.iter().map(|one| one.split(": ").next()).collect();
    let expected = [
        "GET /v1/leaks/{id} by {id}",
        "GET /v1/leaks by ?order_id",
        "POST /v1/leaks by /deep/order_ids/0",
        "POST /v1/leaks by /order_id",
        "POST /v1/blind-leaks by /order_id",
    ];
    assert_eq!(places, expected.map(Some), "{found:#?}");
}

/// Everything of a customer's, as an owner sees it.
async fn all_of(api: &mut TestApi, id: i64) -> Vec<Value> {
    api.act_as(owner());
    let mut all = Vec::new();
    for path in [
        "customers/{id}?expand=addresses,orders",
        "customers/{id}/addresses",
        "customers/{id}/payment-methods",
        "addresses/{id}",
        "orders/{id}?expand=payments,shipments,returns,invoices",
        "orders/{id}/timeline",
        "payments/{id}/events",
    ] {
        let request = format!("GET /v1/{}", path.replace("{id}", &id.to_string()));
        let seen = api.ask(&request, Value::Null).await;
        assert_eq!(seen.status, StatusCode::OK, "{request}: {seen:?}");
        all.push(seen.body);
    }
    all
}
