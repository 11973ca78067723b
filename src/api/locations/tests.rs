use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, customer, staff};

#[tokio::test]
async fn the_life_of_a_location() {
    let mut api = TestApi::new().await;
    api.tell("GET /v1/locations", &[], Value::Null).await;
    api.tell("POST /v1/locations", &[], json!({"name": "Shop"}))
        .await;
    let depot = json!({"name": "Depot", "active": false});
    api.tell("POST /v1/locations", &[], depot).await;
    api.tell("POST /v1/locations", &[], json!({"name": "Shop"}))
        .await;
    api.tell(
        "PUT /v1/locations/2",
        &[("if-match", "\"1\"")],
        json!({"name": "Depot"}),
    )
    .await;
    api.tell(
        "PUT /v1/locations/2",
        &[("if-match", "\"1\"")],
        json!({"name": "Depot", "active": true}),
    )
    .await;
    api.tell("PATCH /v1/locations/1", &[], json!({"active": false}))
        .await;
    api.tell("PATCH /v1/locations/2", &[], json!({"active": false}))
        .await;
    api.tell(
        "PATCH /v1/locations/1",
        &[("if-match", "\"1\"")],
        json!({"active": true}),
    )
    .await;
    api.tell(
        "GET /v1/locations/1",
        &[("if-none-match", "\"2\"")],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/locations/1",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell("DELETE /v1/locations/1", &[], Value::Null).await;
    api.tell("DELETE /v1/locations/2", &[], Value::Null).await;
    api.check("locations");
}

#[tokio::test]
async fn the_staff_sees_locations_and_managers_write_them() {
    let mut api = TestApi::new().await;
    api.act_as(staff(Role::Clerk));
    let seen = api.ask("GET /v1/locations", Value::Null).await;
    assert_eq!(seen.status, StatusCode::OK);
    let refused = api.ask("POST /v1/locations", json!({"name": "Shop"})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    api.act_as(customer(1));
    let refused = api.ask("GET /v1/locations", Value::Null).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
