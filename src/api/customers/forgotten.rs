//! What recorded answers hold of somebody who was erased: nothing, whatever was asked with a key.

use serde_json::{Value, json};

use super::testing::{house, newcomer};
use crate::api::orders::tests::{pounds, stock};
use crate::api::testing::TestApi;

/// Requests of the staff about customer 1, whose answers tell of the person.
fn about_ada() -> Vec<(&'static str, Value)> {
    let card = json!({ "kind": "card", "provider": "simulator", "token": "sim_approve",
        "last4": "4242", "expiry_month": 12, "expiry_year": 2030, "label": "Ada's card" });
    vec![
        ("POST /v1/customers", newcomer("ada")),
        (
            "PATCH /v1/customers/1",
            json!({ "phone": "+44 20 7946 0000" }),
        ),
        (
            "POST /v1/customers/1/addresses",
            json!({ "address": house("1 Ada Street") }),
        ),
        (
            "PATCH /v1/customers/1/addresses/2",
            json!({ "label": "Ada's home" }),
        ),
        ("PATCH /v1/addresses/2", json!({ "line2": "Ada's flat" })),
        ("POST /v1/customers/1/payment-methods", card),
        (
            "POST /v1/orders",
            json!({ "customer_id": 1, "lines": [{ "product_id": 1, "quantity": 2 }] }),
        ),
        (
            "POST /v1/orders/1/notes",
            json!({ "note": "Ada rings twice" }),
        ),
        ("PATCH /v1/orders/1", json!({ "shipping": pounds(100) })),
        (
            "POST /v1/orders/1/payments",
            json!({ "payment_method_id": 1 }),
        ),
        (
            "POST /v1/orders/1/shipments",
            json!({ "tracking_number": "ADA-1" }),
        ),
        ("POST /v1/shipments/1/dispatch", Value::Null),
    ]
}

/// The answers that are recorded, and how many records there are.
fn recorded(api: &TestApi) -> (Vec<String>, usize) {
    let connection = api.connection();
    let mut all = connection
        .prepare("SELECT answer_headers || answer_body FROM idempotency_keys")
        .expect("it can be asked");
    let rows = all.query_map([], |row| row.get::<_, Option<String>>(0));
    let rows: Result<Vec<_>, _> = rows.expect("it answers").collect();
    let rows = rows.expect("texts");
    let count = rows.len();
    (rows.into_iter().flatten().collect(), count)
}

#[tokio::test]
async fn what_was_answered_about_an_erased_customer_is_not_kept() {
    let api = TestApi::new().await;
    stock(&api).await;
    let bob = [("idempotency-key", "bob")];
    for (number, (request, body)) in about_ada().into_iter().enumerate() {
        let key = number.to_string();
        let headers = [("idempotency-key", key.as_str()), ("if-match", "*")];
        let done = api.send(request, &headers, &body).await;
        assert!(done.status.is_success(), "{request}: {done:?}");
    }
    api.send("POST /v1/customers", &bob, &newcomer("bob")).await;
    let (answers, count) = recorded(&api);
    assert_eq!((answers.len(), count), (13, 13));
    let erased = api.ask("POST /v1/customers/1/erasure", Value::Null).await;
    assert_eq!(erased.status, 200, "{erased:?}");
    // The records stay, so that nothing is done again; only Bob's has its answer.
    let (answers, count) = recorded(&api);
    assert_eq!((answers.len(), count), (1, 13), "{answers:#?}");
    assert!(answers[0].contains("bob"), "{answers:?}");
    let again = [("idempotency-key", "0")];
    let again = api
        .send("POST /v1/customers", &again, &newcomer("ada"))
        .await;
    assert_eq!(again.status, 409, "{again:?}");
    assert_eq!(again.body["code"], "in_flight");
}
