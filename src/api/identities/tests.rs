//! Facts about accounts at outside providers.

use axum::http::StatusCode;
use mercer_store::identities::{self, Claims};
use mercer_store::sessions::Subject;
use serde_json::{Value, json};

use crate::api::customers::testing::register;
use crate::api::testing::{TestApi, customer, machine};

/// A shop with two customers, each with an account at a provider.
async fn shop() -> TestApi {
    let api = TestApi::new().await;
    for (id, username) in [(1, "ada"), (2, "bob")] {
        register(&api, username).await;
        let claims = Claims {
            issuer: "https://accounts.example".to_owned(),
            subject: format!("p-{username}"),
            email: None,
            email_verified: false,
            given_name: None,
            family_name: None,
        };
        let linked = identities::link(&api.store, Subject::Customer(id), claims).await;
        linked.expect("it is linked");
    }
    api
}

#[tokio::test]
async fn everybody_sees_and_removes_their_own_links() {
    let mut api = shop().await;
    api.act_as(customer(1));
    let mine = api.ask("GET /v1/identities", Value::Null).await;
    let told = json!([{
        "id": 1, "issuer": "https://accounts.example", "external_id": "p-ada",
        "created_at": "2026-03-01T12:00:00Z", "last_sign_in_at": null,
    }]);
    assert_eq!(mine.body["items"], told, "{mine:?}");
    let theirs = api.ask("DELETE /v1/identities/2", Value::Null).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let gone = api.ask("DELETE /v1/identities/1", Value::Null).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
    let mine = api.ask("GET /v1/identities", Value::Null).await;
    assert_eq!(mine.body["items"], json!([]));
    api.act_as(customer(2));
    let theirs = api.ask("GET /v1/identities", Value::Null).await;
    assert_eq!(theirs.body["items"][0]["external_id"], "p-bob");
}

#[tokio::test]
async fn a_program_has_none() {
    let mut api = shop().await;
    api.act_as(machine(&[]));
    let refused = api.ask("GET /v1/identities", Value::Null).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
