use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, customer};

#[tokio::test]
async fn the_life_of_a_tax_class() {
    let mut api = TestApi::new().await;
    let standard = json!({"code": "Standard", "name": "Standard rate", "rate_percent": 20});
    api.tell("POST /v1/tax-classes", &[], standard.clone())
        .await;
    api.tell("POST /v1/tax-classes", &[], standard).await;
    let steep = json!({"code": "steep", "name": "Steep", "rate_percent": 101});
    api.tell("POST /v1/tax-classes", &[], steep).await;
    let reduced = json!({"code": "reduced", "name": "Reduced rate", "rate_percent": 5.5});
    api.tell("PUT /v1/tax-classes/1", &[("if-match", "\"1\"")], reduced)
        .await;
    let rate = json!({"rate_percent": "8.875"});
    api.tell(
        "PATCH /v1/tax-classes/1",
        &[("if-match", "\"1\"")],
        rate.clone(),
    )
    .await;
    api.tell("PATCH /v1/tax-classes/1", &[("if-match", "\"2\"")], rate)
        .await;
    api.tell("PATCH /v1/tax-classes/1", &[], json!({"name": null}))
        .await;
    api.tell("GET /v1/tax-classes", &[], Value::Null).await;
    let taxed = json!({"sku": "BEAR", "name": "Bear", "tax_class_id": 1,
        "price": {"amount": 999, "currency": "GBP"}});
    api.ask("POST /v1/products", taxed).await;
    api.tell("DELETE /v1/tax-classes/1", &[], Value::Null).await;
    api.ask("DELETE /v1/products/1", Value::Null).await;
    api.tell(
        "DELETE /v1/tax-classes/1",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell("DELETE /v1/tax-classes/1", &[], Value::Null).await;
    api.tell("GET /v1/tax-classes/1", &[], Value::Null).await;
    api.check("tax_classes");
}

#[tokio::test]
async fn whoever_shops_sees_how_prices_are_taxed_and_changes_nothing() {
    let mut api = TestApi::new().await;
    let standard = json!({"code": "standard", "name": "Standard", "rate_percent": 20});
    api.ask("POST /v1/tax-classes", standard.clone()).await;
    api.act_as(customer(1));
    let seen = api.ask("GET /v1/tax-classes/1", Value::Null).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.body["rate_percent"], 20);
    let refused = api.ask("PUT /v1/tax-classes/1", standard).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
