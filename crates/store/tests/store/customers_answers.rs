//! Facts about answers that were recorded for idempotency keys and tell of somebody who is
//! forgotten, on every database.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, purchase, shops};
use mercer_store::customers::{self, Cascade, Customer};
use mercer_store::idempotency::{self, Answer, Fingerprint, Found, Request};
use mercer_store::orders::{self, Fulfilment, PlaceOrder};
use mercer_store::{Store, products};
use serde_json::{Value, json};

fn request(principal: &str, key: &str) -> Request {
    Request::new(principal, "POST /v1/x", key, Fingerprint::of(&[])).unwrap()
}

/// A request of this principal that took effect, and how it was answered.
async fn answered(shop: &Shop, principal: &str, key: &str, location: &str, body: &Value) {
    let answer = Answer {
        status: 201,
        headers: vec![("location".to_owned(), location.to_owned())],
        body: body.to_string(),
    };
    let sku = format!("{principal} {key}")
        .replace(' ', "-")
        .to_uppercase();
    let verb = |store: Store| async move { products::create(&store, item(&sku)).await };
    let render = move |_: &_| answer.clone();
    let made = idempotency::once(&shop.store, request(principal, key), render, verb).await;
    made.unwrap();
}

async fn sold(shop: &Shop, customer: &Customer, sku: &str) -> i64 {
    let goods = shop.goods(sku, 5).await;
    let sale = PlaceOrder {
        fulfilment: Fulfilment::HandOver,
        ..purchase(customer.id, goods.id, 1)
    };
    orders::place(&shop.store, sale).await.unwrap().order.id
}

/// What tells of a customer, under a key each.
async fn tells_of(shop: &Shop, customer: &Customer, sku: &str) -> Vec<(String, String, Value)> {
    let id = customer.id;
    let (order, home) = (
        sold(shop, customer, sku).await,
        shop.first_address(id).await,
    );
    let plain = |key: &str, body: Value| (key.to_owned(), String::new(), body);
    let mut all = vec![
        plain(
            "customer",
            json!({ "id": id, "has_password": true, "username": sku }),
        ),
        plain("address", json!({ "id": home, "line1": "1 High Street" })),
        plain("entry", json!({ "address_id": home, "label": "home" })),
        plain("order", json!({ "id": 1, "customer_id": id })),
        plain(
            "page",
            json!({ "items": [{ "deep": { "order_id": order } }] }),
        ),
    ];
    let note = json!({ "note": "Rings twice" });
    all.push(("note".to_owned(), format!("/v1/orders/{order}/notes"), note));
    for (key, ..) in &mut all {
        key.push_str(sku);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn recorded_answers_forget_an_erased_or_deleted_customer() {
    for erases in [true, false] {
        for shop in shops().await {
            let kind = shop.kind();
            let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
            let of_ada = tells_of(&shop, &ada, "A").await;
            let of_bob = tells_of(&shop, &bob, "B").await;
            for (key, location, body) in of_ada.iter().chain(&of_bob) {
                answered(&shop, "user 1", key, location, body).await;
            }
            let hers = format!("customer {}", ada.id);
            answered(&shop, &hers, "own", "", &json!({ "id": 1 })).await;
            // Neither the number of a product nor one in a text is that of a customer.
            let other = json!({ "id": ada.id, "name": format!("customer_id {}", ada.id) });
            answered(&shop, "user 1", "other", "/v1/products/1", &other).await;

            if erases {
                customers::erase(&shop.store, ada.id, None).await.unwrap();
            } else {
                let all = Cascade::WithOrders;
                customers::delete(&shop.store, ada.id, all, None)
                    .await
                    .unwrap();
            }
            let found = async |principal: &str, key: &str| {
                let request = request(principal, key);
                idempotency::look_up(&shop.store, &request).await.unwrap()
            };
            assert_eq!(found(&hers, "own").await, Found::Nothing, "{kind}");
            for (key, ..) in &of_ada {
                // It took effect and does not take effect again.
                let found = found("user 1", key).await;
                assert!(
                    matches!(found, Found::InFlight { .. }),
                    "{kind}: {key}: {found:?}"
                );
            }
            let others = of_bob.iter().map(|(key, ..)| key.as_str());
            for key in others.chain(["other"]) {
                let found = found("user 1", key).await;
                assert!(
                    matches!(found, Found::Replay(_)),
                    "{kind}: {key}: {found:?}"
                );
            }
        }
    }
}
