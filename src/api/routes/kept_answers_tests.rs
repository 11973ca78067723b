//! What visitors are answered again, and when not.

use axum::http::StatusCode;
use mercer_store::api_keys::{self, CreateApiKey};
use mercer_store::products::{self, UpdateProduct};
use mercer_store::staff::Permission;
use serde_json::Value;

use crate::api::orders::tests::shop;
use crate::api::testing::{Answered, TestApi};

const LIST: &str = "GET /v1/products?limit=1";

fn statements(api: &TestApi) -> u64 {
    api.store.database().statements().expect("it is embedded")
}

async fn visited(api: &TestApi, request: &str) -> Answered {
    let answered = api.ask(request, Value::Null).await;
    assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
    answered
}

async fn visitors() -> TestApi {
    let mut api = shop().await;
    api.act_by_credentials();
    api
}

#[tokio::test]
async fn while_nothing_is_committed_a_visitor_is_answered_without_a_statement() {
    let api = visitors().await;
    let first = visited(&api, LIST).await;
    let before = statements(&api);
    let again = visited(&api, LIST).await;
    assert_eq!(statements(&api), before);
    assert_eq!(again.body, first.body);
    for header in ["content-type", "link", "cache-control", "vary", "etag"] {
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
    assert!(!again.header("link").is_empty());
    // Another address is another answer.
    let other = visited(&api, "GET /v1/products?limit=2").await;
    assert_eq!(other.body["items"].as_array().map(Vec::len), Some(2));
    assert!(statements(&api) > before);
}

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    let api = visitors().await;
    let tag = visited(&api, "GET /v1/products/1").await;
    let known = [("if-none-match", tag.header("etag"))];
    let again = api.send("GET /v1/products/1", &known, &Value::Null).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.body, Value::Null);
}

#[tokio::test]
async fn the_next_answer_after_a_commit_is_of_the_new_state() {
    let api = visitors().await;
    for price in [1_301, 1_302, 1_303] {
        visited(&api, LIST).await;
        let change = UpdateProduct {
            price: Some(price),
            ..UpdateProduct::default()
        };
        let changed = products::update(&api.store, 1, change).await;
        changed.expect("it is set");
        let seen = visited(&api, LIST).await;
        assert_eq!(seen.body["items"][0]["price"]["amount"], price);
    }
}

#[tokio::test]
async fn a_commit_of_another_process_is_seen_as_well() {
    let api = visitors().await;
    let other = api.connection();
    for name in ["cup", "bowl", "jug"] {
        visited(&api, LIST).await;
        let changed = other.execute("UPDATE products SET name = ?1 WHERE id = 1", [name]);
        assert_eq!(changed.expect("it is written"), 1);
        let seen = visited(&api, LIST).await;
        assert_eq!(seen.body["items"][0]["name"], name);
    }
}

#[tokio::test]
async fn what_the_staff_see_is_not_what_visitors_are_given() {
    let api = visitors().await;
    let key = CreateApiKey {
        name: "till".to_owned(),
        scopes: vec![Permission::CatalogueRead],
        expires_at: None,
    };
    let key = api_keys::create(&api.store, key).await.expect("a key");
    let hidden = api.connection();
    let hidden = hidden.execute("UPDATE products SET active = FALSE WHERE id = 1", []);
    assert_eq!(hidden.expect("it is written"), 1);
    let bearer = format!("Bearer {}", key.secret.reveal());
    let first_id = |answered: &Answered| answered.body["items"][0]["id"].clone();
    for _ in 0..2 {
        let headers = [("authorization", bearer.as_str())];
        let staff = api.send(LIST, &headers, &Value::Null).await;
        assert_eq!(first_id(&staff), 1, "{staff:?}");
        assert_eq!(first_id(&visited(&api, LIST).await), 2);
    }
}

#[tokio::test]
async fn a_refusal_is_made_anew_each_time() {
    let api = visitors().await;
    let missing = "GET /v1/products/99";
    let first = api.ask(missing, Value::Null).await;
    let before = statements(&api);
    let again = api.ask(missing, Value::Null).await;
    assert_eq!(
        (first.status, again.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert!(statements(&api) > before);
}
