//! Taking goods back over HTTP.

use serde_json::{Value, json};

use crate::api::orders::tests::{paid, placed, pounds, shop};

#[tokio::test]
async fn goods_come_back_in_pieces() {
    let mut api = shop().await;
    let order = json!({
        "customer_id": 1, "handed_over": true,
        "lines": [{"product_id": 1, "quantity": 3}, {"product_id": 2, "quantity": 0.5}],
    });
    placed(&api, order).await;
    paid(&api, 1).await;
    let one = json!({"reason": "The wrong colour", "lines": [{"line": 1, "quantity": 1}]});
    api.tell("POST /v1/orders/1/returns", &[], one).await;
    let late = json!({"reason": "Too late", "lines": [
        {"line": 1, "quantity": 1, "credit": pounds(0)},
        {"line": 2, "quantity": 0.2, "disposition": "write_off", "credit": pounds(100)},
    ]});
    api.tell("POST /v1/orders/1/returns", &[], late).await;
    let beyond = json!({"reason": "More", "lines": [{"line": 1, "quantity": 2}]});
    api.tell("POST /v1/orders/1/returns", &[], beyond).await;
    let euros = json!({"amount": 1, "currency": "EUR"});
    let wrong = json!({"reason": "x", "lines": [{"line": 1, "quantity": 1, "credit": euros}]});
    api.tell("POST /v1/orders/1/returns", &[], wrong).await;
    api.tell("GET /v1/returns/2", &[], Value::Null).await;
    api.tell("GET /v1/returns?customer_id=1&sort=-id", &[], Value::Null)
        .await;
    let order = "GET /v1/orders/1?fields=payment_status,fulfilment_status,credited";
    api.tell(order, &[], Value::Null).await;
    api.check("returns");
    for (list, found) in [
        ("customer_id=2", 0),
        ("order_id=1", 2),
        ("location_id=9", 0),
    ] {
        let page = api
            .ask(&format!("GET /v1/returns?{list}"), Value::Null)
            .await;
        assert_eq!(
            page.body["items"].as_array().map(Vec::len),
            Some(found),
            "{list}"
        );
    }
    let nothing = json!({"reason": "x", "lines": [{"line": 1, "quantity": 1}]});
    let nothing = api.ask("POST /v1/orders/9/returns", nothing).await;
    assert_eq!(nothing.status, 404, "{nothing:?}");
}
