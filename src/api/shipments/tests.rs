//! Packing and sending over HTTP.

use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::orders::tests::{placed, shop, two_mugs};
use crate::api::testing::{customer, staff};

#[tokio::test]
async fn the_life_of_shipments() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    let packed = json!({
        "lines": [{"line": 1, "quantity": 1}], "carrier": "DHL", "note": "Fragile",
    });
    api.tell("POST /v1/orders/1/shipments", &[], packed).await;
    api.tell("POST /v1/orders/1/shipments", &[], json!({}))
        .await;
    api.tell("POST /v1/orders/1/shipments", &[], json!({}))
        .await;
    api.tell("GET /v1/pick-list?location_id=1", &[], Value::Null)
        .await;
    api.tell("GET /v1/pick-list", &[], Value::Null).await;
    let first = [("if-match", "\"1\"")];
    let tracked = json!({"carrier": "Royal Mail", "tracking_number": "RM1"});
    api.tell("PUT /v1/shipments/1", &first, tracked).await;
    let none = json!({"carrier": null});
    api.tell("PATCH /v1/shipments/1", &[], none).await;
    api.tell("POST /v1/shipments/2/cancellation", &first, Value::Null)
        .await;
    api.tell("POST /v1/shipments/2/dispatch", &[], Value::Null)
        .await;
    api.tell("POST /v1/shipments/1/dispatch", &[], Value::Null)
        .await;
    let back = json!({"reason": "Moved away", "credited": true, "write_off": [1]});
    api.tell("POST /v1/shipments/1/return-to-sender", &[], back)
        .await;
    api.tell("GET /v1/shipments/1", &[], Value::Null).await;
    api.tell(
        "GET /v1/shipments?status=returned&fields=id,status",
        &[],
        Value::Null,
    )
    .await;
    api.tell(
        "GET /v1/orders/1/shipments?fields=id,status",
        &[],
        Value::Null,
    )
    .await;
    api.check("shipments");
}

#[tokio::test]
async fn steps_of_a_shipment_are_of_the_version_that_was_read() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    api.ask("POST /v1/orders/1/shipments", json!({})).await;
    let stale = [("if-match", "\"9\"")];
    for (request, body) in [
        ("PUT /v1/shipments/1", json!({})),
        ("PATCH /v1/shipments/1", json!({})),
        ("POST /v1/shipments/1/dispatch", Value::Null),
        ("POST /v1/shipments/1/cancellation", Value::Null),
        ("POST /v1/shipments/1/transit", Value::Null),
        ("POST /v1/shipments/1/delivery", Value::Null),
        (
            "POST /v1/shipments/1/return-to-sender",
            json!({"reason": "x", "credited": false}),
        ),
    ] {
        let refused = api.send(request, &stale, &body).await;
        assert_eq!(refused.status, 412, "{request}: {refused:?}");
        for principal in [customer(1), staff(Role::Viewer)] {
            api.act_as(principal);
            let refused = api.ask(request, body.clone()).await;
            assert_eq!(refused.status, 403, "{request}: {refused:?}");
        }
        api.act_as(staff(Role::Clerk));
    }
    let unknown = json!({"colour": "red"});
    let refused = api.ask("POST /v1/orders/1/shipments", unknown).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/colour");
    let beyond = json!({"lines": [{"line": 1, "quantity": 3}]});
    let refused = api.ask("POST /v1/orders/1/shipments", beyond).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/lines/0/quantity");
    let nothing = api.ask("POST /v1/orders/9/shipments", json!({})).await;
    assert_eq!(nothing.status, 404, "{nothing:?}");
}
