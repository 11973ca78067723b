use axum::http::StatusCode;
use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::principal::Principal;
use crate::api::testing::{TestApi, customer, staff};

#[tokio::test]
async fn the_life_of_a_category() {
    let mut api = TestApi::new().await;
    let kitchen = json!({"name": "Kitchen", "description": "Pots and pans"});
    api.tell("POST /v1/categories", &[], kitchen).await;
    let pans = json!({"name": "Pans", "parent_id": 1});
    api.tell("POST /v1/categories", &[], pans).await;
    api.tell("GET /v1/categories/2?expand=parent", &[], Value::Null)
        .await;
    api.tell(
        "PUT /v1/categories/1",
        &[("if-match", "\"1\"")],
        json!({"name": "The kitchen"}),
    )
    .await;
    api.tell(
        "PATCH /v1/categories/2",
        &[("if-match", "\"1\"")],
        json!({"parent_id": null, "description": "Frying and others"}),
    )
    .await;
    api.tell("GET /v1/categories?sort=-name&limit=1", &[], Value::Null)
        .await;
    let back = json!({"parent_id": 1});
    api.tell("PATCH /v1/categories/2", &[], back).await;
    let round = json!({"parent_id": 2});
    api.tell("PATCH /v1/categories/1", &[], round).await;
    api.tell("DELETE /v1/categories/1", &[], Value::Null).await;
    api.tell(
        "DELETE /v1/categories/2?cascade=everything",
        &[],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/categories/2",
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell(
        "DELETE /v1/categories/2?cascade=products",
        &[("if-match", "\"3\"")],
        Value::Null,
    )
    .await;
    api.tell("GET /v1/categories/2", &[], Value::Null).await;
    api.check("categories");
}

#[tokio::test]
async fn products_go_with_their_category_only_when_asked() {
    let api = TestApi::new().await;
    api.ask("POST /v1/categories", json!({"name": "Toys"}))
        .await;
    let bear = json!({"sku": "BEAR", "name": "Bear", "category_id": 1,
        "price": {"amount": 999, "currency": "GBP"}});
    let made = api.ask("POST /v1/products", bear).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let refused = api.ask("DELETE /v1/categories/1", Value::Null).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.body["code"], "has_products");
    let path = "DELETE /v1/categories/1?cascade=products";
    assert_eq!(
        api.ask(path, Value::Null).await.status,
        StatusCode::NO_CONTENT
    );
    let gone = api.ask("GET /v1/products/1", Value::Null).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn categories_are_narrowed_by_their_parent_and_their_first_letters() {
    let api = TestApi::new().await;
    for (name, parent_id) in [("Home", None), ("Kitchen", Some(1)), ("Garden", Some(1))] {
        let body = json!({"name": name, "parent_id": parent_id});
        api.ask("POST /v1/categories", body).await;
    }
    for (query, names) in [
        ("parent_id=1", vec!["Kitchen", "Garden"]),
        ("parent_id=1&sort=name", vec!["Garden", "Kitchen"]),
        ("q=Ho", vec!["Home"]),
        ("q=ho", vec![]),
    ] {
        let page = api
            .ask(&format!("GET /v1/categories?{query}"), Value::Null)
            .await;
        let items = page.body["items"].as_array().expect("a page").iter();
        let found: Vec<_> = items
            .map(|one| one["name"].as_str().unwrap_or(""))
            .collect();
        assert_eq!(found, names, "{query}");
    }
    let wrong = api.ask("GET /v1/categories?parent=1", Value::Null).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.body["errors"][0]["parameter"], "parent");
}

#[tokio::test]
async fn an_unknown_field_of_a_category_is_refused_by_its_name() {
    let api = TestApi::new().await;
    for request in [
        "POST /v1/categories",
        "PUT /v1/categories/1",
        "PATCH /v1/categories/1",
    ] {
        let body = json!({"name": "Toys", "colour": "red"});
        let refused = api.ask(request, body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"][0]["pointer"], "/colour", "{request}");
    }
}

#[tokio::test]
async fn anybody_looks_at_categories_and_only_managers_write_them() {
    let mut api = TestApi::new().await;
    api.ask("POST /v1/categories", json!({"name": "Toys"}))
        .await;
    for principal in [Principal::Anonymous, customer(1), staff(Role::Clerk)] {
        let is_known = principal != Principal::Anonymous;
        api.act_as(principal);
        let seen = api.ask("GET /v1/categories/1", Value::Null).await;
        assert_eq!(seen.status, StatusCode::OK);
        let refused = api.ask("DELETE /v1/categories/1", Value::Null).await;
        let expected = if is_known {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::UNAUTHORIZED
        };
        assert_eq!(refused.status, expected);
    }
}
