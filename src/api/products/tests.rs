use axum::http::StatusCode;
use mercer_store::staff::{Permission, Role};
use serde_json::{Value, json};

use crate::api::principal::Principal;
use crate::api::testing::{Answered, TestApi, customer, machine, staff};

fn pounds(amount: i64) -> Value {
    json!({"amount": amount, "currency": "GBP"})
}

async fn add(api: &TestApi, sku: &str, price: i64, more: Value) -> Answered {
    let mut body = json!({"sku": sku, "name": sku, "price": pounds(price)});
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let made = api.ask("POST /v1/products", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    made
}

fn skus(page: &Answered) -> Vec<&str> {
    let items = page.body["items"].as_array().expect("a page").iter();
    items.map(|one| one["sku"].as_str().unwrap_or("")).collect()
}

const OLD: (&str, &str) = ("if-match", "\"1\"");

#[tokio::test]
async fn the_life_of_a_product() {
    let mut api = TestApi::new().await;
    let mug = json!({"sku": "MUG-BLUE", "barcode": "4006381333931", "name": "Blue mug",
        "description": "Holds 0.3 l", "product_type": "crockery", "price": pounds(799), "cost": pounds(310)});
    api.tell("POST /v1/products", &[], mug.clone()).await;
    api.tell("POST /v1/products", &[], mug).await;
    api.tell("GET /v1/products/by-sku/MUG-BLUE", &[], Value::Null)
        .await;
    let path = "GET /v1/products/by-barcode/4006381333931?fields=id,sku";
    api.tell(path, &[], Value::Null).await;
    let whole = json!({"sku": "MUG-BLUE", "name": "Blue mug", "price": pounds(899),
        "active": true});
    api.tell("PUT /v1/products/1", &[], whole.clone()).await;
    api.tell("PUT /v1/products/1", &[OLD], whole.clone()).await;
    api.tell("PUT /v1/products/1", &[OLD], whole).await;
    // Left out of what is written anew, the cost is not known any more.
    let two = ("if-match", "\"2\"");
    let cheaper = json!({"price": {"amount": 699}, "cost": {"amount": 330}, "description": null});
    api.tell("PATCH /v1/products/1", &[two], cheaper).await;
    let three = ("if-match", "\"3\"");
    let price = pounds(599);
    api.tell("PUT /v1/products/1/price", &[three], price).await;
    api.tell("GET /v1/products/1/prices", &[], Value::Null)
        .await;
    api.tell("GET /v1/products/1/lowest-price", &[], Value::Null)
        .await;
    let wrong = json!({"barcode": "4006381333932"});
    let any = ("if-match", "*");
    api.tell("PUT /v1/products/1/barcode", &[any], wrong).await;
    let barcode = json!({"barcode": "96385074"});
    api.tell("PUT /v1/products/1/barcode", &[any], barcode)
        .await;
    api.tell("DELETE /v1/products/1/barcode", &[any], Value::Null)
        .await;
    api.tell("GET /v1/product-types", &[], Value::Null).await;
    api.tell("POST /v1/products/1/archival", &[OLD], Value::Null)
        .await;
    api.tell("POST /v1/products/1/archival", &[], Value::Null)
        .await;
    let sold = json!({"active": true});
    api.tell("PATCH /v1/products/1", &[any], sold).await;
    api.tell("DELETE /v1/products/1/archival", &[], Value::Null)
        .await;
    api.tell("DELETE /v1/products/1", &[OLD], Value::Null).await;
    api.tell("DELETE /v1/products/1", &[], Value::Null).await;
    api.tell("GET /v1/products/1", &[], Value::Null).await;
    api.check("products");
}

#[tokio::test]
async fn what_is_not_for_sale_is_to_shoppers_like_what_is_not_there() {
    let mut api = TestApi::new().await;
    add(&api, "ON", 1, json!({})).await;
    let off = json!({"active": false, "barcode": "96385074"});
    add(&api, "OFF", 1, off).await;
    for principal in [Principal::Anonymous, customer(1)] {
        api.act_as(principal);
        for query in ["", "?active=true", "?sort=-price", "?q=o"] {
            let page = api
                .ask(&format!("GET /v1/products{query}"), Value::Null)
                .await;
            assert_eq!(skus(&page), ["ON"], "{query}");
        }
        let page = api.ask("GET /v1/products?active=false", Value::Null).await;
        assert!(skus(&page).is_empty());
        for (hidden, nothing) in [
            ("2", "3"),
            ("by-sku/OFF", "by-sku/NO"),
            ("by-barcode/96385074", "by-barcode/73513537"),
            ("2/lowest-price", "3/lowest-price"),
        ] {
            let ask = |what: &str| format!("GET /v1/products/{what}");
            let there = api.ask(&ask(hidden), Value::Null).await;
            let absent = api.ask(&ask(nothing), Value::Null).await;
            assert_eq!(there.status, StatusCode::NOT_FOUND, "{hidden}");
            let last = |what: &str| {
                let parts: Vec<_> = what
                    .split('/')
                    .filter(|part| *part != "lowest-price")
                    .collect();
                parts.last().copied().unwrap_or_default().to_owned()
            };
            let told = there.body.to_string().replace(&last(hidden), "..");
            let expected = absent.body.to_string().replace(&last(nothing), "..");
            assert_eq!(told, expected);
        }
    }
    api.act_as(staff(Role::Viewer));
    let page = api.ask("GET /v1/products", Value::Null).await;
    assert_eq!(skus(&page), ["ON", "OFF"]);
}

#[tokio::test]
async fn products_are_narrowed_and_sorted() {
    let api = TestApi::new().await;
    api.ask("POST /v1/categories", json!({"name": "Home"}))
        .await;
    let kitchen = json!({"name": "Kitchen", "parent_id": 1});
    api.ask("POST /v1/categories", kitchen).await;
    let cup = json!({"name": "Cup", "category_id": 2, "product_type": "crockery",
        "description": "for strong coffee"});
    add(&api, "B-CUP", 300, cup).await;
    add(
        &api,
        "A-LAMP",
        900,
        json!({"name": "Lamp", "category_id": 1}),
    )
    .await;
    let postage = json!({"name": "Postage", "kind": "service"});
    add(&api, "POST", 500, postage).await;
    for (query, expected) in [
        ("sort=sku", vec!["A-LAMP", "B-CUP", "POST"]),
        ("sort=-price", vec!["A-LAMP", "POST", "B-CUP"]),
        ("q=coffee%20CUP", vec!["B-CUP"]),
        ("name_prefix=la", vec!["A-LAMP"]),
        ("kind=service", vec!["POST"]),
        ("product_type=crockery", vec!["B-CUP"]),
        ("category_id=1", vec!["A-LAMP"]),
        ("inside_category_id=1", vec!["B-CUP", "A-LAMP"]),
        ("price_at_least=400&price_at_most=600", vec!["POST"]),
        ("sku=POST", vec!["POST"]),
        ("archived=true", vec![]),
    ] {
        let page = api
            .ask(&format!("GET /v1/products?{query}"), Value::Null)
            .await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert_eq!(skus(&page), expected, "{query}");
    }
    let types = api.ask("GET /v1/product-types", Value::Null).await;
    let crockery = json!([{"product_type": "crockery", "products": 1}]);
    assert_eq!(types.body["items"], crockery);
    for (query, parameter) in [
        ("colour=red", "colour"),
        ("sort=weight", "sort"),
        ("limit=0", "limit"),
        ("cursor=x", "cursor"),
        ("price_at_least=cheap", "price_at_least"),
        ("q=a+b+c+d+e+f+g+h+i+j+k", "q"),
        ("expand=everything", "expand"),
        ("fields=colour", "fields"),
    ] {
        let refused = api
            .ask(&format!("GET /v1/products?{query}"), Value::Null)
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(refused.body["errors"][0]["parameter"], parameter);
    }
}

#[tokio::test]
async fn a_page_leads_to_the_next_one() {
    let api = TestApi::new().await;
    for sku in ["A", "B", "C"] {
        add(&api, sku, 1, json!({})).await;
    }
    let first = api
        .ask("GET /v1/products?sort=-sku&limit=2", Value::Null)
        .await;
    assert_eq!(skus(&first), ["C", "B"]);
    let link = first.header("link").to_owned();
    let next = link
        .strip_prefix('<')
        .and_then(|link| link.split_once(">; rel=\"next\""));
    let next = next.expect("a link").0;
    let second = api.ask(&format!("GET {next}"), Value::Null).await;
    assert_eq!(skus(&second), ["A"]);
    assert_eq!(second.body["next"], Value::Null);
    assert_eq!(second.header("link"), "");
}

#[tokio::test]
async fn another_price_takes_a_permission_of_its_own() {
    let mut api = TestApi::new().await;
    add(&api, "MUG", 799, json!({})).await;
    api.act_as(machine(&[
        Permission::CatalogueWrite,
        Permission::CatalogueRead,
    ]));
    let any = ("if-match", "*");
    for (request, body) in [
        ("PATCH /v1/products/1", json!({"price": {"amount": 1}})),
        (
            "PATCH /v1/products/1",
            json!({"price": {"currency": "EUR"}}),
        ),
        (
            "PUT /v1/products/1",
            json!({"sku": "MUG", "name": "Mug", "active": true, "price": pounds(1)}),
        ),
        ("PUT /v1/products/1/price", pounds(1)),
    ] {
        let refused = api.send(request, &[any], &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{request} {body}");
    }
    let same = json!({"sku": "MUG", "name": "Mug", "active": true, "price": pounds(799)});
    let changed = api.send("PUT /v1/products/1", &[any], &same).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    assert_eq!(changed.body["name"], "Mug");
    assert_eq!(changed.body["price"], pounds(799));
}

#[tokio::test]
async fn what_edits_a_product_has_to_say_which_version() {
    let api = TestApi::new().await;
    add(&api, "MUG", 799, json!({})).await;
    for (request, body) in [
        ("PATCH /v1/products/1", json!({"name": "Mug"})),
        ("PUT /v1/products/1/price", pounds(1)),
        ("PUT /v1/products/1/barcode", json!({"barcode": "96385074"})),
        ("DELETE /v1/products/1/barcode", Value::Null),
    ] {
        let refused = api.ask(request, body.clone()).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(refused.body["errors"][0]["header"], "If-Match");
        let stale = api.send(request, &[("if-match", "\"7\"")], &body).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{request}");
    }
    let seen = api.ask("GET /v1/products/1", Value::Null).await;
    assert_eq!(seen.header("etag"), "\"1\"");
}

#[tokio::test]
async fn what_belongs_to_products_is_told_along_for_all_of_them() {
    let mut api = TestApi::new().await;
    api.ask("POST /v1/locations", json!({"name": "Shop"})).await;
    api.ask("POST /v1/categories", json!({"name": "Home"}))
        .await;
    let vat = json!({"code": "vat", "name": "VAT", "rate_percent": 20});
    api.ask("POST /v1/tax-classes", vat).await;
    let home = json!({"category_id": 1, "tax_class_id": 1});
    add(&api, "MUG", 799, home).await;
    add(&api, "CUP", 599, json!({})).await;
    let receipt = json!({"product_id": 1, "quantity": 3});
    api.ask("POST /v1/stock/receipts", receipt).await;
    let path = "GET /v1/products?expand=category,tax_class,stock";
    let page = api.ask(path, Value::Null).await;
    let (mug, cup) = (&page.body["items"][0], &page.body["items"][1]);
    assert_eq!(mug["category"]["name"], "Home");
    assert_eq!(mug["tax_class"]["rate_percent"], 20);
    assert_eq!(mug["stock"][0]["on_hand"], 3);
    assert_eq!(cup["category"], Value::Null);
    assert_eq!(cup["stock"], json!([]));
    let stock = api.ask("GET /v1/products/1/stock", Value::Null).await;
    assert_eq!(stock.body["levels"][0]["location"], "Shop");
    // How much there is, is the staff's to know.
    for principal in [Principal::Anonymous, customer(1)] {
        api.act_as(principal);
        let refused = api
            .ask("GET /v1/products/1?expand=stock", Value::Null)
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let seen = api
            .ask("GET /v1/products/1?expand=category", Value::Null)
            .await;
        assert_eq!(seen.body["category"]["name"], "Home");
    }
}

#[tokio::test]
async fn the_lowest_price_is_of_as_many_days_as_asked() {
    let api = TestApi::new().await;
    add(&api, "MUG", 799, json!({})).await;
    let path = "GET /v1/products/1/lowest-price";
    let found = api.ask(&format!("{path}?days=90"), Value::Null).await;
    assert_eq!(found.body["days"], 90);
    assert_eq!(found.body["lowest_before"], Value::Null);
    for days in ["0", "3651", "-1", "many"] {
        let refused = api.ask(&format!("{path}?days={days}"), Value::Null).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
        assert_eq!(refused.body["errors"][0]["parameter"], "days");
    }
}

#[tokio::test]
async fn what_a_product_costs_the_shop_is_for_the_staff_alone() {
    let mut api = TestApi::new().await;
    add(
        &api,
        "MUG",
        799,
        json!({"cost": pounds(310), "barcode": "96385074"}),
    )
    .await;
    let reads = [
        "GET /v1/products",
        "GET /v1/products/1",
        "GET /v1/products/by-sku/MUG",
        "GET /v1/products/by-barcode/96385074",
    ];
    let cost = |answered: &Answered| {
        let body = &answered.body;
        body.get("items").map_or(body, |items| &items[0])["cost"].clone()
    };
    for (principal, seen) in [
        (staff(Role::Viewer), pounds(310)),
        (machine(&[Permission::CatalogueRead]), pounds(310)),
        (machine(&[Permission::OrdersRead]), Value::Null),
        (customer(1), Value::Null),
        (Principal::Anonymous, Value::Null),
    ] {
        api.act_as(principal);
        for read in reads {
            assert_eq!(cost(&api.ask(read, Value::Null).await), seen, "{read}");
        }
    }
    // Nor does whoever may write and not read.
    api.act_as(machine(&[Permission::CatalogueWrite]));
    let any = [("if-match", "*")];
    let change = json!({"cost": pounds(320)});
    let changed = api.send("PATCH /v1/products/1", &any, &change).await;
    assert_eq!(
        (changed.status, cost(&changed)),
        (StatusCode::OK, Value::Null)
    );
    api.act_as(staff(Role::Viewer));
    let seen = api.ask("GET /v1/products/1", Value::Null).await;
    assert_eq!(cost(&seen), pounds(320));
}

#[tokio::test]
async fn a_cost_is_in_the_currency_of_the_price() {
    let api = TestApi::new().await;
    add(&api, "MUG", 799, json!({"cost": pounds(310)})).await;
    let any = [("if-match", "*")];
    let euros = |amount| json!({"amount": amount, "currency": "EUR"});
    for body in [
        json!({"cost": euros(5)}),
        json!({"cost": {"amount": -1}}),
        json!({"price": {"currency": "EUR"}}),
    ] {
        let refused = api.send("PATCH /v1/products/1", &any, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(refused.body["errors"][0]["pointer"], "/cost", "{body}");
    }
    for (body, cost) in [
        (json!({"cost": {"amount": 5}}), pounds(5)),
        (json!({"name": "Mug"}), pounds(5)),
        (
            json!({"price": euros(900), "cost": {"amount": 7}}),
            euros(7),
        ),
        (json!({"cost": null}), Value::Null),
    ] {
        let changed = api.send("PATCH /v1/products/1", &any, &body).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        assert_eq!(changed.body["cost"], cost, "{body}");
    }
}

#[tokio::test]
async fn a_repeated_request_adds_one_product() {
    let api = TestApi::new().await;
    let mug = json!({"sku": "MUG", "name": "Mug", "price": pounds(799)});
    let key = [("idempotency-key", "k-1")];
    let first = api.send("POST /v1/products", &key, &mug).await;
    let second = api.send("POST /v1/products", &key, &mug).await;
    assert_eq!(second.status, StatusCode::CREATED);
    assert_eq!(second.header("idempotent-replayed"), "true");
    assert_eq!(first.body, second.body);
    let page = api.ask("GET /v1/products", Value::Null).await;
    assert_eq!(skus(&page), ["MUG"]);
}
