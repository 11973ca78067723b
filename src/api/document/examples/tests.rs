use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{Example, Examples};
use crate::api::Options;
use crate::api::orders::tests::shop;
use crate::api::router::routes;
use crate::api::testing::{TestApi, customer, owner};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// Reads what no other transcript tells, for the examples.
#[tokio::test]
async fn what_the_other_transcripts_leave_out() {
    let mut api = shop().await;
    let any = [("if-match", "*")];
    for path in ["/", "/health", "/health/live", "/health/ready"] {
        api.tell(&format!("GET {path}"), &[], Value::Null).await;
    }
    let metadata = "GET /.well-known/oauth-authorization-server";
    api.tell(metadata, &[], Value::Null).await;
    api.tell("GET /v1/audit-log/verification", &[], Value::Null)
        .await;
    life_of_a_shop(&api).await;
    for path in [
        "/v1/products?limit=2",
        "/v1/products/1",
        "/v1/customers/1",
        "/v1/contacts?limit=1",
        "/v1/contacts/1",
        "/v1/locations/1",
        "/v1/tax-classes/1",
        "/v1/invoices/1",
        "/v1/orders/by-number/1000",
        "/v1/orders/1/items",
        "/v1/orders/1/payments",
        "/v1/orders/1/returns",
        "/v1/orders/1/invoices",
        "/v1/orders/1/shipments",
        "/v1/orders/1/timeline?limit=2",
        "/v1/orders/1",
        "/v1/orders?limit=1",
        "/v1/payments/1/events",
        "/v1/payments/1/operations",
        "/v1/shipments?limit=1",
        "/v1/addresses?limit=1",
        "/v1/categories/1",
        "/v1/counts",
        "/v1/counts/1/lines",
        "/v1/customers?limit=1",
        "/v1/customers/1/payment-methods",
        "/v1/products/by-barcode/96385074",
        "/v1/settings",
        "/v1/stock/low",
        "/v1/transfers",
    ] {
        api.tell(&format!("GET {path}"), &[], Value::Null).await;
    }
    let address = json!({"line1": "2 High Street", "city": "York", "country": "GB"});
    let mut contact = address.clone();
    contact["customer_ids"] = json!([1]);
    api.tell("POST /v1/contacts", &[], contact).await;
    api.tell("PUT /v1/contacts/1", &any, address).await;
    let moved = json!({"line1": "3 High Street"});
    api.tell("PATCH /v1/contacts/1", &any, moved).await;
    let line = json!({"quantity": 3, "reason": "One more"});
    api.tell("PUT /v1/orders/2/items/1", &any, line).await;
    let address = json!({"line1": "2 High Street", "city": "York", "country": "GB"});
    let order = json!({
        "lines": [{"line": 1, "quantity": 1}], "shipping": {"amount": 495, "currency": "GBP"},
        "shipping_address": address, "billing_address": address,
    });
    api.tell("PUT /v1/orders/2", &any, order).await;
    api.tell("POST /v1/orders/2/cancellation", &any, Value::Null)
        .await;
    api.act_as(customer(1));
    api.tell("GET /v1/customers/me", &[], Value::Null).await;
    api.act_as(owner());
    api.check("others");
}

/// Something of every kind.
async fn life_of_a_shop(api: &TestApi) {
    let order = json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 2}]});
    let card = json!({"kind": "card", "provider": "simulator", "token": "sim_approve"});
    let tea = json!({"product_id": 2, "quantity": 1.5});
    let back = json!({
        "lines": [{"line": 1, "quantity": 1, "disposition": "restock"}], "reason": "Too blue",
    });
    let depot = json!({"from_location_id": 1, "to_location_id": 2, "lines": [tea]});
    for (request, body) in [
        ("POST /v1/orders", order.clone()),
        ("POST /v1/orders", order),
        ("POST /v1/orders/1/payments", card),
        ("POST /v1/orders/1/invoices", json!({})),
        ("POST /v1/orders/1/shipments", json!({})),
        ("POST /v1/shipments/1/dispatch", Value::Null),
        ("POST /v1/orders/1/returns", back),
        (
            "POST /v1/tax-classes",
            json!({"code": "books", "name": "Books", "rate_percent": 0}),
        ),
        ("POST /v1/categories", json!({"name": "Kitchen"})),
        ("PUT /v1/products/1/barcode", json!({"barcode": "96385074"})),
        (
            "PUT /v1/stock/levels/1/1/reorder-point",
            json!({"reorder_point": 20}),
        ),
        (
            "POST /v1/customers/1/payment-methods",
            json!({"kind": "cash"}),
        ),
        ("POST /v1/locations", json!({"name": "Depot"})),
        ("POST /v1/transfers", depot),
        ("POST /v1/counts", json!({"note": "in spring"})),
    ] {
        let made = api.send(request, &[("if-match", "*")], &body).await;
        assert!(made.status.is_success(), "{request}: {made:?}");
    }
}

#[tokio::test]
async fn every_body_has_an_example_that_was_recorded() {
    let api = TestApi::new().await;
    let (_, document) = routes(&api.api(Options::default())).finish();
    let examples = of_transcripts(&document);
    let file = Path::new(REPOSITORY).join("src/api/document/examples/recorded.json");
    let text = serde_json::to_string_pretty(&examples).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, text).expect("it can be written");
    } else {
        let kept = std::fs::read_to_string(&file).expect("it is there");
        assert!(
            kept == text,
            "the transcripts tell another story; run with UPDATE_SNAPSHOTS=1, twice"
        );
    }
    let without = without_example(&document, &examples);
    assert!(without.is_empty(), "no transcript tells {without:#?}");
}

/// The first success that transcripts tell of each operation; what is written by hand goes first.
fn of_transcripts(document: &Value) -> Examples {
    let by_hand = include_str!("by_hand.json");
    let mut examples: Examples = serde_json::from_str(by_hand).expect("it is well written");
    let folder = Path::new(REPOSITORY).join("tests/snapshots/api");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path())
        .filter(|file| !file.ends_with("access.txt"))
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a transcript");
        for told in text.split("\n\n> ") {
            record(document, told.trim_start_matches("> "), &mut examples);
        }
    }
    examples
}

/// Takes one request and its answer, unless it was refused or an earlier one is there.
fn record(document: &Value, told: &str, examples: &mut Examples) {
    let mut lines = told.lines();
    let asked = lines.next().unwrap_or_default();
    let request = lines.clone().find_map(|line| line.strip_prefix("> {"));
    let mut answer = lines.skip_while(|line| line.starts_with("> "));
    let status = answer.next().unwrap_or_default();
    let body: Vec<_> = answer.skip_while(|line| !line.starts_with('{')).collect();
    let (method, path) = asked.split_once(' ').unwrap_or_default();
    let shaped = ["fields=", "expand="]
        .iter()
        .any(|word| path.contains(word));
    let Some(route) = route_of(document, method, path) else {
        return;
    };
    if !status.starts_with('2') || shaped {
        return;
    }
    let example = examples.entry(format!("{method} {route}")).or_default();
    if let (Value::Null, Some(request)) = (&example.request, request) {
        example.request = serde_json::from_str(&format!("{{{request}")).expect("JSON");
    }
    if !body.is_empty() && !example.answers.contains_key(status) {
        let body = serde_json::from_str(&body.join("\n")).expect("JSON");
        example.answers.insert(status.to_owned(), body);
    }
}

/// The address as it is declared; of several, the one with the fewest parameters.
fn route_of(document: &Value, method: &str, path: &str) -> Option<String> {
    let path = path.split('?').next()?;
    let paths = document["paths"].as_object()?;
    let fits = |route: &str| {
        route.split('/').count() == path.split('/').count()
            && route
                .split('/')
                .zip(path.split('/'))
                .all(|(declared, given)| declared.starts_with('{') || declared == given)
    };
    let has_method = |methods: &Value| !methods[method.to_ascii_lowercase()].is_null();
    let fitting = paths
        .iter()
        .filter(|(route, methods)| fits(route) && has_method(methods));
    let (route, _) = fitting.min_by_key(|(route, _)| route.matches('{').count())?;
    Some(route.clone())
}

/// The bodies that no example tells of.
fn without_example(document: &Value, examples: &Examples) -> Vec<String> {
    let nothing = Example::default();
    let mut without = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let name = format!("{} {path}", method.to_ascii_uppercase());
            let example = examples.get(&name).unwrap_or(&nothing);
            if !operation["requestBody"].is_null() && example.request.is_null() {
                without.push(format!("the request of {name}"));
            }
            let answers: BTreeMap<String, Value> =
                serde_json::from_value(operation["responses"].clone()).expect("answers");
            let told = answers
                .iter()
                .filter(|(_, answer)| !answer["content"]["application/json"].is_null());
            for (status, _) in told.filter(|(status, _)| status.starts_with('2')) {
                if !example.answers.contains_key(status) {
                    without.push(format!("{name} answered {status}"));
                }
            }
        }
    }
    without
}
