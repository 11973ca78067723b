//! Facts about `/v1/addresses` and `/v1/contacts`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::customers::testing::{house, register};
use crate::api::testing::{TestApi, customer};

fn of(customers: &Value) -> Value {
    let mut address = house("2 Side Street");
    address["customer_ids"] = customers.clone();
    address
}

#[tokio::test]
async fn the_life_of_an_address() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    api.tell("POST /v1/addresses", &[], of(&json!([1, 2])))
        .await;
    api.tell("POST /v1/addresses", &[], of(&json!([]))).await;
    api.tell("POST /v1/addresses", &[], of(&json!([1, 9])))
        .await;
    api.tell("POST /v1/addresses", &[], json!({ "customer_ids": [1] }))
        .await;
    api.tell("GET /v1/addresses/3", &[], Value::Null).await;
    let edit = json!({ "line2": "Flat 2", "zip_code": null });
    api.tell(
        "PATCH /v1/addresses/3",
        &[("if-match", "\"1\"")],
        edit.clone(),
    )
    .await;
    api.tell("PATCH /v1/addresses/3", &[("if-match", "\"1\"")], edit)
        .await;
    api.tell("PATCH /v1/addresses/3", &[], json!({ "city": null }))
        .await;
    api.tell("PATCH /v1/addresses/3", &[], json!({ "town": "Leeds" }))
        .await;
    api.tell("PUT /v1/addresses/3", &[], house("3 Back Lane"))
        .await;
    api.tell(
        "PUT /v1/addresses/3",
        &[],
        json!({ "line1": "3 Back Lane" }),
    )
    .await;
    let abroad = json!({ "line1": "1", "city": "Nowhere", "country": "XX" });
    api.tell("PUT /v1/addresses/3", &[], abroad).await;
    api.tell(
        "GET /v1/addresses?customer_id=2&fields=id,line1",
        &[],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/addresses/3",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/addresses/3",
        &[("if-match", "\"3\"")],
        Value::Null,
    )
    .await;
    api.tell("DELETE /v1/addresses/1", &[], Value::Null).await;
    api.tell("GET /v1/addresses/3", &[], Value::Null).await;
    api.check("addresses");
}

#[tokio::test]
async fn contacts_are_addresses_under_their_first_name() {
    let api = TestApi::new().await;
    register(&api, "ada").await;
    let created = api.ask("POST /v1/contacts", of(&json!([1]))).await;
    assert_eq!(created.status, StatusCode::CREATED);
    assert_eq!(created.header("location"), "/v1/contacts/2");
    for request in [
        "/v1/contacts/2",
        "/v1/contacts?sort=-id&limit=1",
        "/v1/contacts/9",
    ] {
        let contact = api.ask(&format!("GET {request}"), Value::Null).await;
        let request = request.replace("contacts", "addresses");
        let address = api.ask(&format!("GET {request}"), Value::Null).await;
        assert_eq!(contact.status, address.status);
        assert_eq!(contact.body, address.body);
        assert_eq!(contact.header("etag"), address.header("etag"));
    }
    let put = api.ask("PUT /v1/contacts/2", house("3 Back Lane")).await;
    assert_eq!((put.status, put.header("etag")), (StatusCode::OK, "\"2\""));
    let patched = api
        .ask("PATCH /v1/contacts/2", json!({ "city": "Leeds" }))
        .await;
    assert_eq!(patched.body["city"], "Leeds");
    let deleted = api.ask("DELETE /v1/contacts/2", Value::Null).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() {
    let api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    let mut far = of(&json!([2]));
    far["country"] = json!("PL");
    far["zip_code"] = json!("00-001");
    api.ask("POST /v1/addresses", far).await;
    let ids = |query: &str| {
        let (request, api) = (format!("GET /v1/addresses?{query}"), &api);
        async move {
            let page = api.ask(&request, Value::Null).await;
            let items = page.body["items"].as_array().cloned().unwrap_or_default();
            items
                .iter()
                .filter_map(|item| item["id"].as_i64())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(ids("").await, [1, 2, 3]);
    assert_eq!(ids("sort=-id").await, [3, 2, 1]);
    assert_eq!(ids("country=pl").await, [3]);
    assert_eq!(ids("zip_code=N1%209GU").await, [1, 2]);
    assert_eq!(ids("customer_id=2").await, [2, 3]);
    assert_eq!(ids("customer_id=9").await, [] as [i64; 0]);
    let page = api
        .ask("GET /v1/addresses?limit=2&sort=-id", Value::Null)
        .await;
    let next = page.header("link").trim_start_matches('<');
    let next = next.split('>').next().expect("an address");
    let next = api.ask(&format!("GET {next}"), Value::Null).await;
    assert_eq!(next.body["items"][0]["id"], 1);
}

#[tokio::test]
async fn a_customer_sees_and_changes_their_own_addresses_and_no_others() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    api.act_as(customer(1));
    let mine = api.ask("GET /v1/addresses", Value::Null).await;
    assert_eq!(mine.body["items"].as_array().map(Vec::len), Some(1));
    for named in ["2", "9"] {
        let request = format!("GET /v1/addresses?customer_id={named}");
        let theirs = api.ask(&request, Value::Null).await;
        assert_eq!(theirs.body, json!({ "items": [], "next": null }));
    }
    for (method, body) in [
        ("GET", Value::Null),
        ("PUT", house("mine now")),
        ("PATCH", json!({ "city": "mine" })),
    ] {
        let theirs = api
            .ask(&format!("{method} /v1/addresses/2"), body.clone())
            .await;
        let nothing = api.ask(&format!("{method} /v1/addresses/9"), body).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{method}");
        let (theirs, nothing) = (theirs.body.to_string(), nothing.body.to_string());
        assert_eq!(theirs.replace('2', "9"), nothing);
    }
    for named in [2, 9] {
        let refused = api.ask("POST /v1/addresses", of(&json!([1, named]))).await;
        assert_eq!(refused.body["code"], "unknown_customer", "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], "/customer_ids");
    }
    let created = api.ask("POST /v1/addresses", house("2 Side Street")).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    let book = api.ask("GET /v1/customers/1/addresses", Value::Null).await;
    assert_eq!(book.body["items"].as_array().map(Vec::len), Some(2));
    // Others may have it too: a customer takes it out of their own book instead.
    let deleted = api.ask("DELETE /v1/addresses/1", Value::Null).await;
    assert_eq!(deleted.status, StatusCode::FORBIDDEN);
}
