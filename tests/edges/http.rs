//! The HTTP interface, whole answers.

use serde_json::json;

use crate::server::Server;
use crate::shop::Shop;
use crate::snapshot;

#[test]
fn products_and_orders() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    let body = json!({
        "customer_id": 1,
        "lines": [{"product_id": 1, "quantity": 2}, {"product_id": 2, "quantity": 0.35}],
    });
    let placed = server.post("/v1/orders", body.to_string());
    assert_eq!(placed.header("location"), "/v1/orders/1");
    let taken_back = json!({
        "customer_id": 1,
        "kind": "return",
        "currency": "GBP",
        "lines": [{"product_id": 4, "quantity": "1"}],
    });
    let out_of_stock = json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 9}]});
    let handed_over = json!({
        "customer_id": 1,
        "handed_over": true,
        "lines": [{"product_id": 1, "quantity": 8}, {"product_id": 3, "quantity": 1}],
    });
    let answers = [
        ("GET /", server.get("/")),
        ("GET /health/live", server.get("/health/live")),
        ("GET /health/ready", server.get("/health/ready")),
        ("GET /health", server.get("/health")),
        (
            "GET /v1/products?limit=2",
            server.get("/v1/products?limit=2"),
        ),
        (
            "GET /v1/products?limit=2&cursor=WyJpZCIsbnVsbCw2XQ",
            server.get("/v1/products?limit=2&cursor=WyJpZCIsbnVsbCw2XQ"),
        ),
        ("GET /v1/products?q=Lam", server.get("/v1/products?q=Lam")),
        ("GET /v1/products/2", server.get("/v1/products/2")),
        ("POST /v1/orders", placed),
        ("GET /v1/orders/1", server.get("/v1/orders/1")),
        (
            "POST /v1/orders (a return)",
            server.post("/v1/orders", taken_back.to_string()),
        ),
        (
            "POST /v1/orders (out of stock)",
            server.post("/v1/orders", out_of_stock.to_string()),
        ),
        (
            "POST /v1/orders (handed over)",
            server.post("/v1/orders", handed_over.to_string()),
        ),
    ];
    let text: Vec<String> = answers
        .iter()
        .map(|(what, answer)| format!("### {what}\n{}", answer.shown()))
        .collect();
    snapshot::check("http", &text.join("\n"));
}

#[test]
fn every_answer_bears_a_request_id() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    let given = server.request("GET /v1/nothing", "X-Request-Id: till-7\r\n", b"");
    assert_eq!(given.header("x-request-id"), "till-7");
    let first = server.get("/health/live");
    let second = server.get("/health/live");
    assert_eq!(first.header("x-request-id").len(), 36);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[test]
fn a_hundred_orders_at_once_sell_ten_mugs() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    let body = json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 1}]}).to_string();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..100)
            .map(|_| scope.spawn(|| server.post("/v1/orders", &body).status))
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().expect("the client ends"))
            .collect()
    });
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(201), count(409)), (10, 90), "{statuses:?}");
}

#[test]
fn serve_creates_a_missing_store() {
    let shop = Shop::without_a_store();
    let server = Server::start(&shop);
    assert!(shop.file().exists());
    let products = server.get("/v1/products");
    assert_eq!(products.json(), json!({"items": [], "next": null}));
    assert!(
        server
            .announcement
            .starts_with("Mercer serves sqlite:mercer.db at http://127.0.0.1:"),
        "{}",
        server.announcement
    );
}
