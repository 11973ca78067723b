//! Facts about `/v1/audit-log`.

use axum::http::StatusCode;
use mercer_store::audit;
use serde_json::{Value, json};

use crate::api::principal::Principal;
use crate::api::testing::{TestApi, owner};

async fn with_acts() -> TestApi {
    let mut api = TestApi::new().await;
    for name in ["Olga's", "Olga and Son"] {
        let set = api
            .ask("PUT /v1/settings/store.name", json!({ "value": name }))
            .await;
        assert_eq!(set.status, StatusCode::OK);
    }
    let mut otto = owner();
    if let Principal::User { username, .. } = &mut otto {
        "otto".clone_into(username);
    }
    api.act_as(otto);
    let reset = api.ask("DELETE /v1/settings/store.name", Value::Null).await;
    assert_eq!(reset.status, StatusCode::OK);
    api
}

#[tokio::test]
async fn the_log_is_read_newest_first_and_narrowed() {
    let mut api = with_acts().await;
    api.tell("GET /v1/audit-log?limit=1", &[], Value::Null)
        .await;
    api.tell("GET /v1/audit-log/1", &[], Value::Null).await;
    api.tell("GET /v1/audit-log/99", &[], Value::Null).await;
    api.tell("GET /v1/audit-log?until=noon", &[], Value::Null)
        .await;
    api.tell("GET /v1/audit-log?who=otto", &[], Value::Null)
        .await;
    api.check("audit");

    let ids = |query: &str| {
        let request = format!("GET /v1/audit-log?{query}");
        let api = &api;
        async move {
            let page = api.ask(&request, Value::Null).await;
            let items = page.body["items"].as_array().cloned().unwrap_or_default();
            items
                .iter()
                .map(|item| item["id"].as_i64())
                .collect::<Option<Vec<_>>>()
        }
    };
    assert_eq!(ids("").await, Some(vec![3, 2, 1]));
    assert_eq!(ids("actor=otto").await, Some(vec![3]));
    assert_eq!(ids("action=settings.set").await, Some(vec![2, 1]));
    assert_eq!(ids("action=settings.set&sort=id").await, Some(vec![1, 2]));
    assert_eq!(
        ids("subject=setting%20store.name").await,
        Some(vec![3, 2, 1])
    );
    assert_eq!(ids("order_id=1").await, Some(vec![]));
    assert_eq!(ids("from=2026-03-01T12:00:00Z").await, Some(vec![3, 2, 1]));
    assert_eq!(ids("until=2026-03-01T12:00:00Z").await, Some(vec![]));
}

#[tokio::test]
async fn the_chain_is_proved_and_a_noted_hash_looked_for() {
    let api = with_acts().await;
    audit::seal(&api.store).await.expect("it is sealed");
    let verify = |query: String| {
        let api = &api;
        async move {
            let request = format!("GET /v1/audit-log/verification{query}");
            let chain = api.ask(&request, Value::Null).await;
            assert_eq!(chain.status, StatusCode::OK, "{chain:?}");
            chain.body
        }
    };
    let chain = verify(String::new()).await;
    assert_eq!(
        (&chain["whole"], &chain["sealed"]),
        (&json!(true), &json!(3))
    );
    let hash = chain["head"]["hash"].as_str().expect("a hash");
    assert_eq!(verify(format!("?noted={hash}")).await["whole"], true);
    let other = verify("?noted=0123".to_owned()).await;
    assert_eq!(other["whole"], false);
    assert_eq!(other["findings"], json!(["no seal has the noted hash"]));
}
