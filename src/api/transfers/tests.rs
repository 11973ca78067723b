use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::testing::TestApi;

/// Ten mugs (1) and five cups (2) in the shop (1); nothing in the depot (2).
async fn shop() -> TestApi {
    let api = TestApi::new().await;
    for name in ["Shop", "Depot"] {
        api.ask("POST /v1/locations", json!({ "name": name })).await;
    }
    for (product_id, sku, quantity) in [(1, "MUG", 10), (2, "CUP", 5)] {
        let price = json!({"amount": 100, "currency": "GBP"});
        let product = json!({"sku": sku, "name": sku, "price": price});
        api.ask("POST /v1/products", product).await;
        let receipt = json!({"product_id": product_id, "quantity": quantity});
        api.ask("POST /v1/stock/receipts", receipt).await;
    }
    api
}

fn goods(mugs: i64, cups: i64) -> Value {
    json!({"from_location_id": 1, "to_location_id": 2, "lines": [
        {"product_id": 1, "quantity": mugs}, {"product_id": 2, "quantity": cups},
    ]})
}

const OLD: (&str, &str) = ("if-match", "\"1\"");

#[tokio::test]
async fn the_life_of_a_transfer() {
    let mut api = shop().await;
    api.tell("POST /v1/transfers", &[], goods(4, 9)).await;
    api.tell("POST /v1/transfers", &[], goods(4, 2)).await;
    let part = json!({"lines": [{"product_id": 1, "quantity": 3}]});
    let path = "POST /v1/transfers/1/receipt";
    api.tell(path, &[OLD], part.clone()).await;
    api.tell(path, &[OLD], part.clone()).await;
    api.tell(path, &[], part).await;
    let rest = json!({"lines": [{"product_id": 2, "quantity": 2}], "missing": "one broke"});
    api.tell(path, &[], rest).await;
    api.tell("POST /v1/transfers/1/cancellation", &[], Value::Null)
        .await;
    api.tell("POST /v1/transfers", &[], goods(1, 1)).await;
    let path = "POST /v1/transfers/2/cancellation";
    api.tell(path, &[("if-match", "\"9\"")], Value::Null).await;
    api.tell(path, &[OLD], Value::Null).await;
    let path = "GET /v1/transfers?status=received&expand=to_location";
    api.tell(path, &[], Value::Null).await;
    api.tell("GET /v1/transfers/2", &[], Value::Null).await;
    api.tell("GET /v1/transfers/9", &[], Value::Null).await;
    api.check("transfers");
}

#[tokio::test]
async fn what_is_wrong_with_a_transfer_is_told_by_its_field() {
    let api = shop().await;
    let mut nowhere = goods(1, 1);
    nowhere["to_location_id"] = json!(9);
    let mut nothing = goods(1, 1);
    nothing["lines"] = json!([]);
    let mut unknown = goods(1, 1);
    unknown["lines"][1]["product_id"] = json!(9);
    let mut coloured = goods(1, 1);
    coloured["lines"][0]["colour"] = json!("red");
    for (body, pointer) in [
        (nowhere, "/to_location_id"),
        (nothing, "/lines"),
        (unknown, "/lines/1/product_id"),
        (coloured, "/lines/0/colour"),
        (goods(0, 1), "/lines/0/quantity"),
        (goods(1, 6), "/lines/1/quantity"),
    ] {
        let refused = api.ask("POST /v1/transfers", body).await;
        assert!(refused.status.is_client_error());
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{refused:?}");
    }
}

#[tokio::test]
async fn everything_that_is_on_its_way_arrives_with_an_empty_receipt() {
    let api = shop().await;
    api.ask("POST /v1/transfers", goods(4, 2)).await;
    let low = json!({"reorder_point": 1});
    api.ask("PUT /v1/stock/levels/2/1/reorder-point", low).await;
    let page = api.ask("GET /v1/stock/low", Value::Null).await;
    assert_eq!(page.body["items"][0]["in_transit"], 4);
    let done = api.ask("POST /v1/transfers/1/receipt", json!({})).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert_eq!(done.body["status"], "received");
    let levels = api
        .ask(
            "GET /v1/stock/levels?location_id=2&product_id=1",
            Value::Null,
        )
        .await;
    assert_eq!(levels.body["items"][0]["on_hand"], 4);
}
