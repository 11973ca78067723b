use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, customer, staff};

/// Two locations, a mug (1), flour by weight (2), a service (3).
async fn shop() -> TestApi {
    let api = TestApi::new().await;
    for name in ["Shop", "Depot"] {
        api.ask("POST /v1/locations", json!({ "name": name })).await;
    }
    let price = json!({"amount": 100, "currency": "GBP"});
    for product in [
        json!({"sku": "MUG", "name": "Mug", "price": price}),
        json!({"sku": "FLOUR", "name": "Flour", "unit": "kg", "price": price}),
        json!({"sku": "POST", "name": "Postage", "kind": "service", "price": price}),
    ] {
        let made = api.ask("POST /v1/products", product).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    }
    api
}

#[tokio::test]
async fn the_life_of_stock() {
    let mut api = shop().await;
    let receipt = json!({"product_id": 1, "quantity": 10, "reason": "delivery 12"});
    api.tell("POST /v1/stock/receipts", &[], receipt).await;
    let flour = json!({"product_id": 2, "location_id": 2, "quantity": 2.5});
    api.tell("POST /v1/stock/receipts", &[], flour).await;
    let broken = json!({"product_id": 1, "quantity": -2, "reason": "broken"});
    api.tell("POST /v1/stock/adjustments", &[], broken).await;
    let moved = json!({"product_id": 1, "from_location_id": 1, "to_location_id": 2,
        "quantity": 3});
    api.tell("POST /v1/stock/transfers", &[], moved).await;
    let counted = json!({"product_id": 1, "location_id": 2, "counted": 4});
    api.tell("POST /v1/stock/counts", &[], counted).await;
    let point = json!({"reorder_point": 5});
    let path = "PUT /v1/stock/levels/1/1/reorder-point";
    api.tell(path, &[], point).await;
    api.tell(
        "GET /v1/stock/low?expand=product,location",
        &[],
        Value::Null,
    )
    .await;
    api.tell(
        "GET /v1/stock/levels?product_id=1&sort=-on_hand",
        &[],
        Value::Null,
    )
    .await;
    api.tell(
        "GET /v1/stock/movements?product_id=1&sort=-id&limit=2",
        &[],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/stock/movements/1", &[], Value::Null)
        .await;
    api.tell("GET /v1/stock/movements/99", &[], Value::Null)
        .await;
    api.tell("GET /v1/products/1/stock", &[], Value::Null).await;
    let path = "DELETE /v1/stock/levels/1/1/reorder-point";
    api.tell(path, &[], Value::Null).await;
    api.check("stock");
}

#[tokio::test]
#[allow(clippy::too_many_lines, reason = "a table of what is wrong")]
async fn what_is_wrong_with_a_movement_is_told_by_its_field() {
    let api = shop().await;
    for (request, body, code, pointer) in [
        (
            "receipts",
            json!({"product_id": 9, "quantity": 1}),
            "unknown_product",
            "/product_id",
        ),
        (
            "receipts",
            json!({"product_id": 3, "quantity": 1}),
            "not_stocked",
            "/product_id",
        ),
        (
            "receipts",
            json!({"product_id": 1, "location_id": 9, "quantity": 1}),
            "unknown_location",
            "/location_id",
        ),
        (
            "receipts",
            json!({"product_id": 1, "quantity": 0.5}),
            "invalid",
            "/quantity",
        ),
        (
            "receipts",
            json!({"product_id": 1, "quantity": "0.0001"}),
            "invalid",
            "/quantity",
        ),
        (
            "adjustments",
            json!({"product_id": 1, "quantity": -1, "reason": "lost"}),
            "out_of_stock",
            "/quantity",
        ),
        (
            "adjustments",
            json!({"product_id": 1, "quantity": 1, "reason": " "}),
            "invalid",
            "/reason",
        ),
        (
            "transfers",
            json!({"product_id": 1, "from_location_id": 1, "to_location_id": 1, "quantity": 1}),
            "invalid",
            "/to_location_id",
        ),
        (
            "transfers",
            json!({"product_id": 1, "from_location_id": 9, "to_location_id": 1, "quantity": 1}),
            "unknown_location",
            "/from_location_id",
        ),
        (
            "counts",
            json!({"product_id": 1, "counted": -1}),
            "invalid",
            "/counted",
        ),
        (
            "counts",
            json!({"product_id": 1, "counted": 1, "colour": "red"}),
            "invalid",
            "/colour",
        ),
    ] {
        let path = format!("POST /v1/stock/{request}");
        let refused = api.ask(&path, body.clone()).await;
        assert!(refused.status.is_client_error(), "{body}");
        assert_eq!(refused.body["code"], code, "{body}");
        let pointers: Vec<_> = refused.body["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        assert!(
            pointers.iter().any(|error| error["pointer"] == pointer),
            "{body}: {refused:?}"
        );
    }
    for path in ["9/1", "1/9", "x/1", "1/x"] {
        let path = format!("PUT /v1/stock/levels/{path}/reorder-point");
        let refused = api.ask(&path, json!({"reorder_point": 1})).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn levels_and_movements_are_narrowed() {
    let api = shop().await;
    for (product_id, location_id, quantity) in [(1, 1, 10), (1, 2, 5), (2, 2, 7)] {
        let receipt = json!({"product_id": product_id, "location_id": location_id,
            "quantity": quantity});
        api.ask("POST /v1/stock/receipts", receipt).await;
    }
    let path = "PUT /v1/stock/levels/2/1/reorder-point";
    api.ask(path, json!({"reorder_point": 5})).await;
    for (list, expected) in [
        ("levels?location_id=2", 2),
        ("levels?location_id=2&below_reorder_point=true", 1),
        ("levels?below_reorder_point=false", 2),
        ("low?location_id=1", 0),
        ("movements?kind=received&location_id=2", 2),
        ("movements?kind=sold", 0),
        ("movements?from=2026-03-01T12:00:00Z", 3),
        ("movements?until=2026-03-01T12:00:00Z", 0),
    ] {
        let page = api.ask(&format!("GET /v1/stock/{list}"), Value::Null).await;
        let found = page.body["items"].as_array().map(Vec::len);
        assert_eq!(found, Some(expected), "{list}");
    }
    for (list, parameter) in [
        ("levels?sort=product", "sort"),
        ("movements?kind=stolen", "kind"),
        ("movements?from=yesterday", "from"),
        ("low?sort=id", "sort"),
    ] {
        let refused = api.ask(&format!("GET /v1/stock/{list}"), Value::Null).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        assert_eq!(refused.body["errors"][0]["parameter"], parameter);
    }
}

#[tokio::test]
async fn clerks_receive_and_move_goods_and_managers_correct_what_is_there() {
    let mut api = shop().await;
    let receipt = json!({"product_id": 1, "quantity": 10});
    let lost = json!({"product_id": 1, "quantity": -1, "reason": "lost"});
    for (principal, receives, adjusts, looks) in [
        (staff(Role::Manager), true, true, true),
        (staff(Role::Clerk), true, false, true),
        (staff(Role::Viewer), false, false, true),
        (customer(1), false, false, false),
    ] {
        api.act_as(principal.clone());
        for (request, body, may) in [
            ("POST /v1/stock/receipts", receipt.clone(), receives),
            ("POST /v1/stock/adjustments", lost.clone(), adjusts),
            ("GET /v1/stock/levels", Value::Null, looks),
        ] {
            let answer = api.ask(request, body).await;
            let expected = if may {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(answer.status, expected, "{principal:?} {request}");
        }
    }
}

#[tokio::test]
async fn a_repeated_receipt_adds_goods_once() {
    let api = shop().await;
    let receipt = json!({"product_id": 1, "quantity": 10});
    let key = [("idempotency-key", "delivery-12")];
    for _ in 0..2 {
        let level = api.send("POST /v1/stock/receipts", &key, &receipt).await;
        assert_eq!(level.body["on_hand"], 10);
    }
    let levels = api.ask("GET /v1/stock/levels", Value::Null).await;
    assert_eq!(levels.body["items"][0]["on_hand"], 10);
}
