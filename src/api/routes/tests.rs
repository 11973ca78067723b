use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::principal::Principal;
use crate::api::testing::{TestApi, staff};

fn order() -> Value {
    json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 2}]})
}

#[tokio::test]
async fn a_viewer_reads_and_places_no_order() {
    let mut api = TestApi::new().await;
    api.act_as(staff(Role::Viewer));

    let page = api.ask("GET /v1/products", Value::Null).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body, json!({"items": [], "next": null}));

    let refused = api.ask("POST /v1/orders", order()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.body["code"], "forbidden");
    assert_eq!(refused.body["type"], "urn:mercer:problem:forbidden");
    let detail = "a viewer lacks the permission orders.place; an owner, a manager or a clerk \
                  has it";
    assert_eq!(refused.body["detail"], detail);
    // What the body says is not even looked at.
    let refused = api.ask("POST /v1/orders", json!("nonsense")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_clerk_may_and_is_told_what_is_wrong_with_the_order() {
    let mut api = TestApi::new().await;
    api.act_as(staff(Role::Clerk));
    let refused = api.ask("POST /v1/orders", order()).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{refused:?}"
    );
    assert_eq!(refused.body["code"], "invalid");
}

#[tokio::test]
async fn who_is_not_known_places_no_order() {
    let mut api = TestApi::new().await;
    api.act_as(Principal::Anonymous);
    let refused = api.ask("POST /v1/orders", order()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer realm=\"mercer\""
    );
}

#[tokio::test]
async fn a_wrong_address_or_method_is_no_question_of_permission() {
    let mut api = TestApi::new().await;
    api.act_as(staff(Role::Viewer));
    let wrong = api.ask("POST /v1/nothing", Value::Null).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    let wrong = api.ask("DELETE /v1/orders", Value::Null).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
}
