//! What a server does beside serving.

use std::process::Command;
use std::time::{Duration, Instant};

use mercer_database::{DatabaseUrl, Options};
use mercer_store::orders::{self, OrderKind, OrderLine, PlaceOrder};
use mercer_store::payments::{self, Pay, PayBy, PaymentKind, PaymentState};
use mercer_store::{Quantity, Store};

use crate::server::{PATIENCE, Server};
use crate::shop::{Shop, runtime};

const WAITING: &str = "SELECT count(*) FROM audit_log WHERE seal_id IS NULL";
const SEALS: &str = "SELECT count(*) FROM audit_seals";

fn place_order(server: &Server) {
    let body = r#"{"customer_id":1,"lines":[{"product_id":1,"quantity":1}]}"#;
    let answer = server.post("/v1/orders", body);
    assert_eq!(answer.status, 201, "{}", answer.body);
}

fn wait_until(mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "it did not happen in time");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_server_seals_what_was_written() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    server.credentials();
    let seals = shop.count(SEALS);
    place_order(&server);
    wait_until(|| shop.count(WAITING) == 0);
    assert_eq!(shop.count(SEALS), seals + 1);
}

#[test]
fn a_server_that_is_stopped_leaves_nothing_unsealed() {
    let shop = Shop::new();
    let mut server = Server::start(&shop);
    server.credentials();
    let seals = shop.count(SEALS);
    place_order(&server);
    let sent = Command::new("kill")
        .args(["-TERM", &server.process.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(sent.success());
    let status = server.process.wait().expect("it can be waited for");
    assert!(status.success(), "{status}");
    assert_eq!(shop.count(WAITING), 0);
    assert!(shop.count(SEALS) > seals);
}

#[test]
fn a_server_that_cannot_seal_goes_on_serving_and_seals_later() {
    let shop = Shop::new();
    let server = Server::start(&shop);
    shop.tamper("ALTER TABLE audit_heads RENAME TO elsewhere");
    place_order(&server);
    std::thread::sleep(Duration::from_secs(3));
    assert!(shop.count(WAITING) > 0, "it has nothing to seal with");
    assert_eq!(server.get("/v1/orders/1").status, 200);
    shop.tamper("ALTER TABLE elsewhere RENAME TO audit_heads");
    wait_until(|| shop.count(WAITING) == 0);
    place_order(&server);
}

/// An order paid with a card whose provider does not answer in time.
async fn pay_unanswered(shop: &Shop) {
    let url = DatabaseUrl::Sqlite(shop.file());
    let currency = "GBP".parse().expect("a currency");
    let store = Store::open(&url, Options::default(), currency)
        .await
        .expect("the store opens");
    let quantity = Quantity::whole(1).expect("it fits");
    let order = PlaceOrder {
        customer_id: 1,
        kind: OrderKind::Sale,
        lines: vec![OrderLine::of(1, quantity)],
        currency: None,
        location_id: None,
        fulfilment: orders::Fulfilment::Reserve,
        discount: None,
        shipping: 0,
    };
    let order = orders::place(&store, order).await.expect("it is placed");
    let pay = Pay {
        order_id: order.order.id,
        amount: None,
        by: PayBy::Token {
            kind: PaymentKind::Card,
            provider: "simulator".to_owned(),
            token: "sim_timeout_before".to_owned(),
            brand: None,
            last4: None,
        },
        authorise_only: false,
    };
    let payment = payments::pay(&store, pay)
        .await
        .expect("it is written down");
    assert_eq!(payment.status, PaymentState::Pending);
    store.database().close().await;
}

#[test]
fn a_server_settles_payments_that_were_left_open() {
    const SETTLED: &str = "SELECT count(*) FROM payments WHERE status = 'captured'";
    let shop = Shop::new();
    runtime().block_on(pay_unanswered(&shop));
    // From now on the provider answers, and it is time to ask it again.
    shop.tamper(
        "UPDATE payment_operations SET token = 'sim_approve', next_attempt_at = created_at",
    );
    assert_eq!(shop.count(SETTLED), 0);
    let server = Server::start(&shop);
    wait_until(|| shop.count(SETTLED) == 1);
    assert_eq!(server.get("/v1/orders/1").json()["payment_status"], "paid");
}
