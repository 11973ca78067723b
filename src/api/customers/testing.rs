//! Customers for the tests of handlers.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::testing::TestApi;

/// A customer as they register.
pub(in crate::api) fn newcomer(username: &str) -> Value {
    json!({
        "username": username,
        "email": format!("{username}@example.com"),
        "password": "correct horse",
        "first_name": "Given",
        "last_name": format!("Family of {username}"),
        "addresses": [{ "address": house("1 High Street"), "label": "home" }],
    })
}

/// An address.
pub(in crate::api) fn house(line1: &str) -> Value {
    json!({ "line1": line1, "city": "London", "country": "GB", "zip_code": "N1 9GU" })
}

/// Records a customer; the first has the id 1, and the first address too.
pub(in crate::api) async fn register(api: &TestApi, username: &str) {
    let created = api.ask("POST /v1/customers", newcomer(username)).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
}
