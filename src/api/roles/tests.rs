//! Facts about `/v1/roles`.

use axum::http::StatusCode;
use mercer_store::staff::{Permission, Role};
use serde_json::{Value, json};

use crate::api::testing::TestApi;

#[tokio::test]
async fn the_roles_tell_the_one_table_of_permissions() {
    let mut api = TestApi::new().await;
    let page = api.tell("GET /v1/roles", &[], Value::Null).await;
    api.tell("GET /v1/roles/clerk", &[], Value::Null).await;
    api.tell("GET /v1/roles/king", &[], Value::Null).await;
    api.tell("GET /v1/roles?colour=red", &[], Value::Null).await;
    api.check("roles");

    let roles = page.body["items"].as_array().expect("roles");
    let names: Vec<_> = roles.iter().map(|role| role["name"].clone()).collect();
    assert_eq!(json!(names), json!(Role::WORDS));
    for told in roles {
        let role: Role = told["name"]
            .as_str()
            .expect("a name")
            .parse()
            .expect("a role");
        for word in Permission::WORDS {
            let permission: Permission = word.parse().expect("a permission");
            let is_told = told["permissions"]
                .as_array()
                .expect("a list")
                .contains(&json!(word));
            assert_eq!(is_told, role.may(permission), "{role} {word}");
        }
    }
}

#[tokio::test]
async fn fields_narrow_a_role() {
    let api = TestApi::new().await;
    let role = api
        .ask("GET /v1/roles/viewer?fields=name", Value::Null)
        .await;
    assert_eq!(
        (role.status, role.body),
        (StatusCode::OK, json!({ "name": "viewer" }))
    );
}
