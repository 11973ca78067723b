//! Facts about `/v1/customers`.

use axum::http::StatusCode;
use mercer_store::staff::{Permission, Role};
use serde_json::{Value, json};

use super::testing::{newcomer, register};
use crate::api::principal::Principal;
use crate::api::testing::{TestApi, customer, machine, staff};

const ADA: &str = "/v1/customers/1";

#[tokio::test]
async fn the_life_of_a_customer() {
    let mut api = TestApi::new().await;
    let created = [("idempotency-key", "1")];
    api.tell("POST /v1/customers", &created, newcomer("Ada"))
        .await;
    api.tell("POST /v1/customers", &created, newcomer("Ada"))
        .await;
    api.tell("POST /v1/customers", &created, newcomer("Bob"))
        .await;
    api.tell("POST /v1/customers", &[], newcomer("ada")).await;
    let mut homeless = newcomer("carl");
    homeless["addresses"] = json!([]);
    api.tell("POST /v1/customers", &[], homeless).await;
    api.tell("GET /v1/customers?q=FAM&expand=addresses", &[], Value::Null)
        .await;
    let edit = json!({ "phone": "020 7946 0000", "email": null });
    api.tell(
        &format!("PATCH {ADA}"),
        &[("if-match", "\"1\"")],
        edit.clone(),
    )
    .await;
    api.tell(&format!("PATCH {ADA}"), &[("if-match", "\"1\"")], edit)
        .await;
    api.tell(
        &format!("PATCH {ADA}"),
        &[],
        json!({ "password": "correct horse" }),
    )
    .await;
    let whole = json!({ "username": "ada", "first_name": "Ada", "last_name": "Lovelace" });
    api.tell(&format!("PUT {ADA}"), &[("if-match", "\"2\"")], whole)
        .await;
    api.tell(&format!("PUT {ADA}"), &[], json!({ "username": "ada" }))
        .await;
    let password = json!({ "password": "battery staple" });
    api.tell(&format!("PUT {ADA}/password"), &[], password)
        .await;
    api.tell(&format!("DELETE {ADA}/password"), &[], Value::Null)
        .await;
    api.tell(
        &format!("GET {ADA}"),
        &[("if-none-match", "\"5\"")],
        Value::Null,
    )
    .await;
    api.tell(&format!("GET {ADA}/orders"), &[], Value::Null)
        .await;
    api.tell(
        &format!("POST {ADA}/erasure"),
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell(&format!("POST {ADA}/erasure"), &[], Value::Null)
        .await;
    api.tell(&format!("PATCH {ADA}"), &[], json!({ "phone": "1" }))
        .await;
    api.tell(
        &format!("DELETE {ADA}?cascade=everything"),
        &[],
        Value::Null,
    )
    .await;
    api.tell(&format!("DELETE {ADA}?force=true"), &[], Value::Null)
        .await;
    api.tell(
        &format!("DELETE {ADA}"),
        &[("if-match", "\"1\"")],
        Value::Null,
    )
    .await;
    api.tell(&format!("DELETE {ADA}"), &[], Value::Null).await;
    api.tell(&format!("GET {ADA}"), &[], Value::Null).await;
    api.check("customers");
}

#[tokio::test]
async fn whoever_registers_gives_a_password_and_an_address_of_their_own() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    for principal in [Principal::Anonymous, customer(1)] {
        api.act_as(principal);
        for field in ["password", "email"] {
            let mut without = newcomer("eve");
            without[field] = Value::Null;
            let refused = api.ask("POST /v1/customers", without).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.body["errors"][0]["pointer"], format!("/{field}"));
        }
        let shared = |id: i64| {
            let mut eve = newcomer("eve");
            eve["addresses"] = json!([eve["addresses"][0], { "address_id": id }]);
            eve
        };
        let adas = api.ask("POST /v1/customers", shared(1)).await;
        let nothing = api.ask("POST /v1/customers", shared(9)).await;
        assert_eq!(adas.body["code"], "unknown_address", "{adas:?}");
        assert_eq!(adas.body["errors"][0]["pointer"], "/addresses/1/address_id");
        let (adas, nothing) = (
            adas.body["detail"].to_string(),
            nothing.body["detail"].to_string(),
        );
        assert_eq!(adas.replace("id 1", "id 9"), nothing);
    }
    let registered = api.ask("POST /v1/customers", newcomer("eve")).await;
    assert_eq!(registered.status, StatusCode::CREATED, "{registered:?}");
    assert_eq!(registered.header("location"), "/v1/customers/2");
}

#[tokio::test]
async fn staff_record_a_customer_without_a_password_if_they_may() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    let mut walk_in = newcomer("bob");
    walk_in["password"] = Value::Null;
    walk_in["email"] = Value::Null;
    walk_in["addresses"] = json!([{ "address_id": 1 }]);
    for refused in [staff(Role::Viewer), machine(&[Permission::CustomersRead])] {
        api.act_as(refused);
        let refused = api.ask("POST /v1/customers", walk_in.clone()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    api.act_as(staff(Role::Clerk));
    let bob = api.ask("POST /v1/customers", walk_in).await;
    assert_eq!(
        (bob.status, &bob.body["has_password"]),
        (StatusCode::CREATED, &json!(false))
    );
    let mut both = newcomer("carl");
    both["addresses"][0]["address_id"] = json!(1);
    let refused = api.ask("POST /v1/customers", both).await;
    assert_eq!(
        refused.body["errors"][0]["pointer"],
        "/addresses/0/address_id"
    );
}

#[tokio::test]
async fn a_customer_sees_and_changes_themselves_and_nobody_else() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    register(&api, "bob").await;
    api.act_as(customer(1));
    let me = api
        .ask("GET /v1/customers/me?expand=addresses,orders", Value::Null)
        .await;
    assert_eq!(
        (&me.body["id"], &me.body["orders"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(me.body["addresses"][0]["label"], "home");
    let same = api.ask(&format!("GET {ADA}"), Value::Null).await;
    assert_eq!(same.status, StatusCode::OK);
    let edited = api
        .ask(&format!("PATCH {ADA}"), json!({ "first_name": "Ada" }))
        .await;
    assert_eq!(edited.body["first_name"], "Ada");
    for (method, path, body) in [
        ("GET", "/v1/customers/{}", Value::Null),
        ("PATCH", "/v1/customers/{}", json!({ "first_name": "Eve" })),
        ("PUT", "/v1/customers/{}", newcomer("eve")),
        ("GET", "/v1/customers/{}/orders", Value::Null),
    ] {
        let of = |id: &str| format!("{method} {}", path.replace("{}", id));
        let theirs = api.ask(&of("2"), body.clone()).await;
        let nothing = api.ask(&of("9"), body).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{method} {path}");
        let (theirs, nothing) = (theirs.body.to_string(), nothing.body.to_string());
        assert_eq!(theirs.replace('2', "9"), nothing);
    }
    let password = json!({ "password": "battery staple" });
    for (request, body) in [
        ("GET /v1/customers".to_owned(), Value::Null),
        (format!("DELETE {ADA}"), Value::Null),
        (format!("POST {ADA}/erasure"), Value::Null),
        (format!("PUT {ADA}/password"), password),
        (format!("DELETE {ADA}/password"), Value::Null),
    ] {
        let refused = api.ask(&request, body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{request}");
    }
    api.act_as(staff(Role::Owner));
    let me = api.ask("GET /v1/customers/me", Value::Null).await;
    assert_eq!(me.status, StatusCode::NOT_FOUND);
    let detail = me.body["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("/v1/users/me"), "{detail}");
}

#[tokio::test]
async fn a_customer_changes_their_password_on_the_word_of_the_old_one() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    api.act_as(customer(1));
    let request = "POST /v1/customers/me/password";
    let change = |current: &str| json!({ "current": current, "new": "battery staple" });
    let wrong = api.ask(request, change("wrong horse")).await;
    assert_eq!(wrong.body["code"], "wrong_password");
    let changed = api.ask(request, change("correct horse")).await;
    assert_eq!(
        (changed.status, changed.header("etag")),
        (StatusCode::OK, "\"2\"")
    );
    let again = api.ask(request, change("correct horse")).await;
    assert_eq!(again.body["code"], "wrong_password");
}

#[tokio::test]
async fn the_list_is_searched_filtered_sorted_and_paged() {
    let api = TestApi::new().await;
    for name in ["ada", "bob", "barbara"] {
        register(&api, name).await;
    }
    let ids = |query: &str| {
        let (request, api) = (format!("GET /v1/customers?{query}"), &api);
        async move {
            let page = api.ask(&request, Value::Null).await;
            assert_eq!(page.status, StatusCode::OK, "{page:?}");
            let items = page.body["items"].as_array().cloned().unwrap_or_default();
            items
                .iter()
                .filter_map(|item| item["id"].as_i64())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(ids("q=B").await, [2, 3]);
    assert_eq!(ids("q=family%20of%20a").await, [1]);
    assert_eq!(ids("email=BOB@example.com").await, [2]);
    assert_eq!(ids("username=Ada").await, [1]);
    assert_eq!(ids("sort=-username").await, [2, 3, 1]);
    assert_eq!(ids("sort=last_name&limit=2").await, [1, 3]);
    assert_eq!(
        ids("created_from=2026-03-01T12:00:01Z").await,
        [] as [i64; 0]
    );
    let long = format!("GET /v1/customers?q={}", "a".repeat(300));
    let refused = api.ask(&long, Value::Null).await;
    assert_eq!(refused.body["errors"][0]["parameter"], "q");
    for unknown in [
        "colour=red",
        "sort=colour",
        "fields=colour",
        "expand=colour",
        "limit=0",
    ] {
        let refused = api
            .ask(&format!("GET /v1/customers?{unknown}"), Value::Null)
            .await;
        let named = unknown.split('=').next().expect("a name");
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{unknown}"
        );
        assert_eq!(refused.body["errors"][0]["parameter"], named);
    }
}

#[tokio::test]
async fn to_expand_takes_the_permission_for_what_is_expanded() {
    let mut api = TestApi::new().await;
    register(&api, "ada").await;
    api.act_as(machine(&[Permission::CustomersRead]));
    let request = |what: &str| format!("GET {ADA}?expand={what}");
    let addresses = api.ask(&request("addresses"), Value::Null).await;
    assert_eq!(addresses.status, StatusCode::OK);
    for what in ["orders", "payment_methods"] {
        let refused = api.ask(&request(what), Value::Null).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{what}");
    }
}

#[tokio::test]
async fn strangers_register_only_so_often_signed_in_or_not() {
    for principal in [Principal::Anonymous, customer(1)] {
        let mut api = TestApi::new().await;
        api.act_as(principal);
        for _ in 0..20 {
            let refused = api.ask("POST /v1/customers", Value::Null).await;
            assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let refused = api.ask("POST /v1/customers", newcomer("eve")).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{refused:?}");
        assert_ne!(refused.header("retry-after"), "");
        api.act_as(staff(Role::Clerk));
        register(&api, "eve").await;
    }
}
