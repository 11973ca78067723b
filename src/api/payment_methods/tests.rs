//! Facts about `/v1/payment-methods`.

use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::customers::testing::register;
use crate::api::testing::{TestApi, customer, owner, staff};

const ADAS: &str = "/v1/customers/1/payment-methods";

fn card() -> Value {
    json!({
        "kind": "card", "provider": "simulator", "token": "tok_secret", "brand": "Visa",
        "last4": "4242", "expiry_month": 12, "expiry_year": 2027, "label": "everyday",
    })
}

#[tokio::test]
async fn the_life_of_a_payment_method() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    api.act_as(customer(1));
    api.tell(&format!("POST {ADAS}"), &[], card()).await;
    api.tell(&format!("POST {ADAS}"), &[], card()).await;
    let paypal = json!({
        "kind": "paypal", "provider": "simulator", "token": "tok_2", "email": "Ada@Example.com",
        "is_default": true,
    });
    api.tell(&format!("POST {ADAS}"), &[], paypal).await;
    api.tell(&format!("POST {ADAS}"), &[], json!({ "kind": "cash" }))
        .await;
    let numbered = json!({ "kind": "cash", "label": "4111 1111 1111 1111" });
    api.tell(&format!("POST {ADAS}"), &[], numbered).await;
    api.tell(
        &format!("POST {ADAS}"),
        &[],
        json!({ "kind": "cash", "cvv": "123" }),
    )
    .await;
    api.tell(&format!("POST {ADAS}"), &[], json!({ "kind": "card" }))
        .await;
    api.tell(&format!("POST {ADAS}"), &[], json!({ "kind": "cheque" }))
        .await;
    api.tell(
        &format!("GET {ADAS}?fields=id,kind,is_default"),
        &[],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/payment-methods/1", &[], Value::Null)
        .await;
    let default = "POST /v1/payment-methods/1/default";
    api.tell(default, &[("if-match", "\"9\"")], Value::Null)
        .await;
    api.tell(default, &[("if-match", "\"1\"")], Value::Null)
        .await;
    api.tell(
        "DELETE /v1/payment-methods/1",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/payment-methods/1",
        &[("if-match", "\"2\"")],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/payment-methods/1", &[], Value::Null)
        .await;
    api.check("payment_methods");
}

#[tokio::test]
async fn the_methods_of_others_answer_like_those_that_are_not_there() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    api.ask(&format!("POST {ADAS}"), card()).await;
    api.act_as(customer(2));
    for (method, path) in [
        ("GET", "/v1/payment-methods/{}"),
        ("DELETE", "/v1/payment-methods/{}"),
        ("POST", "/v1/payment-methods/{}/default"),
    ] {
        let of = |id: &str| format!("{method} {}", path.replace("{}", id));
        let theirs = api.ask(&of("1"), Value::Null).await;
        let nothing = api.ask(&of("9"), Value::Null).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{method} {path}");
        let (theirs, nothing) = (theirs.body.to_string(), nothing.body.to_string());
        assert_eq!(theirs.replace('1', "9"), nothing, "{method} {path}");
    }
    for (method, body) in [("GET", Value::Null), ("POST", card())] {
        let theirs = api.ask(&format!("{method} {ADAS}"), body).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{method}");
    }
    api.act_as(owner());
    let list = api.ask(&format!("GET {ADAS}"), Value::Null).await;
    assert_eq!(list.body["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn no_answer_holds_a_token() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    for (request, body) in [
        (format!("POST {ADAS}"), card()),
        (format!("GET {ADAS}"), Value::Null),
        ("GET /v1/payment-methods/1".to_owned(), Value::Null),
        (
            "GET /v1/customers/1?expand=payment_methods".to_owned(),
            Value::Null,
        ),
        ("GET /v1/audit-log".to_owned(), Value::Null),
    ] {
        let answered = api.ask(&request, body).await;
        assert!(answered.status.is_success(), "{answered:?}");
        assert!(
            !answered.body.to_string().contains("tok_secret"),
            "{request}"
        );
    }
    api.act_as(staff(Role::Viewer));
    let refused = api.ask(&format!("POST {ADAS}"), card()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_unknown_customer_has_no_methods_and_gets_none() {
    let api = TestApi::new().await;
    let list = api.ask(&format!("GET {ADAS}"), Value::Null).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
    let add = api.ask(&format!("POST {ADAS}"), card()).await;
    assert_eq!(add.status, StatusCode::NOT_FOUND, "{add:?}");
}
