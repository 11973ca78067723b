//! Facts about signing in and staying signed in.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use mercer_store::password::Password;
use mercer_store::staff::{self, CreateUser, Role, User};
use serde_json::{Value, json};

use crate::api::testing::{Answered, TestApi};

const PASSWORD: &str = "correct horse";

async fn user(api: &TestApi, name: &str, role: Role) -> User {
    let input = CreateUser {
        username: name.to_owned(),
        email: Some(format!("{name}@example.org")),
        password: Password::parse(PASSWORD).unwrap(),
        first_name: "Kim".to_owned(),
        last_name: "Kay".to_owned(),
        role,
    };
    staff::create(&api.store, input).await.unwrap()
}

/// A shop with two people in it, asked by whoever has credentials.
async fn shop() -> TestApi {
    let mut api = TestApi::new().await;
    user(&api, "olga", Role::Owner).await;
    user(&api, "kim", Role::Clerk).await;
    api.act_by_credentials();
    api
}

fn sign_in_body(name: &str, password: &str) -> Value {
    json!({ "kind": "staff", "username": name, "password": password })
}

async fn sign_in(api: &TestApi, name: &str) -> Value {
    let answered = api
        .ask("POST /v1/sessions", sign_in_body(name, PASSWORD))
        .await;
    assert_eq!(answered.status, StatusCode::CREATED, "{answered:?}");
    answered.body
}

async fn with_token(api: &TestApi, request: &str, tokens: &Value) -> Answered {
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    api.send(request, &[("authorization", &bearer)], &Value::Null)
        .await
}

async fn refresh(api: &TestApi, tokens: &Value) -> Answered {
    let body = json!({ "refresh_token": tokens["refresh_token"] });
    api.ask("POST /v1/sessions/refresh", body).await
}

fn is_signed_out(answered: &Answered) -> bool {
    answered.status == StatusCode::UNAUTHORIZED
        && answered.body["code"] == "unauthorized"
        && answered.header("www-authenticate") == r#"Bearer realm="mercer", error="invalid_token""#
}

#[tokio::test]
async fn whoever_signs_in_is_known_until_they_sign_out() {
    let api = shop().await;
    let answered = api
        .ask("POST /v1/sessions", sign_in_body("kim", PASSWORD))
        .await;
    assert_eq!(answered.header("cache-control"), "no-store");
    assert_eq!(answered.header("location"), "/v1/sessions/1");
    let tokens = answered.body;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 900);
    let here = with_token(&api, "GET /v1/sessions", &tokens).await;
    assert_eq!(here.body["items"][0]["id"], 1);
    assert_eq!(here.body["items"][0]["current"], true);
    let out = with_token(&api, "DELETE /v1/sessions/current", &tokens).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let after = with_token(&api, "GET /v1/sessions", &tokens).await;
    assert!(is_signed_out(&after), "{after:?}");
    // What anybody may see, somebody with a token that is over may not: they believe to be known.
    let open = with_token(&api, "GET /v1/products", &tokens).await;
    assert!(is_signed_out(&open), "{open:?}");
    assert_eq!(
        refresh(&api, &tokens).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn somebody_does_what_their_role_may_and_history_names_them() {
    let api = shop().await;
    let clerk = sign_in(&api, "kim").await;
    let refused = with_token(&api, "GET /v1/api-keys", &clerk).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    let owner = sign_in(&api, "olga").await;
    let list = with_token(&api, "GET /v1/api-keys", &owner).await;
    assert_eq!(list.status, StatusCode::OK, "{list:?}");
    let nobody = api.ask("GET /v1/api-keys", Value::Null).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        nobody.header("www-authenticate"),
        r#"Bearer realm="mercer""#
    );
}

#[tokio::test]
async fn who_is_not_known_learns_nothing_of_accounts() {
    let api = shop().await;
    let kim = staff::find_by_username(&api.store, "kim")
        .await
        .unwrap()
        .unwrap();
    staff::deactivate(&api.store, kim.id, None).await.unwrap();
    let mut bodies = Vec::new();
    for (name, password) in [
        ("olga", "wrong horse"),
        ("nobody", PASSWORD),
        ("kim", PASSWORD),
        ("no such name at all", PASSWORD),
    ] {
        let refused = api
            .ask("POST /v1/sessions", sign_in_body(name, password))
            .await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{refused:?}");
        bodies.push(refused.body);
    }
    let body = json!({ "kind": "customer", "email": "olga@example.org", "password": PASSWORD });
    bodies.push(api.ask("POST /v1/sessions", body).await.body);
    assert_eq!(bodies[0]["code"], "wrong_sign_in");
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
}

#[tokio::test]
async fn an_email_address_does_as_well_as_a_user_name_and_one_is_needed() {
    let api = shop().await;
    let body = json!({ "kind": "staff", "email": "KIM@example.org", "password": PASSWORD });
    let answered = api.ask("POST /v1/sessions", body).await;
    assert_eq!(answered.status, StatusCode::CREATED, "{answered:?}");
    let body = json!({ "kind": "staff", "password": PASSWORD });
    let refused = api.ask("POST /v1/sessions", body).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/username");
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_a_second_use_ends_the_session() {
    let api = shop().await;
    let first = sign_in(&api, "kim").await;
    let second = refresh(&api, &first).await;
    assert_eq!(second.status, StatusCode::OK, "{second:?}");
    let second = second.body;
    assert_eq!(second["session_id"], first["session_id"]);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    let known = with_token(&api, "GET /v1/sessions", &second).await;
    assert_eq!(known.status, StatusCode::OK);
    let stolen = refresh(&api, &first).await;
    assert_eq!(stolen.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stolen.body["code"], "wrong_refresh_token");
    let after = with_token(&api, "GET /v1/sessions", &second).await;
    assert!(is_signed_out(&after));
    // The three kinds of wrong tokens are told alike.
    let over = refresh(&api, &second).await;
    let unknown = refresh(&api, &json!({ "refresh_token": "a.b" })).await;
    assert_eq!(over.body, stolen.body);
    assert_eq!(unknown.body, stolen.body);
}

#[tokio::test]
async fn another_password_or_being_switched_off_ends_sessions_at_the_next_request() {
    let api = shop().await;
    let kim = staff::find_by_username(&api.store, "kim")
        .await
        .unwrap()
        .unwrap();
    let tokens = sign_in(&api, "kim").await;
    let other = Password::parse("another horse").unwrap();
    staff::set_password(&api.store, kim.id, other, None)
        .await
        .unwrap();
    assert!(is_signed_out(
        &with_token(&api, "GET /v1/sessions", &tokens).await
    ));

    let olga = user(&api, "vera", Role::Viewer).await;
    let tokens = sign_in(&api, "vera").await;
    staff::deactivate(&api.store, olga.id, None).await.unwrap();
    assert!(is_signed_out(
        &with_token(&api, "GET /v1/sessions", &tokens).await
    ));
    let refused = refresh(&api, &tokens).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn somebody_ends_sessions_of_their_own_and_of_nobody_else() {
    let api = shop().await;
    let (here, there) = (sign_in(&api, "kim").await, sign_in(&api, "kim").await);
    let olga = sign_in(&api, "olga").await;
    let elsewhere = format!("DELETE /v1/sessions/{}", there["session_id"]);
    let refused = with_token(&api, &elsewhere, &olga).await;
    let nothing = with_token(&api, "DELETE /v1/sessions/999", &olga).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let ended = with_token(&api, &elsewhere, &here).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert!(is_signed_out(
        &with_token(&api, "GET /v1/sessions", &there).await
    ));
    let open = with_token(&api, "GET /v1/sessions", &here).await;
    assert_eq!(open.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_account_is_tried_ten_times_and_whoever_is_right_begins_anew() {
    let api = shop().await;
    for _ in 0..9 {
        let refused = api
            .ask("POST /v1/sessions", sign_in_body("kim", "wrong horse"))
            .await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    }
    sign_in(&api, "kim").await;
    for _ in 0..10 {
        api.ask("POST /v1/sessions", sign_in_body("KIM", "wrong horse"))
            .await;
    }
    let refused = api
        .ask("POST /v1/sessions", sign_in_body("kim", PASSWORD))
        .await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{refused:?}");
    assert_eq!(refused.body["code"], "too_many_requests");
    assert_eq!(refused.header("retry-after"), "900");
    sign_in(&api, "olga").await;
}

#[tokio::test]
async fn secrets_are_not_recorded_so_that_a_key_is_refused() {
    let api = shop().await;
    let keyed = [("idempotency-key", "one")];
    for (request, body) in [
        ("POST /v1/sessions", sign_in_body("kim", PASSWORD)),
        (
            "POST /v1/sessions/refresh",
            json!({ "refresh_token": "a.b" }),
        ),
    ] {
        let refused = api.send(request, &keyed, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["code"], "idempotency_key_refused");
        assert_eq!(refused.body["errors"][0]["header"], "Idempotency-Key");
    }
}

#[tokio::test]
async fn credentials_that_are_none_are_refused_on_open_routes_too() {
    let api = shop().await;
    for wrong in [
        "Bearer nonsense",
        "Bearer mercer_0123456789abcdef_nonsense",
        "Bearer",
        "Bearer a b",
        "Basic b2xnYTpwYXNzd29yZA==",
        "",
    ] {
        let headers = [("authorization", wrong)];
        let refused = api.send("GET /v1/products", &headers, &Value::Null).await;
        assert!(is_signed_out(&refused), "{wrong:?}: {refused:?}");
    }
    let twice = [("authorization", "Bearer a"), ("authorization", "Bearer b")];
    let refused = api.send("GET /v1/products", &twice, &Value::Null).await;
    assert!(is_signed_out(&refused));
}

/// A wrong password of somebody, and one of nobody: as many statements, and the hashing, which takes
/// nearly all of the time, both times. Without it the second would be more than ten times as quick;
/// that other tests run beside this one makes less of a difference.
#[tokio::test]
async fn signing_in_takes_as_long_for_a_name_that_nobody_has() {
    let api = shop().await;
    let mut quickest = [Duration::MAX; 2];
    let mut statements = [0; 2];
    for _ in 0..3 {
        for (which, name) in ["kim", "nobody"].into_iter().enumerate() {
            let before = api.store.database().statements().unwrap();
            let began = Instant::now();
            let body = sign_in_body(name, "wrong horse");
            let refused = api.ask("POST /v1/sessions", body).await;
            quickest[which] = quickest[which].min(began.elapsed());
            statements[which] += api.store.database().statements().unwrap() - before;
            assert_eq!(refused.body["code"], "wrong_sign_in", "{refused:?}");
        }
    }
    assert_eq!(statements[0], statements[1]);
    let [known, unknown] = quickest.map(|time| time.as_secs_f64());
    let ratio = unknown / known;
    assert!((0.1..10.0).contains(&ratio), "{quickest:?}");
}
