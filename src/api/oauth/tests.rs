//! Facts about OAuth: each grant from its beginning to its end.
#![allow(clippy::unwrap_used)]

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use mercer_store::password::Password;
use mercer_store::staff::{self, CreateUser, Role};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::api::testing::{Answered, TestApi, owner};

const PASSWORD: &str = "correct horse";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const REDIRECT: &str = "https://books.test/back?from=mercer";

/// A shop with a clerk and a client, asked by whoever has credentials.
async fn shop(kind: &str, scopes: &[&str]) -> (TestApi, Value) {
    let mut api = TestApi::new().await;
    let clerk = CreateUser {
        username: "kim".to_owned(),
        email: None,
        password: Password::parse(PASSWORD).unwrap(),
        first_name: "Kim".to_owned(),
        last_name: "Kay".to_owned(),
        role: Role::Clerk,
    };
    staff::create(&api.store, clerk).await.unwrap();
    let body = json!({
        "name": "books <b>", "kind": kind, "redirect_uris": [REDIRECT], "scopes": scopes,
    });
    let created = api.ask("POST /v1/oauth-clients", body).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    api.act_by_credentials();
    (api, created.body)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn basic(client: &Value) -> String {
    let pair = format!(
        "{}:{}",
        text(client, "client_id"),
        text(client, "client_secret")
    );
    format!("Basic {}", STANDARD.encode(pair))
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

async fn token(api: &TestApi, client: &Value, pairs: &[(&str, &str)]) -> Answered {
    let headers = [("authorization", basic(client))];
    api.send_form("POST /oauth/token", &headers, &form(pairs))
        .await
}

async fn with_token(api: &TestApi, request: &str, token: &str) -> Answered {
    let bearer = format!("Bearer {token}");
    api.send(request, &[("authorization", &bearer)], &Value::Null)
        .await
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()))
}

fn asked(client: &Value) -> Vec<(String, String)> {
    [
        ("response_type", "code"),
        ("client_id", text(client, "client_id")),
        ("redirect_uri", REDIRECT),
        ("state", "a&b"),
        ("code_challenge", &challenge()),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

fn query(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// Looks at the page; what the browser keeps of it.
async fn page(api: &TestApi, asked: &[(String, String)]) -> (Answered, String) {
    let shown = api
        .send_form(&format!("GET /oauth/authorize?{}", query(asked)), &[], "")
        .await;
    let cookie = shown
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    (shown, cookie)
}

async fn decide(api: &TestApi, client: &Value, decision: &str, password: &str) -> Answered {
    let asked = asked(client);
    let (_, cookie) = page(api, &asked).await;
    let csrf = cookie.split_once('=').unwrap().1.to_owned();
    let mut pairs = asked;
    for (name, value) in [
        ("csrf", csrf.as_str()),
        ("kind", "staff"),
        ("username", "kim"),
        ("password", password),
        ("decision", decision),
    ] {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    api.send_form(
        "POST /oauth/authorize",
        &[("cookie", cookie)],
        &query(&pairs),
    )
    .await
}

fn parameter(location: &str, name: &str) -> Option<String> {
    let query = location.split_once("from=mercer&")?.1;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn a_program_gets_a_token_for_itself_and_loses_it_when_it_is_switched_off() {
    let (mut api, client) = shop("confidential", &["orders.read", "staff.manage"]).await;
    let given = token(&api, &client, &[("grant_type", "client_credentials")]).await;
    assert_eq!(given.status, StatusCode::OK, "{given:?}");
    assert_eq!(given.header("cache-control"), "no-store");
    assert_eq!(given.body["scope"], "orders.read staff.manage");
    assert!(given.body.get("refresh_token").is_none());
    let access = text(&given.body, "access_token").to_owned();
    let allowed = with_token(&api, "GET /v1/api-keys", &access).await;
    assert_eq!(allowed.status, StatusCode::OK, "{allowed:?}");

    let narrow = [
        ("grant_type", "client_credentials"),
        ("scope", "orders.read"),
    ];
    let narrow = token(&api, &client, &narrow).await.body;
    let refused = with_token(&api, "GET /v1/api-keys", text(&narrow, "access_token")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    api.act_as(owner());
    let off = api
        .ask("PATCH /v1/oauth-clients/1", json!({ "active": false }))
        .await;
    assert_eq!(off.status, StatusCode::OK, "{off:?}");
    api.act_by_credentials();
    let refused = with_token(&api, "GET /v1/api-keys", &access).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_the_words_of_the_standard() {
    let (api, client) = shop("confidential", &["orders.read"]).await;
    for (pairs, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (
            vec![("grant_type", "client_credentials"), ("scope", "moon")],
            "invalid_scope",
        ),
        (
            vec![
                ("grant_type", "client_credentials"),
                ("scope", "staff.manage"),
            ],
            "invalid_scope",
        ),
        (
            vec![("grant_type", "refresh_token"), ("refresh_token", "a.b")],
            "invalid_grant",
        ),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
    ] {
        let refused = token(&api, &client, &pairs).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
        assert_eq!(refused.body["error"], error, "{refused:?}");
    }
    let other = json!({ "client_id": client["client_id"], "client_secret": "wrong" });
    let refused = token(&api, &other, &[("grant_type", "client_credentials")]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.body["error"], "invalid_client");
    assert_eq!(refused.header("www-authenticate"), "Basic realm=\"mercer\"");
}

#[tokio::test]
async fn a_client_acts_for_who_allowed_it_within_its_scopes_until_it_gives_that_back() {
    let (api, client) = shop("confidential", &["orders.read"]).await;
    let (shown, _) = page(&api, &asked(&client)).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        shown
            .header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    let html = shown.body.as_str().unwrap();
    assert!(
        html.contains("books &lt;b&gt;") && !html.contains("<b>"),
        "{html}"
    );

    let back = decide(&api, &client, "allow", PASSWORD).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{back:?}");
    let location = back.header("location").to_owned();
    assert!(location.starts_with(REDIRECT));
    assert_eq!(parameter(&location, "state").as_deref(), Some("a&b"));
    assert_eq!(
        parameter(&location, "iss").as_deref(),
        Some("https://shop.test")
    );
    let code = parameter(&location, "code").unwrap();
    let redeem = |verifier| {
        [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier),
        ]
    };
    let other = "x".repeat(43);
    let wrong = token(&api, &client, &redeem(&other)).await;
    assert_eq!(wrong.body["error"], "invalid_grant", "{wrong:?}");
    let given = token(&api, &client, &redeem(VERIFIER)).await;
    assert_eq!(given.status, StatusCode::OK, "{given:?}");
    let access = text(&given.body, "access_token").to_owned();
    let read = with_token(&api, "GET /v1/orders/1", &access).await;
    assert_eq!(read.status, StatusCode::NOT_FOUND, "a clerk reads orders");
    // A clerk may place orders; the client may not.
    let bearer = format!("Bearer {access}");
    let order = json!({ "customer_id": 1, "lines": [{ "product_id": 1, "quantity": 1 }] });
    let refused = api
        .send("POST /v1/orders", &[("authorization", &bearer)], &order)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    let refused = with_token(&api, "GET /v1/sessions", &access).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");

    let refresh = text(&given.body, "refresh_token").to_owned();
    let next = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.as_str()),
    ];
    let next = token(&api, &client, &next).await;
    assert_eq!(next.status, StatusCode::OK, "{next:?}");
    let refresh = text(&next.body, "refresh_token").to_owned();
    let headers = [("authorization", basic(&client))];
    let revoked = api
        .send_form(
            "POST /oauth/revoke",
            &headers,
            &form(&[("token", &refresh)]),
        )
        .await;
    assert_eq!(revoked.status, StatusCode::OK, "{revoked:?}");
    let over = with_token(&api, "GET /v1/orders/1", &access).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_code_that_comes_twice_ends_what_it_gave() {
    let (api, client) = shop("public", &["orders.read"]).await;
    let back = decide(&api, &client, "allow", PASSWORD).await;
    let code = parameter(back.header("location"), "code").unwrap();
    let pairs = form(&[
        ("grant_type", "authorization_code"),
        ("client_id", text(&client, "client_id")),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ]);
    let given = api.send_form("POST /oauth/token", &[], &pairs).await;
    assert_eq!(given.status, StatusCode::OK, "{given:?}");
    let again = api.send_form("POST /oauth/token", &[], &pairs).await;
    assert_eq!(again.body["error"], "invalid_grant");
    let over = with_token(&api, "GET /v1/orders/1", text(&given.body, "access_token")).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_is_sent_to_where_no_client_is_and_the_client_is_told_the_rest() {
    let (api, client) = shop("public", &["orders.read"]).await;
    for (name, value) in [
        ("client_id", "other"),
        ("redirect_uri", "https://evil.test/back"),
        ("redirect_uri", "https://books.test/back"),
    ] {
        let mut other = asked(&client);
        other.retain(|(key, _)| key != name);
        other.push((name.to_owned(), value.to_owned()));
        let (refused, _) = page(&api, &other).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name} {value}");
    }
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("scope", "staff.manage", "invalid_scope"),
    ] {
        let mut other = asked(&client);
        other.retain(|(key, _)| key != name);
        other.push((name.to_owned(), value.to_owned()));
        let (back, _) = page(&api, &other).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{name} {value}");
        let location = back.header("location");
        assert_eq!(parameter(location, "error").as_deref(), Some(error));
        assert_eq!(parameter(location, "state").as_deref(), Some("a&b"));
    }
    let denied = decide(&api, &client, "deny", PASSWORD).await;
    let error = parameter(denied.header("location"), "error");
    assert_eq!(error.as_deref(), Some("access_denied"));
    let wrong = decide(&api, &client, "allow", "wrong horse").await;
    assert_eq!(wrong.status, StatusCode::OK, "the page again");
}

#[tokio::test]
async fn a_form_that_another_page_sends_is_not_taken() {
    let (api, client) = shop("public", &["orders.read"]).await;
    let mut pairs = asked(&client);
    for (name, value) in [
        ("csrf", "guessed"),
        ("kind", "staff"),
        ("username", "kim"),
        ("password", PASSWORD),
        ("decision", "allow"),
    ] {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    for cookie in [None, Some("mercer_authorize=other".to_owned())] {
        let headers: Vec<_> = cookie
            .into_iter()
            .map(|cookie| ("cookie", cookie))
            .collect();
        let again = api
            .send_form("POST /oauth/authorize", &headers, &query(&pairs))
            .await;
        assert_eq!(again.status, StatusCode::OK, "the page again: {again:?}");
        assert_eq!(again.header("location"), "");
    }
}

#[tokio::test]
async fn clients_find_out_where_things_are_and_whose_keys_sign() {
    let (api, _) = shop("public", &["orders.read"]).await;
    let found = api
        .ask("GET /.well-known/oauth-authorization-server", Value::Null)
        .await;
    assert_eq!(found.body["issuer"], "https://shop.test");
    assert_eq!(
        found.body["token_endpoint"],
        "https://shop.test/oauth/token"
    );
    let keys = api.ask("GET /.well-known/jwks.json", Value::Null).await;
    let id = api.authentication().keys().newest().id().to_owned();
    assert_eq!(keys.body["keys"][0]["kid"], id);
    assert_eq!(keys.body["keys"][0]["kty"], "OKP");
}
