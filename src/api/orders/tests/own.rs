//! What customers may do with orders: their own, and nobody else's.

use serde_json::{Value, json};

use super::{paid, placed, pounds, shop, two_mugs};
use crate::api::testing::{customer, owner};

#[tokio::test]
async fn customers_place_see_and_cancel_their_own_orders() {
    let mut api = shop().await;
    api.act_as(customer(1));
    let lines = json!({"lines": [{"product_id": 1, "quantity": 2}]});
    let id = placed(&api, lines).await;
    let seen = api.ask(&format!("GET /v1/orders/{id}"), Value::Null).await;
    assert_eq!(seen.body["customer_id"], 1);
    for path in [
        "items",
        "payments",
        "shipments",
        "returns",
        "invoices",
        "items/1",
    ] {
        let seen = api
            .ask(&format!("GET /v1/orders/{id}/{path}"), Value::Null)
            .await;
        assert_eq!(seen.status, 200, "{path}: {seen:?}");
    }
    let request = format!("POST /v1/orders/{id}/cancellation");
    let cancelled = api.send(&request, &[("if-match", "*")], &Value::Null).await;
    assert_eq!(cancelled.body["status"], "cancelled", "{cancelled:?}");
}

#[tokio::test]
async fn customers_buy_at_the_shops_terms() {
    let mut api = shop().await;
    api.act_as(customer(1));
    let discount = json!({"percent": 50, "reason": "It is me"});
    for (field, value) in [
        ("kind", json!("return")),
        ("handed_over", json!(true)),
        ("draft", json!(true)),
        ("shipping", pounds(0)),
        ("discount", discount),
    ] {
        let mut order = two_mugs();
        order[field] = value;
        let refused = api.ask("POST /v1/orders", order).await;
        assert_eq!(refused.status, 403, "{field}: {refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], format!("/{field}"));
    }
}

/// Requests about an order, a payment, a shipment, a return and an invoice with this id.
fn about(id: i64) -> Vec<(String, Value)> {
    let card = json!({"kind": "card", "provider": "simulator", "token": "sim_approve"});
    let reads = [
        format!("orders/{id}"),
        format!("orders/{id}/items"),
        format!("orders/{id}/items/1"),
        format!("orders/{id}/payments"),
        format!("orders/{id}/shipments"),
        format!("orders/{id}/returns"),
        format!("orders/{id}/invoices"),
        format!("payments/{id}"),
        format!("payments/{id}/events"),
        format!("payments/{id}/refunds"),
        format!("shipments/{id}"),
        format!("returns/{id}"),
        format!("invoices/{id}"),
    ];
    let reads = reads
        .into_iter()
        .map(|path| (format!("GET /v1/{path}"), Value::Null));
    let writes = [
        (format!("POST /v1/orders/{id}/cancellation"), Value::Null),
        (format!("POST /v1/orders/{id}/payments"), card),
        (format!("POST /v1/payments/{id}/confirmation"), Value::Null),
    ];
    reads.chain(writes).collect()
}

#[tokio::test]
async fn what_is_somebody_elses_answers_like_what_does_not_exist() {
    let mut api = shop().await;
    let order = placed(&api, two_mugs()).await;
    paid(&api, order).await;
    for (path, body) in [
        ("orders/1/shipments", json!({})),
        ("shipments/1/dispatch", Value::Null),
        ("orders/1/invoices", json!({})),
        (
            "orders/1/returns",
            json!({"reason": "x", "lines": [{"line": 1, "quantity": 1}]}),
        ),
    ] {
        let done = api.ask(&format!("POST /v1/{path}"), body).await;
        assert!(done.status.is_success(), "{path}: {done:?}");
    }
    api.act_as(customer(2));
    let any = [("if-match", "*")];
    for ((theirs, body), (nothing, _)) in about(1).into_iter().zip(about(9)) {
        let theirs_answer = api.send(&theirs, &any, &body).await;
        let nothing_answer = api.send(&nothing, &any, &body).await;
        assert_eq!(theirs_answer.status, 404, "{theirs}: {theirs_answer:?}");
        let masked = theirs_answer
            .body
            .to_string()
            .replace("\\\"1\\\"", "\\\"9\\\"");
        assert_eq!(masked, nothing_answer.body.to_string(), "{theirs}");
    }
    // The same id is theirs for the customer whose order it is.
    api.act_as(customer(1));
    for (request, body) in about(1)
        .into_iter()
        .filter(|(request, _)| request.starts_with("GET"))
    {
        let seen = api.send(&request, &any, &body).await;
        assert_eq!(seen.status, 200, "{request}: {seen:?}");
    }
}

#[tokio::test]
async fn lists_and_bodies_hold_nobody_elses_id() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    api.act_as(customer(2));
    let mine = api.ask("GET /v1/orders", Value::Null).await;
    assert_eq!(mine.body["items"], json!([]));
    let theirs = api.ask("GET /v1/orders?customer_id=1", Value::Null).await;
    let nobodys = api.ask("GET /v1/orders?customer_id=9", Value::Null).await;
    assert_eq!(theirs.status, 422);
    assert_eq!(
        theirs.body.to_string().replace("id 1", "id 9"),
        nobodys.body.to_string()
    );
    let theirs = api.ask("POST /v1/orders", two_mugs()).await;
    assert_eq!(theirs.status, 422, "{theirs:?}");
    assert_eq!(theirs.body["code"], "unknown_customer");
    for list in ["payments", "shipments", "returns", "invoices"] {
        let refused = api.ask(&format!("GET /v1/{list}"), Value::Null).await;
        assert_eq!(refused.status, 403, "{list}: {refused:?}");
    }
    api.act_as(owner());
    let all = api.ask("GET /v1/orders", Value::Null).await;
    assert_eq!(all.body["items"].as_array().map(Vec::len), Some(1));
}
