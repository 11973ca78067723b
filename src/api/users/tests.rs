//! Facts about `/v1/users`.

use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, customer, machine, staff};

fn clara() -> Value {
    json!({
        "username": "Clara", "email": "Clara@Example.com", "password": "correct horse",
        "first_name": "Clara", "last_name": "Clerk", "role": "clerk",
    })
}

fn olga() -> Value {
    json!({
        "username": "olga", "password": "correct horse", "first_name": "Olga",
        "last_name": "Owner", "role": "owner",
    })
}

#[tokio::test]
async fn the_life_of_a_user() {
    let mut api = TestApi::new().await;
    api.tell("POST /v1/users", &[], olga()).await;
    api.tell("POST /v1/users", &[("idempotency-key", "1")], clara())
        .await;
    api.tell("POST /v1/users", &[("idempotency-key", "1")], clara())
        .await;
    api.tell("POST /v1/users", &[], clara()).await;
    let refused = json!({ "username": "dan", "password": "short" });
    api.tell("POST /v1/users", &[], refused).await;
    api.tell("GET /v1/users?role=clerk&limit=1", &[], Value::Null)
        .await;
    api.tell(
        "GET /v1/users?fields=id,username&sort=-username",
        &[],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/users/2", &[], Value::Null).await;
    let edit = json!({ "email": null, "last_name": "Miller" });
    api.tell("PATCH /v1/users/2", &[("if-match", "\"1\"")], edit.clone())
        .await;
    api.tell("PATCH /v1/users/2", &[("if-match", "\"1\"")], edit)
        .await;
    api.tell("PATCH /v1/users/2", &[], json!({ "role": "owner" }))
        .await;
    api.tell("PATCH /v1/users/2", &[], json!({ "username": null }))
        .await;
    let replacement = json!({ "username": "clara", "first_name": "Clara", "last_name": "Clark" });
    api.tell("PUT /v1/users/2", &[], replacement).await;
    api.tell("PUT /v1/users/2", &[], json!({ "username": "clara" }))
        .await;
    api.tell("PUT /v1/users/2/role", &[], json!({ "role": "manager" }))
        .await;
    api.tell("PUT /v1/users/2/role", &[], json!({ "role": "king" }))
        .await;
    api.tell("POST /v1/users/2/deactivation", &[], Value::Null)
        .await;
    api.tell(
        "POST /v1/users/2/activation",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell("POST /v1/users/2/activation", &[], Value::Null)
        .await;
    let password = json!({ "password": "battery staple" });
    api.tell("PUT /v1/users/2/password", &[], password).await;
    api.tell("POST /v1/users/1/deactivation", &[], Value::Null)
        .await;
    api.tell("PUT /v1/users/1/role", &[], json!({ "role": "viewer" }))
        .await;
    api.tell("DELETE /v1/users/1", &[], Value::Null).await;
    api.tell("DELETE /v1/users/2", &[("if-match", "\"1\"")], Value::Null)
        .await;
    api.tell("DELETE /v1/users/2", &[], Value::Null).await;
    api.tell("GET /v1/users/2", &[], Value::Null).await;
    api.tell("GET /v1/users/two", &[], Value::Null).await;
    api.check("users");
}

#[tokio::test]
async fn a_user_looks_at_themselves_and_changes_their_password_on_the_word_of_the_old_one() {
    let mut api = TestApi::new().await;
    api.ask("POST /v1/users", olga()).await;
    // Whatever the role: this is about oneself.
    api.act_as(staff(Role::Viewer));
    let me = api.ask("GET /v1/users/me", Value::Null).await;
    assert_eq!(me.body["username"], "olga");
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let request = "POST /v1/users/me/password";
    let wrong = api
        .ask(request, change("wrong horse", "battery staple"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.body["code"], "wrong_password");
    assert_eq!(wrong.body["errors"][0]["pointer"], "/current");
    let short = api.ask(request, change("correct horse", "short")).await;
    assert_eq!(short.body["errors"][0]["pointer"], "/new");
    assert!(!short.body.to_string().contains("short\""), "{short:?}");
    let changed = api
        .ask(request, change("correct horse", "battery staple"))
        .await;
    assert_eq!(
        (changed.status, changed.header("etag")),
        (StatusCode::OK, "\"2\"")
    );
    let again = api
        .ask(request, change("correct horse", "battery staple"))
        .await;
    assert_eq!(again.body["code"], "wrong_password");
}

#[tokio::test]
async fn who_is_not_of_the_staff_is_told_where_to_look() {
    let mut api = TestApi::new().await;
    for principal in [customer(1), machine(&[])] {
        api.act_as(principal);
        let me = api.ask("GET /v1/users/me", Value::Null).await;
        assert_eq!(me.status, StatusCode::NOT_FOUND, "{me:?}");
        let change = json!({ "current": "correct horse", "new": "battery staple" });
        let change = api.ask("POST /v1/users/me/password", change).await;
        assert_eq!(change.status, StatusCode::NOT_FOUND, "{change:?}");
    }
}

#[tokio::test]
async fn no_answer_holds_a_password_or_its_hash() {
    let api = TestApi::new().await;
    for (request, body) in [
        ("POST /v1/users", olga()),
        ("GET /v1/users", Value::Null),
        ("GET /v1/audit-log", Value::Null),
    ] {
        let answered = api.ask(request, body).await;
        assert!(answered.status.is_success());
        let text = answered.body.to_string();
        assert!(
            !text.contains("argon2") && !text.contains("correct horse"),
            "{text}"
        );
    }
}
