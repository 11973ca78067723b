//! Facts about `/v1/settings`.

use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::testing::{TestApi, staff};

const NAME: &str = "/v1/settings/store.name";

#[tokio::test]
async fn the_life_of_a_setting() {
    let mut api = TestApi::new().await;
    api.tell(
        "GET /v1/settings?fields=name,value,is_default",
        &[],
        Value::Null,
    )
    .await;
    api.tell(&format!("GET {NAME}"), &[], Value::Null).await;
    let value = json!({ "value": "Olga's" });
    api.tell(
        &format!("PUT {NAME}"),
        &[("if-match", "\"0\"")],
        value.clone(),
    )
    .await;
    api.tell(&format!("PUT {NAME}"), &[("if-match", "\"0\"")], value)
        .await;
    api.tell(&format!("PUT {NAME}"), &[], json!({ "value": "  " }))
        .await;
    api.tell(&format!("PUT {NAME}"), &[], json!({ "value": 7 }))
        .await;
    api.tell(&format!("PUT {NAME}"), &[], json!({ "values": "Olga's" }))
        .await;
    let email = json!({ "value": "nobody" });
    api.tell("PUT /v1/settings/store.support_email", &[], email)
        .await;
    api.tell(
        &format!("DELETE {NAME}"),
        &[("if-match", "\"7\"")],
        Value::Null,
    )
    .await;
    api.tell(
        &format!("DELETE {NAME}"),
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/settings/store.nmae", &[], Value::Null)
        .await;
    api.tell("GET /v1/settings?cursor=1", &[], Value::Null)
        .await;
    api.check("settings");
}

#[tokio::test]
async fn a_manager_reads_settings_and_changes_none() {
    let mut api = TestApi::new().await;
    api.act_as(staff(Role::Manager));
    let read = api.ask(&format!("GET {NAME}"), Value::Null).await;
    assert_eq!(read.status, StatusCode::OK);
    let set = api
        .ask(&format!("PUT {NAME}"), json!({ "value": "Mine" }))
        .await;
    assert_eq!(set.status, StatusCode::FORBIDDEN);
}
