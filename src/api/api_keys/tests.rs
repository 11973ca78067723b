//! Facts about API keys over HTTP.
#![allow(clippy::unwrap_used)]

use axum::http::StatusCode;
use mercer_store::staff::{Permission, Role};
use serde_json::{Value, json};

use crate::api::testing::{Answered, TestApi, machine, staff};

async fn made(api: &TestApi, name: &str, scopes: &[&str]) -> Value {
    let body = json!({ "name": name, "scopes": scopes });
    let answered = api.ask("POST /v1/api-keys", body).await;
    assert_eq!(answered.status, StatusCode::CREATED, "{answered:?}");
    answered.body
}

async fn with_key(api: &TestApi, request: &str, key: &Value) -> Answered {
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    api.send(request, &[("authorization", &bearer)], &Value::Null)
        .await
}

#[tokio::test]
async fn a_key_is_shown_once_and_may_what_its_scopes_say_until_it_is_revoked() {
    let mut api = TestApi::new().await;
    let key = made(&api, "till-3", &["orders.read"]).await;
    let secret = key["key"].as_str().unwrap().to_owned();
    assert!(secret.starts_with(key["prefix"].as_str().unwrap()));
    let shown = api.ask("GET /v1/api-keys/1", Value::Null).await;
    assert_eq!(shown.body["name"], "till-3");
    assert_eq!(shown.body["scopes"], json!(["orders.read"]));
    assert_eq!(shown.body["created_by"], "olga");
    assert!(!shown.body.to_string().contains(&secret[24..]));
    let listed = api.ask("GET /v1/api-keys", Value::Null).await;
    assert_eq!(listed.body["items"][0], shown.body);

    api.act_by_credentials();
    let found = with_key(&api, "GET /v1/orders/1", &key).await;
    assert_eq!(found.status, StatusCode::NOT_FOUND, "{found:?}");
    let refused = with_key(&api, "GET /v1/api-keys", &key).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    api.act_as(staff(Role::Owner));
    let revoked = api.ask("DELETE /v1/api-keys/1", Value::Null).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    let shown = api.ask("GET /v1/api-keys/1", Value::Null).await;
    assert_eq!(shown.body["revoked_at"], "2026-03-01T12:00:00Z");
    api.act_by_credentials();
    let refused = with_key(&api, "GET /v1/products", &key).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_gives_a_key_what_they_lack() {
    let mut api = TestApi::new().await;
    api.act_as(machine(&[Permission::StaffManage, Permission::OrdersRead]));
    made(&api, "reader", &["orders.read"]).await;
    let body = json!({ "name": "writer", "scopes": ["orders.read", "orders.place"] });
    let refused = api.ask("POST /v1/api-keys", body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["code"], "scope_not_held");
    assert_eq!(refused.body["errors"][0]["pointer"], "/scopes");
}

#[tokio::test]
async fn a_key_needs_a_name_of_its_own_scopes_and_a_future() {
    let api = TestApi::new().await;
    made(&api, "till-3", &["orders.read"]).await;
    for (body, pointer, code) in [
        (
            json!({ "name": "till-3", "scopes": ["orders.read"] }),
            "/name",
            "name_taken",
        ),
        (json!({ "name": "x", "scopes": [] }), "/scopes", "invalid"),
        (
            json!({ "name": "x", "scopes": ["moon.land"] }),
            "/scopes/0",
            "invalid",
        ),
        (
            json!({ "name": "x", "scopes": ["orders.read"], "colour": 1 }),
            "/colour",
            "invalid",
        ),
        (
            json!({ "name": "x", "scopes": ["orders.read"], "expires_at": "2026-03-01T12:00:00Z" }),
            "/expires_at",
            "invalid",
        ),
    ] {
        let refused = api.ask("POST /v1/api-keys", body).await;
        assert_eq!(refused.body["code"], code, "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    let keyed = [("idempotency-key", "one")];
    let body = json!({ "name": "y", "scopes": ["orders.read"] });
    let refused = api.send("POST /v1/api-keys", &keyed, &body).await;
    assert_eq!(refused.body["code"], "idempotency_key_refused");
}
