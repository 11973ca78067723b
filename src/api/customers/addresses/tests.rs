//! Facts about `/v1/customers/{id}/addresses`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::customers::testing::{house, register};
use crate::api::testing::{TestApi, customer, owner};

const BOOK: &str = "/v1/customers/1/addresses";

fn work() -> Value {
    json!({ "address": house("2 Side Street"), "label": "work" })
}

#[tokio::test]
async fn the_life_of_a_book() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    api.act_as(customer(1));
    api.tell(&format!("POST {BOOK}"), &[], work()).await;
    let nowhere = json!({ "address": { "line1": " ", "city": "London", "country": "GB" } });
    api.tell(&format!("POST {BOOK}"), &[], nowhere).await;
    api.tell(&format!("GET {BOOK}?limit=1"), &[], Value::Null)
        .await;
    let entry = api.tell(&format!("GET {BOOK}/2"), &[], Value::Null).await;
    let read = entry.header("etag").to_owned();
    let edit = json!({ "label": null, "default_shipping": true });
    api.tell(
        &format!("PATCH {BOOK}/2"),
        &[("if-match", &read)],
        edit.clone(),
    )
    .await;
    api.tell(&format!("PATCH {BOOK}/2"), &[("if-match", &read)], edit)
        .await;
    api.tell(
        &format!("PATCH {BOOK}/2"),
        &[],
        json!({ "default_shipping": false }),
    )
    .await;
    api.tell(
        &format!("PATCH {BOOK}/2"),
        &[],
        json!({ "line1": "elsewhere" }),
    )
    .await;
    let whole = json!({ "default_shipping": true, "default_billing": false });
    api.tell(&format!("PUT {BOOK}/2"), &[], whole).await;
    api.tell(&format!("PUT {BOOK}/2"), &[], json!({ "label": "work" }))
        .await;
    api.tell(
        &format!("DELETE {BOOK}/2"),
        &[("if-match", &read)],
        Value::Null,
    )
    .await;
    api.tell(&format!("DELETE {BOOK}/2"), &[], Value::Null)
        .await;
    api.tell(&format!("GET {BOOK}/2"), &[], Value::Null).await;
    api.tell(&format!("DELETE {BOOK}/1"), &[], Value::Null)
        .await;
    api.check("customer_addresses");
}

#[tokio::test]
async fn the_etag_of_an_entry_tells_of_the_address_and_of_a_default_that_moved() {
    let api = TestApi::new().await;
    register(&api, "ada").await;
    api.ask(&format!("POST {BOOK}"), work()).await;
    let tag = || async {
        let entry = api.ask(&format!("GET {BOOK}/1"), Value::Null).await;
        entry.header("etag").to_owned()
    };
    let first = tag().await;
    assert_eq!(first, tag().await);
    api.ask("PATCH /v1/addresses/1", json!({ "city": "Leeds" }))
        .await;
    let second = tag().await;
    assert_ne!(first, second);
    let default = json!({ "default_billing": true });
    api.ask(&format!("PATCH {BOOK}/2"), default).await;
    assert_ne!(second, tag().await);
    let known = [("if-none-match", second.as_str())];
    let stale = api
        .send(&format!("GET {BOOK}/1"), &known, &Value::Null)
        .await;
    assert_eq!(stale.status, StatusCode::OK);
}

#[tokio::test]
async fn staff_link_an_address_that_others_have_and_customers_do_not() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    let link = json!({ "label": "mum", "default_shipping": false, "default_billing": false });
    api.act_as(customer(1));
    let theirs = api.ask(&format!("PUT {BOOK}/2"), link.clone()).await;
    let nothing = api.ask(&format!("PUT {BOOK}/9"), link.clone()).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let (theirs, nothing) = (theirs.body.to_string(), nothing.body.to_string());
    assert_eq!(theirs.replace('2', "9"), nothing);
    api.act_as(owner());
    let linked = api.ask(&format!("PUT {BOOK}/2"), link.clone()).await;
    assert_eq!(
        (linked.status, &linked.body["label"]),
        (StatusCode::OK, &json!("mum"))
    );
    for path in ["/v1/customers/9/addresses/2", "/v1/customers/1/addresses/9"] {
        let missing = api.ask(&format!("PUT {path}"), link.clone()).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{missing:?}");
    }
    // Taken out of one book, it stays in the other.
    let removed = api
        .ask("DELETE /v1/customers/2/addresses/2", Value::Null)
        .await;
    assert_eq!(removed.body["code"], "last_address");
    let removed = api.ask(&format!("DELETE {BOOK}/2"), Value::Null).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    let kept = api.ask("GET /v1/addresses/2", Value::Null).await;
    assert_eq!(kept.status, StatusCode::OK);
}

#[tokio::test]
async fn the_book_of_somebody_else_is_not_there() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    api.act_as(customer(2));
    let label = json!({ "label": "mine" });
    let whole = json!({ "default_shipping": true, "default_billing": true });
    for (request, body) in [
        (format!("GET {BOOK}"), Value::Null),
        (format!("POST {BOOK}"), work()),
        (format!("GET {BOOK}/1"), Value::Null),
        (format!("PATCH {BOOK}/1"), label.clone()),
        (format!("PUT {BOOK}/1"), whole.clone()),
        (format!("DELETE {BOOK}/1"), Value::Null),
        // Their address named in one's own book.
        ("GET /v1/customers/2/addresses/1".to_owned(), Value::Null),
        ("PATCH /v1/customers/2/addresses/1".to_owned(), label),
        ("PUT /v1/customers/2/addresses/1".to_owned(), whole),
        ("DELETE /v1/customers/2/addresses/1".to_owned(), Value::Null),
    ] {
        let refused = api.ask(&request, body).await;
        assert_eq!(
            refused.status,
            StatusCode::NOT_FOUND,
            "{request}: {refused:?}"
        );
        assert_eq!(refused.body["code"], "not_found", "{request}");
    }
}
