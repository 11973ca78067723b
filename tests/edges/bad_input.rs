//! Bad input over HTTP: each gets its code and its place, and nothing in the database changes.

use serde_json::{Value, json};

use crate::server::{Answer, Server};
use crate::shop::Shop;

/// A body, and the refusal it gets: status, code, pointer.
type Case = (&'static str, String, u16, &'static str, &'static str);

#[test]
fn bad_orders_are_refused_by_field_and_change_nothing() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    server.credentials();
    let before = shop.dump();
    let cases: Vec<Case> = [fields(), quantities(), references(), sums(), shapes()].concat();
    for (what, body, status, code, pointer) in cases {
        let answer = server.post("/v1/orders", body);
        assert_refusal(what, &answer, status, code, pointer);
        shop.assert_unchanged_since(&before, what);
    }
    // The server is as well as before.
    assert_eq!(server.post("/v1/orders", order(1, &json!(1))).status, 201);
}

fn assert_refusal(what: &str, answer: &Answer, status: u16, code: &str, pointer: &str) {
    let problem = answer.json();
    let shown = &answer.body;
    assert_eq!(answer.status, status, "{what}: {shown}");
    let content_type = answer.header("content-type");
    assert_eq!(content_type, "application/problem+json", "{what}");
    assert_eq!(problem["code"], code, "{what}: {shown}");
    assert_eq!(problem["status"], status, "{what}: {shown}");
    let type_uri = format!("urn:mercer:problem:{code}");
    assert_eq!(problem["type"], type_uri.as_str(), "{what}: {shown}");
    assert!(shown.len() < 2_000, "{what}: the refusal is long: {shown}");
    for internal in ["Input", "i64", "u64", "sqlite", "mercer_"] {
        assert!(
            !shown.contains(internal),
            "{what}: leaks {internal}: {shown}"
        );
    }
    let place = &problem["errors"][0]["pointer"];
    if pointer == "-" {
        assert_eq!(*place, Value::Null, "{what}: {shown}");
    } else {
        assert_eq!(*place, pointer, "{what}: {shown}");
    }
}

/// An order of one line.
fn order(product_id: i64, quantity: &Value) -> String {
    json!({"customer_id": 1, "lines": [{"product_id": product_id, "quantity": quantity}]})
        .to_string()
}

/// An otherwise good order with one more field, or another value in one.
fn with(field: &str, value: &Value) -> String {
    let mut order = json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 1}]});
    order[field] = value.clone();
    order.to_string()
}

fn invalid(what: &'static str, body: String, pointer: &'static str) -> Case {
    (what, body, 422, "invalid", pointer)
}

fn fields() -> Vec<Case> {
    let line = |line: Value| json!({"customer_id": 1, "lines": [line]}).to_string();
    vec![
        invalid(
            "no customer",
            json!({"lines": []}).to_string(),
            "/customer_id",
        ),
        invalid("no lines", json!({"customer_id": 1}).to_string(), "/lines"),
        invalid("empty order", with("lines", &json!([])), "/lines"),
        invalid("lines null", with("lines", &json!(null)), "/lines"),
        invalid("lines text", with("lines", &json!("all")), "/lines"),
        invalid("unknown field", with("colour", &json!("red")), "/colour"),
        invalid("a field with a slash", with("a/b~c", &json!(1)), "/a~1b~0c"),
        invalid(
            "unknown field of a line",
            line(json!({"product_id": 1, "quantity": 1, "price": 1})),
            "/lines/0/price",
        ),
        invalid(
            "no product",
            line(json!({"quantity": 1})),
            "/lines/0/product_id",
        ),
        invalid(
            "no quantity",
            line(json!({"product_id": 1})),
            "/lines/0/quantity",
        ),
        invalid("a line as an array", line(json!([1, 1])), "/lines/0"),
        invalid(
            "a field twice",
            r#"{"customer_id":1,"customer_id":1,"lines":[]}"#.to_owned(),
            "/customer_id",
        ),
        invalid(
            "customer as text",
            with("customer_id", &json!("1")),
            "/customer_id",
        ),
        invalid(
            "half a customer",
            with("customer_id", &json!(1.5)),
            "/customer_id",
        ),
        invalid(
            "a huge customer",
            with("customer_id", &json!(u64::MAX)),
            "/customer_id",
        ),
        invalid("unknown kind", with("kind", &json!("gift")), "/kind"),
        invalid("kind with NUL", with("kind", &json!("sale\0")), "/kind"),
        invalid(
            "over-long kind",
            with("kind", &json!("x".repeat(900_000))),
            "/kind",
        ),
        invalid(
            "small letters",
            with("currency", &json!("gbp")),
            "/currency",
        ),
        invalid(
            "currency with NUL",
            with("currency", &json!("GB\0")),
            "/currency",
        ),
        invalid(
            "handed over maybe",
            with("handed_over", &json!("maybe")),
            "/handed_over",
        ),
    ]
}

fn quantities() -> Vec<Case> {
    let at = "/lines/0/quantity";
    let mug = |quantity: Value| order(1, &quantity);
    let coffee = |quantity: Value| order(2, &quantity);
    vec![
        invalid("zero", mug(json!(0)), at),
        invalid("negative", mug(json!(-1)), at),
        invalid("minus zero", mug(json!(-0.0)), at),
        invalid("half a mug", mug(json!(0.5)), at),
        invalid("half a mug as text", mug(json!("1.5")), at),
        invalid("four decimals", coffee(json!(0.0005)), at),
        invalid("above 10^12", mug(json!(1_000_000_000_001_i64)), at),
        invalid("just above 10^12", coffee(json!("1000000000000.001")), at),
        invalid("beyond 64 bits", mug(json!(u64::MAX)), at),
        invalid("beyond everything", mug(json!(1e300)), at),
        invalid("null", mug(json!(null)), at),
        invalid("true", mug(json!(true)), at),
        invalid("words", mug(json!("three")), at),
        invalid("empty text", mug(json!("")), at),
        invalid("text with NUL", mug(json!("1\0")), at),
        invalid("an object", mug(json!({})), at),
    ]
}

fn references() -> Vec<Case> {
    let unknown_customer = with("customer_id", &json!(99));
    let unknown_location = with("location_id", &json!(99));
    let mixed = with(
        "lines",
        &json!([{"product_id": 1, "quantity": 1}, {"product_id": 5, "quantity": 1}]),
    );
    let product = "/lines/0/product_id";
    vec![
        (
            "unknown customer",
            unknown_customer,
            422,
            "unknown_customer",
            "/customer_id",
        ),
        (
            "unknown location",
            unknown_location,
            422,
            "unknown_location",
            "/location_id",
        ),
        invalid("unknown product", order(99, &json!(1)), product),
        invalid("product 0", order(0, &json!(1)), product),
        invalid("product -1", order(-1, &json!(1)), product),
        invalid("not on sale", order(6, &json!(1)), product),
        invalid("mixed currencies", mixed, "/lines/1/product_id"),
        invalid("another currency", with("currency", &json!("CHF")), product),
    ]
}

fn sums() -> Vec<Case> {
    let lines = |product: i64, quantities: &[i64]| {
        let line = |quantity: &i64| json!({"product_id": product, "quantity": quantity});
        let lines: Vec<Value> = quantities.iter().map(line).collect();
        with("lines", &json!(lines))
    };
    let stock = "out_of_stock";
    vec![
        // The island is a service at 9,000,000,000 pounds: stock does not stand in the way.
        invalid(
            "a line's total overflows",
            lines(7, &[1_000_000_000_000]),
            "/lines/0/quantity",
        ),
        invalid(
            "the total overflows",
            lines(7, &[10_000_000, 10_000_000]),
            "/lines",
        ),
        invalid(
            "lines of a product add up to more than 10^12",
            lines(1, &[1_000_000_000_000, 1]),
            "/lines/1/quantity",
        ),
        invalid("too many lines", lines(1, &[1; 1_001]), "/lines"),
        (
            "more than there is",
            lines(1, &[100]),
            409,
            stock,
            "/lines/0/quantity",
        ),
        (
            "two lines, more than there is",
            lines(4, &[1, 1]),
            409,
            stock,
            "/lines/0/quantity",
        ),
    ]
}

fn shapes() -> Vec<Case> {
    let malformed = |what, body: &str| (what, body.to_owned(), 400, "malformed_json", "-");
    vec![
        malformed("nothing", ""),
        malformed("half an object", r#"{"customer_id": 1"#),
        malformed("no JSON", "customer_id=1"),
        malformed("two documents", r#"{"customer_id":1,"lines":[]} {}"#),
        malformed("a raw NUL in a text", "{\"kind\":\"\0\"}"),
        invalid("an array", "[1,[]]".to_owned(), ""),
        invalid("a text", "\"order\"".to_owned(), ""),
        invalid("null", "null".to_owned(), ""),
        (
            "too large",
            "x".repeat(1024 * 1024 + 1),
            413,
            "too_large",
            "-",
        ),
    ]
}

#[test]
fn wrong_requests_are_refused() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    server.credentials();
    let before = shop.dump();
    let not_utf8 = server.post("/v1/orders", b"{\"kind\":\"\xff\"}");
    assert_refusal("not UTF-8", &not_utf8, 400, "malformed_json", "-");
    let deep = server.post("/v1/orders", "[".repeat(100_000));
    assert!(deep.status == 400 || deep.status == 422, "{}", deep.body);
    for content_type in [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: \u{1}\r\n",
    ] {
        let answer = server.request("POST /v1/orders", content_type, b"{}");
        if content_type.contains('\u{1}') {
            assert_eq!(answer.status, 400, "refused before it reaches a handler");
        } else {
            assert_refusal(content_type, &answer, 415, "unsupported_media_type", "-");
        }
    }
    let deleted = server.request("DELETE /v1/orders", "", b"");
    assert_refusal("wrong method", &deleted, 405, "method_not_allowed", "-");
    assert_eq!(deleted.header("allow"), "GET,HEAD,POST");
    for path in [
        "/v1/nothing",
        "/v1/orders/0",
        "/v1/orders/-1",
        "/v1/orders/99",
        "/v1/orders/abc",
        "/v1/orders/99999999999999999999",
        "/v1/orders/1%00",
        "/v1/orders/%ff",
        "/v1/products/99",
        "/v1/products/MUG-BLUE",
        "/v1/../mercer.db",
    ] {
        assert_refusal(path, &server.get(path), 404, "not_found", "-");
    }
    shop.assert_unchanged_since(&before, "refused");
}

#[test]
fn wrong_parameters_are_refused_by_name() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    let long = format!("q={}", "x".repeat(201));
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=-1", "limit"),
        ("limit=many", "limit"),
        ("limit=", "limit"),
        ("limit=1&limit=2", "limit"),
        ("cursor=x", "cursor"),
        ("cursor=99999999999999999999", "cursor"),
        ("colour=red", "colour"),
        ("q=%00", "q"),
        (long.as_str(), "q"),
    ] {
        let answer = server.get(&format!("/v1/products?{query}"));
        let problem = answer.json();
        assert_eq!(answer.status, 422, "{query}: {}", answer.body);
        assert_eq!(problem["code"], "invalid", "{query}");
        assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}");
    }
}
