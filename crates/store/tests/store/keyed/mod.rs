//! Orders placed with a key, and a second process on the same database.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use crate::shop::{MUG, Shop, gbp, pieces, sale};
use mercer_store::Store;
use mercer_store::idempotency::{self, Answer, Claim, Claimed, Fingerprint, Outcome, Request};
use mercer_store::orders::{self, OrderError, OrderWithItems};

pub fn fingerprint(body: &str) -> Fingerprint {
    Fingerprint::of(&[b"", body.as_bytes()])
}

pub fn request(key: &str) -> Request {
    Request::new("user 1", "POST /v1/orders", key, fingerprint("{}")).unwrap()
}

/// As the HTTP edge renders it: what only this order has is in it.
pub fn rendered(order: &OrderWithItems) -> Answer {
    let id = order.order.id;
    Answer {
        status: 201,
        headers: vec![
            ("location".to_owned(), format!("/v1/orders/{id}")),
            ("etag".to_owned(), "\"1\"".to_owned()),
        ],
        body: format!("{{\"id\": {id},  \"number\":\"{}\"}}\n", order.order.number),
    }
}

pub async fn place(store: &Store, request: Request) -> Result<Outcome, OrderError> {
    idempotency::once(store, request, rendered, |store| async move {
        orders::place(&store, sale(&[(MUG, pieces(1))])).await
    })
    .await
}

pub async fn ours(store: &Store, request: Request) -> Claim {
    match idempotency::claim(store, request).await.unwrap() {
        Claimed::Ours(claim) => claim,
        Claimed::Theirs(found) => panic!("the key was used: {found:?}"),
    }
}

pub async fn count(shop: &Shop, table: &str) -> i64 {
    shop.number(&format!("SELECT COUNT(*) AS n FROM {table}"))
        .await
}

/// Another process on the same database.
pub async fn second_process(shop: &Shop) -> Store {
    let database = shop.database.open_again(mercer_testing::options()).await;
    Store::with_shared_clock(database, gbp(), shop.clock.clone()).acting_as("test")
}
