//! Billing over HTTP.

use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::orders::tests::{placed, pounds, shop};
use crate::api::testing::{customer, staff};

#[tokio::test]
async fn an_order_is_billed_and_credited() {
    let mut api = shop().await;
    let order = json!({
        "customer_id": 1, "lines": [{"product_id": 1, "quantity": 2}], "shipping": pounds(495),
    });
    placed(&api, order).await;
    api.tell("POST /v1/orders/1/invoices", &[], json!({})).await;
    api.tell("POST /v1/orders/1/invoices", &[], json!({"series": "WEB"}))
        .await;
    let note = json!({"reason": "Chipped"});
    api.tell("POST /v1/orders/1/credit-notes", &[], note.clone())
        .await;
    let goodwill = json!({"amount": pounds(500), "reason": "Chipped"});
    api.send("POST /v1/orders/1/credits", &[("if-match", "*")], &goodwill)
        .await;
    api.tell("POST /v1/orders/1/credit-notes", &[], note).await;
    api.tell("GET /v1/invoices/by-number/CN-000001", &[], Value::Null)
        .await;
    api.tell("GET /v1/invoices/by-number/CN-000002", &[], Value::Null)
        .await;
    api.tell("GET /v1/invoices?kind=invoice&series=INV", &[], Value::Null)
        .await;
    api.tell(
        "GET /v1/orders/1/invoices?fields=number,total",
        &[],
        Value::Null,
    )
    .await;
    api.check("invoices");
    let wrong = api
        .ask("POST /v1/orders/1/invoices", json!({"colour": 1}))
        .await;
    assert_eq!(wrong.body["errors"][0]["pointer"], "/colour");
    for of_it in ["invoices", "credit-notes"] {
        let request = format!("POST /v1/orders/9/{of_it}");
        let body = if of_it == "invoices" {
            json!({})
        } else {
            json!({"reason": "x"})
        };
        assert_eq!(api.ask(&request, body.clone()).await.status, 404);
        for principal in [customer(1), staff(Role::Clerk), staff(Role::Viewer)] {
            api.act_as(principal);
            let request = format!("POST /v1/orders/1/{of_it}");
            assert_eq!(api.ask(&request, body.clone()).await.status, 403);
        }
        api.act_as(staff(Role::Owner));
    }
}
