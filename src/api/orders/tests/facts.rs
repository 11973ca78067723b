//! Rules that edits, lists and expansions keep.

use mercer_store::orders::{self, OrderLine, PlaceOrder};
use mercer_store::payments::{self, Means, Record};
use mercer_store::shipments::{self, CreateShipment};
use mercer_store::staff::Role;
use mercer_store::{Money, Quantity, Store, invoices};
use serde_json::{Value, json};

use super::{paid, placed, pounds, shop, two_mugs};
use crate::api::testing::staff;

/// Every edit of an order, whose version has to be named.
fn edits() -> Vec<(&'static str, Value)> {
    let address = json!({"line1": "2 Low Street", "city": "York", "country": "GB"});
    let whole = json!({
        "lines": [{"line": 1, "quantity": 1}], "shipping": pounds(0),
        "shipping_address": address, "billing_address": address,
    });
    vec![
        ("PUT /v1/orders/1", whole),
        ("PATCH /v1/orders/1", json!({"shipping": pounds(100)})),
        (
            "POST /v1/orders/1/items",
            json!({"product_id": 2, "quantity": 1}),
        ),
        ("PUT /v1/orders/1/items/1", json!({"quantity": 2})),
        ("PATCH /v1/orders/1/items/1", json!({"quantity": 1})),
        (
            "POST /v1/orders/1/credits",
            json!({"amount": pounds(1), "reason": "Goodwill"}),
        ),
        ("DELETE /v1/orders/1/items/2", Value::Null),
        ("POST /v1/orders/1/cancellation", Value::Null),
        ("DELETE /v1/orders/1", Value::Null),
    ]
}

#[tokio::test]
async fn every_edit_names_the_version_that_it_is_of() {
    let api = shop().await;
    placed(&api, two_mugs()).await;
    for (request, body) in edits() {
        let missing = api.send(request, &[], &body).await;
        assert_eq!(missing.status, 428, "{request}: {missing:?}");
        let version = api.ask("GET /v1/orders/1", Value::Null).await;
        let version = version.header("etag").to_owned();
        let stale = api.send(request, &[("if-match", "\"999\"")], &body).await;
        assert_eq!(stale.status, 412, "{request}: {stale:?}");
        assert_eq!(stale.body["code"], "version_conflict");
        let done = api.send(request, &[("if-match", &version)], &body).await;
        assert!(done.status.is_success(), "{request}: {done:?}");
    }
    let gone = api.ask("GET /v1/orders/1", Value::Null).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn a_put_replaces_lines_discount_and_addresses_and_a_patch_only_what_it_names() {
    let api = shop().await;
    let order = json!({
        "customer_id": 1,
        "lines": [{"product_id": 1, "quantity": 2}, {"product_id": 2, "quantity": 1}],
        "discount": {"amount": pounds(100), "reason": "A regular"},
        "shipping": pounds(495),
    });
    placed(&api, order).await;
    let any = [("if-match", "*")];
    let patched = json!({"shipping": pounds(300)});
    let patched = api.send("PATCH /v1/orders/1", &any, &patched).await;
    assert_eq!(patched.body["shipping"], pounds(300));
    assert_eq!(patched.body["discount"], pounds(100));
    assert_eq!(patched.body["items"].as_array().map(Vec::len), Some(2));
    let cleared = json!({"discount": null});
    let cleared = api.send("PATCH /v1/orders/1", &any, &cleared).await;
    assert_eq!(cleared.body["discount"], pounds(0), "{cleared:?}");

    let address = patched.body["shipping_address"].clone();
    let whole = json!({
        "lines": [{"product_id": 2, "quantity": 0.25}, {"line": 1, "quantity": 1}],
        "shipping": pounds(0), "shipping_address": address,
        "billing_address": {"line1": "2 Low Street", "city": "York", "country": "GB"},
    });
    let put = api.send("PUT /v1/orders/1", &any, &whole).await;
    let lines: Vec<_> = put.body["items"].as_array().into_iter().flatten().collect();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (&line["line"], &line["quantity"]))
        .collect();
    assert_eq!(
        told,
        [(&json!(1), &json!(1)), (&json!(3), &json!(0.25))],
        "{put:?}"
    );
    assert_eq!(put.body["billing_address"]["line1"], "2 Low Street");

    let wrong = json!({
        "lines": [{"line": 1, "quantity": 1}, {"product_id": 99, "quantity": 1}],
    });
    let wrong = api.send("PATCH /v1/orders/1", &any, &wrong).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.body["errors"][0]["pointer"], "/lines/1/product_id",
        "{wrong:?}"
    );
    let neither = json!({"lines": [{"quantity": 1}]});
    let neither = api.send("PATCH /v1/orders/1", &any, &neither).await;
    assert_eq!(
        neither.body["errors"][0]["pointer"], "/lines/0",
        "{neither:?}"
    );
    let none = json!({"lines": []});
    let none = api.send("PATCH /v1/orders/1", &any, &none).await;
    assert_eq!(none.body["errors"][0]["pointer"], "/lines", "{none:?}");
}

#[tokio::test]
async fn what_is_wrong_is_named_where_it_stands() {
    let api = shop().await;
    let wrong = |field: &str, value: Value| {
        let mut order = two_mugs();
        order[field] = value;
        order
    };
    for (order, pointer) in [
        (wrong("colour", json!("red")), "/colour"),
        (wrong("discount", json!({"reason": "x"})), "/discount"),
        (
            wrong("shipping", json!({"amount": 1, "currency": "EUR"})),
            "/shipping/currency",
        ),
        (wrong("lines", json!([])), "/lines"),
        (
            wrong("lines", json!([{"product_id": 1, "quantity": 0}])),
            "/lines/0/quantity",
        ),
        (wrong("customer_id", json!("1")), "/customer_id"),
    ] {
        let refused = api.ask("POST /v1/orders", order).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{refused:?}");
    }
    placed(&api, two_mugs()).await;
    let any = [("if-match", "*")];
    let line = json!({"quantity": -1});
    let wrong = api.send("PATCH /v1/orders/1/items/1", &any, &line).await;
    assert_eq!(wrong.body["errors"][0]["pointer"], "/quantity", "{wrong:?}");
    for request in ["PATCH /v1/orders/1/items/9", "PATCH /v1/orders/9/items/1"] {
        let nothing = api.send(request, &any, &json!({"quantity": 1})).await;
        assert_eq!(nothing.status, 404, "{request}: {nothing:?}");
    }
    for request in ["DELETE /v1/orders/1/items/9", "GET /v1/orders/1/items/9"] {
        let nothing = api.send(request, &any, &Value::Null).await;
        assert_eq!(nothing.status, 404, "{request}: {nothing:?}");
    }
    let unknown = api
        .send("DELETE /v1/orders/1?all=yes", &any, &Value::Null)
        .await;
    assert_eq!(unknown.body["errors"][0]["parameter"], "all", "{unknown:?}");
}

#[tokio::test]
async fn a_discount_takes_its_permission() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    api.act_as(staff(Role::Clerk));
    let discount = json!({"percent": 50, "reason": "A friend"});
    let mut order = two_mugs();
    order["lines"][0]["discount"] = discount.clone();
    let any = [("if-match", "*")];
    for (request, body, pointer) in [
        ("POST /v1/orders", order, "/lines/0/discount"),
        (
            "PATCH /v1/orders/1",
            json!({"discount": discount}),
            "/discount",
        ),
        (
            "PATCH /v1/orders/1",
            json!({"lines": [{"line": 1, "quantity": 1, "discount": discount}]}),
            "/lines/0/discount",
        ),
        (
            "PATCH /v1/orders/1/items/1",
            json!({"discount": discount}),
            "/discount",
        ),
        (
            "POST /v1/orders/1/items",
            json!({"product_id": 2, "quantity": 1, "discount": discount}),
            "/discount",
        ),
    ] {
        let refused = api.send(request, &any, &body).await;
        assert_eq!(refused.status, 403, "{request}: {refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{request}");
    }
    let credit = json!({"amount": pounds(1), "reason": "A friend"});
    let refused = api.send("POST /v1/orders/1/credits", &any, &credit).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let api = shop().await;
    for quantity in [3, 1, 2] {
        let lines = json!([{"product_id": 1, "quantity": quantity}]);
        placed(&api, json!({"customer_id": 1, "lines": lines})).await;
    }
    paid(&api, 2).await;
    let ids = |query: &'static str| {
        let api = &api;
        async move {
            let page = api
                .ask(&format!("GET /v1/orders?{query}"), Value::Null)
                .await;
            assert_eq!(page.status, 200, "{query}: {page:?}");
            let items = page.body["items"].as_array().expect("items").clone();
            items
                .iter()
                .map(|one| one["id"].as_i64().unwrap_or(0))
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(ids("sort=-total").await, [1, 3, 2]);
    assert_eq!(ids("payment_status=paid").await, [2]);
    assert_eq!(ids("payment_status=unpaid&sort=total").await, [3, 1]);
    assert_eq!(ids("customer_id=2").await, [0; 0]);
    assert_eq!(ids("product_id=1&total_at_least=2000").await, [1, 3]);
    assert_eq!(ids("placed_from=2026-03-02T00:00:00Z").await, [0; 0]);
    let number = api.ask("GET /v1/orders/2", Value::Null).await;
    let number = number.body["number"].as_str().expect("a number").to_owned();
    let found = format!("GET /v1/orders/by-number/{number}");
    assert_eq!(api.ask(&found, Value::Null).await.body["id"], 2);
    let page = api
        .ask("GET /v1/orders?limit=2&sort=total", Value::Null)
        .await;
    let next = page.body["next"]
        .as_str()
        .expect("there is more")
        .to_owned();
    assert!(page.header("link").contains("sort=total"), "{page:?}");
    let rest = format!("GET /v1/orders?limit=2&sort=total&cursor={next}");
    let rest = api.ask(&rest, Value::Null).await;
    assert_eq!(rest.body["items"][0]["id"], 1, "{rest:?}");
    for (query, parameter) in [
        ("colour=red", "colour"),
        ("sort=colour", "sort"),
        ("status=x", "status"),
    ] {
        let refused = api
            .ask(&format!("GET /v1/orders?{query}"), Value::Null)
            .await;
        assert_eq!(refused.status, 422, "{query}: {refused:?}");
        assert_eq!(
            refused.body["errors"][0]["parameter"], parameter,
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn what_is_expanded_takes_as_many_statements_for_2_orders_as_for_50() {
    let api = shop().await;
    let list = "GET /v1/orders?limit=100\
                &expand=customer,location,items,payments,shipments,returns,invoices";
    let mut counts = Vec::new();
    for (more, wanted) in [(2, 2), (48, 50)] {
        for _ in 0..more {
            sold(&api.store).await;
        }
        let before = api.store.database().statements().expect("it is embedded");
        let page = api.ask(list, Value::Null).await;
        let after = api.store.database().statements().expect("it is embedded");
        let items = page.body["items"].as_array().expect("items");
        assert_eq!(items.len(), wanted, "{page:?}");
        for one in items {
            for many in ["items", "payments", "shipments", "invoices"] {
                assert_eq!(one[many].as_array().map(Vec::len), Some(1), "{many}: {one}");
            }
            assert_eq!(one["returns"], json!([]));
            assert_eq!(one["customer"]["username"], "ada");
            assert_eq!(one["location"]["id"], 1);
        }
        counts.push(after - before);
    }
    // The list, its seven expansions, and the currencies of items and of returns.
    assert_eq!(counts, [10, 10]);
}

/// An order of 0.1 kg of tea that is paid, packed and billed. Not over HTTP, for there are many.
async fn sold(store: &Store) {
    let quantity = Quantity::from_thousandths(100);
    let sale = PlaceOrder::sale(1, vec![OrderLine::of(2, quantity)]);
    let order = orders::place(store, sale)
        .await
        .expect("it is placed")
        .order;
    let cash = Record {
        order_id: order.id,
        amount: Money::new(order.total, store.currency()),
        means: Means::Cash,
    };
    payments::record(store, cash).await.expect("it is paid");
    let packed = shipments::create(store, CreateShipment::of(order.id)).await;
    packed.expect("it is packed");
    invoices::issue(store, order.id, None)
        .await
        .expect("it is billed");
}
