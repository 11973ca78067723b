use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, staff};

/// Ten mugs (1) and five cups (2) in the only location.
async fn shop() -> TestApi {
    let api = TestApi::new().await;
    api.ask("POST /v1/locations", json!({"name": "Shop"})).await;
    for (product_id, sku, quantity) in [(1, "MUG", 10), (2, "CUP", 5)] {
        let price = json!({"amount": 100, "currency": "GBP"});
        let product = json!({"sku": sku, "name": sku, "price": price});
        api.ask("POST /v1/products", product).await;
        let receipt = json!({"product_id": product_id, "quantity": quantity});
        api.ask("POST /v1/stock/receipts", receipt).await;
    }
    api
}

#[tokio::test]
async fn the_life_of_a_count() {
    let mut api = shop().await;
    api.tell("POST /v1/counts", &[], json!({"note": "in spring"}))
        .await;
    api.tell("POST /v1/counts", &[], json!({})).await;
    let mugs = json!({"counted": 9, "counted_by": "Ann"});
    api.tell("PUT /v1/counts/1/lines/1", &[], mugs).await;
    let single = json!({"product_id": 1, "counted": 8});
    api.tell("POST /v1/stock/counts", &[], single).await;
    let path = "GET /v1/counts/1/lines?expand=product&fields=product_id,counted";
    api.tell(path, &[], Value::Null).await;
    let closing = json!({"reason": "yearly count"});
    let path = "POST /v1/counts/1/closing";
    api.tell(path, &[], closing.clone()).await;
    let cups = json!({"lines": [{"product_id": 2, "counted": 6}]});
    api.tell("POST /v1/counts/1/lines", &[], cups).await;
    let stale = ("if-match", "\"1\"");
    api.tell(path, &[stale], closing.clone()).await;
    api.tell(path, &[("if-match", "\"3\"")], closing.clone())
        .await;
    api.tell(path, &[], closing).await;
    api.tell("GET /v1/counts/1", &[], Value::Null).await;
    let one = json!({"product_ids": [1]});
    api.tell("POST /v1/counts", &[], one).await;
    let path = "POST /v1/counts/2/cancellation";
    api.tell(path, &[("if-match", "\"7\"")], Value::Null).await;
    api.tell(path, &[], Value::Null).await;
    let path = "GET /v1/counts?status=cancelled&fields=id,status";
    api.tell(path, &[], Value::Null).await;
    api.tell("GET /v1/counts/9/lines", &[], Value::Null).await;
    api.check("counts");
}

#[tokio::test]
async fn what_is_wrong_with_a_count_is_told_by_its_field() {
    let api = shop().await;
    let unknown = json!({"product_ids": [1, 9]});
    let refused = api.ask("POST /v1/counts", unknown).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/product_ids/1");
    api.ask("POST /v1/counts", json!({})).await;
    let half = json!({"counted": 0.5});
    let refused = api.ask("PUT /v1/counts/1/lines/1", half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["errors"][0]["pointer"], "/counted");
    for path in ["1/lines/9", "9/lines/1", "1/lines/x"] {
        let path = format!("PUT /v1/counts/{path}");
        let refused = api.ask(&path, json!({"counted": 1})).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
    }
    let half = json!({"lines": [{"product_id": 1, "counted": 1}, {"product_id": 2,
        "counted": -1}]});
    let refused = api.ask("POST /v1/counts/1/lines", half).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/lines/1/counted");
}

#[tokio::test]
async fn a_clerk_looks_at_counts_and_makes_none() {
    let mut api = shop().await;
    api.act_as(staff(Role::Clerk));
    let seen = api.ask("GET /v1/counts", Value::Null).await;
    assert_eq!(seen.status, StatusCode::OK);
    let refused = api.ask("POST /v1/counts", json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
