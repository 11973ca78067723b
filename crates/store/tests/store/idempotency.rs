//! Facts about requests that are sent more than once, on every database.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::keyed::{count, fingerprint, ours, place, rendered, request, second_process};
use crate::shop::{MUG, pieces, sale, shops};
use chrono::TimeDelta;
use mercer_store::Store;
use mercer_store::idempotency::{self, Answer, Fingerprint, Found, Outcome, Request};
use mercer_store::orders::{self, OrderError, OrderWithItems};
use mercer_store::payments::{self, Pay, PayBy, Payment};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_sent_twice_takes_effect_once_and_is_answered_alike() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(5)).await;
        let Outcome::Made(first) = place(&shop.store, request("a")).await.unwrap() else {
            panic!("{kind}: the first request takes effect");
        };
        let second = place(&shop.store, request("a")).await.unwrap();
        assert_eq!(second, Outcome::Replayed(first.clone()), "{kind}");
        assert_eq!(shop.stock(MUG).await, (5_000, 1_000), "{kind}");
        // Another key is another request.
        let other = place(&shop.store, request("b")).await.unwrap();
        assert!(matches!(other, Outcome::Made(answer) if answer != first));
        assert_eq!(count(&shop, "orders").await, 2, "{kind}");
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_holds_for_one_principal_one_route_and_one_content() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(9)).await;
        place(&shop.store, request("a")).await.unwrap();
        let same_place =
            |content| Request::new("user 1", "POST /v1/orders", "a", fingerprint(content)).unwrap();
        let other = place(&shop.store, same_place("{\"x\":1}")).await.unwrap();
        assert_eq!(other, Outcome::OtherBody, "{kind}");
        assert_eq!(count(&shop, "orders").await, 1, "{kind}");
        for (principal, route, key) in [
            ("user 2", "POST /v1/orders", "a"),
            ("user 1", "POST /v1/drafts", "a"),
            // Keys are told apart by upper and lower case.
            ("user 1", "POST /v1/orders", "A"),
        ] {
            let request = Request::new(principal, route, key, fingerprint("{}")).unwrap();
            let outcome = place(&shop.store, request).await.unwrap();
            assert!(matches!(outcome, Outcome::Made(_)), "{kind}: {outcome:?}");
        }
        assert_eq!(count(&shop, "orders").await, 4, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_is_not_recorded_and_may_come_again() {
    for shop in shops().await {
        let kind = shop.database.kind;
        let before = shop.row_counts().await;
        let refused = place(&shop.store, request("a")).await.unwrap_err();
        assert!(matches!(refused, OrderError::Inventory(_)), "{kind}");
        assert_eq!(shop.row_counts().await, before, "{kind}");
        let found = idempotency::look_up(&shop.store, &request("a")).await;
        assert_eq!(found.unwrap(), Found::Nothing, "{kind}");

        shop.receive(MUG, pieces(1)).await;
        let again = place(&shop.store, request("a")).await.unwrap();
        assert!(matches!(again, Outcome::Made(_)), "{kind}");
    }
}

async fn pay(store: &Store, order_id: i64) -> Result<Payment, payments::PaymentError> {
    let input = Pay {
        order_id,
        amount: None,
        by: PayBy::Cash,
        authorise_only: false,
    };
    payments::pay(store, input).await
}

fn paid(payment: &Payment) -> Answer {
    Answer {
        status: 201,
        headers: Vec::new(),
        body: format!(
            "{{\"id\":{},\"status\":\"{}\"}}",
            payment.id, payment.status
        ),
    }
}

/// Paying is three transactions; the record is there from the first on.
#[tokio::test(flavor = "multi_thread")]
async fn a_verb_of_several_transactions_is_recorded_from_its_first_one_on() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(5)).await;
        let order = orders::place(&shop.store, sale(&[(MUG, pieces(1))]));
        let id = order.await.unwrap().order.id;
        let paying = |store: Store| async move { pay(&store, id).await };
        let Outcome::Made(first) = idempotency::once(&shop.store, request("a"), paid, paying)
            .await
            .unwrap()
        else {
            panic!("{kind}: the first request takes effect");
        };
        assert!(first.body.contains("captured"), "{kind}: {first:?}");
        let again = idempotency::once(&shop.store, request("a"), paid, paying);
        assert_eq!(again.await.unwrap(), Outcome::Replayed(first), "{kind}");
        assert_eq!(count(&shop, "payments").await, 1, "{kind}");
        shop.assert_books_are_right().await;
    }
}

/// As if the process had died between the transactions: nobody finishes the record.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_and_never_answered_is_not_done_again() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(5)).await;
        let order = orders::place(&shop.store, sale(&[(MUG, pieces(1))]));
        let id = order.await.unwrap().order.id;
        let since = shop.store.now();
        let claim = ours(&shop.store, request("a")).await;
        pay(&shop.store.accompanied_by(claim.answering(paid)), id)
            .await
            .unwrap();
        let second = second_process(&shop).await;
        let look_up = || async { idempotency::look_up(&second, &request("a")).await.unwrap() };
        assert_eq!(look_up().await, Found::InFlight { since }, "{kind}");
        shop.clock.set(since + TimeDelta::minutes(5));
        assert_eq!(look_up().await, Found::Unfinished { since }, "{kind}");
        let again = idempotency::once(&second, request("a"), paid, |store| async move {
            pay(&store, id).await
        });
        assert_eq!(
            again.await.unwrap(),
            Outcome::Unfinished { since },
            "{kind}"
        );
        assert_eq!(count(&shop, "payments").await, 1, "{kind}");

        // Whoever knows the answer after all may still give it, once.
        let answer = Answer {
            status: 200,
            headers: Vec::new(),
            body: String::new(),
        };
        assert!(claim.finish(&shop.store, &answer).await.unwrap(), "{kind}");
        assert!(!claim.finish(&shop.store, &answer).await.unwrap(), "{kind}");
        assert_eq!(look_up().await, Found::Replay(answer), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_kept_for_a_day_and_then_swept() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(9)).await;
        place(&shop.store, request("old")).await.unwrap();
        shop.clock.set(shop.store.now() + TimeDelta::hours(23));
        place(&shop.store, request("new")).await.unwrap();
        let replayed = place(&shop.store, request("old")).await.unwrap();
        assert!(matches!(replayed, Outcome::Replayed(_)), "{kind}");
        assert_eq!(idempotency::sweep(&shop.store).await.unwrap(), 0, "{kind}");

        shop.clock.set(shop.store.now() + TimeDelta::hours(1));
        // Before it is swept, an expired key is free too.
        let anew = place(&shop.store, request("old")).await.unwrap();
        assert!(matches!(anew, Outcome::Made(_)), "{kind}");
        shop.clock.set(shop.store.now() + TimeDelta::hours(23));
        assert_eq!(idempotency::sweep(&shop.store).await.unwrap(), 1, "{kind}");
        assert_eq!(count(&shop, "idempotency_keys").await, 1, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_records_than_one_transaction_takes_are_all_swept() {
    for shop in shops().await {
        for batch in 0..3 {
            let rows: Vec<String> = (0..400)
                .map(|row| {
                    format!(
                        "('user 1', 'POST /v1/orders', '{batch}-{row}', 'f', 'c', \
                         '2026-01-01 00:00:00', '2026-01-02 00:00:00')"
                    )
                })
                .collect();
            let sql = format!(
                "INSERT INTO idempotency_keys (principal, route, idempotency_key, fingerprint, \
                 claim, created_at, expires_at) VALUES {}",
                rows.join(", ")
            );
            shop.database.execute(&sql).await;
        }
        let second = second_process(&shop).await;
        let (one, other) =
            tokio::join!(idempotency::sweep(&shop.store), idempotency::sweep(&second));
        assert_eq!(
            one.unwrap() + other.unwrap(),
            1_200,
            "{}",
            shop.database.kind
        );
        assert_eq!(count(&shop, "idempotency_keys").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_answer_comes_back_byte_by_byte() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(1)).await;
        let body = "{ \"b\" :1,\"a\":\"é\\u0000\\n☕\", \"b\":1.0 }\r\n".repeat(30_000);
        assert!(body.len() > 1_000_000);
        let answer = Answer {
            status: 201,
            headers: vec![("x".to_owned(), "1".to_owned()); 3],
            body,
        };
        let told = answer.clone();
        let claim = ours(&shop.store, request("a")).await;
        let companion = claim.answering(move |_: &OrderWithItems| told.clone());
        orders::place(
            &shop.store.accompanied_by(companion),
            sale(&[(MUG, pieces(1))]),
        )
        .await
        .unwrap();
        let found = idempotency::look_up(&shop.store, &request("a")).await;
        assert!(found.unwrap() == Found::Replay(answer), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_a_block_of_numbers_is_not_taken_for_the_effect() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(9)).await;
        let calls = Arc::new(AtomicU64::new(0));
        let counted = calls.clone();
        let claim = ours(&shop.store, request("a")).await;
        let companion = claim.answering(move |order: &OrderWithItems| {
            counted.fetch_add(1, Ordering::Relaxed);
            rendered(order)
        });
        // The first order of a process takes a block; the refused one gives its number back.
        let store = shop.store.accompanied_by(companion);
        let refused = orders::place(&store, sale(&[(MUG, pieces(99))])).await;
        assert!(refused.is_err());
        assert_eq!(count(&shop, "idempotency_keys").await, 0, "{kind}");
        orders::place(&store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        assert_eq!(calls.load(Ordering::Relaxed), 1, "{kind}");
    }
}

#[test]
fn a_key_that_cannot_be_kept_is_refused_by_name() {
    let long = "k".repeat(256);
    for key in [
        "",
        " ",
        "a b",
        "a\nb",
        "schlüssel",
        "4111111111111111",
        &long,
    ] {
        let refused = Request::new("user 1", "POST /v1/orders", key, fingerprint("{}"));
        assert_eq!(refused.unwrap_err().field, "Idempotency-Key", "{key:?}");
    }
    let longest = "k".repeat(255);
    assert!(Request::new("user 1", "POST /v1/orders", &longest, fingerprint("")).is_ok());
}

#[test]
fn a_fingerprint_tells_its_parts_apart() {
    assert_ne!(
        Fingerprint::of(&[b"ab", b"c"]),
        Fingerprint::of(&[b"a", b"bc"])
    );
    assert_eq!(Fingerprint::of(&[b"ab"]), Fingerprint::of(&[b"ab"]));
}
