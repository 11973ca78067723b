//! Facts about requests with one key that race, on every database.
#![allow(clippy::unwrap_used)]

use crate::keyed::{count, fingerprint, ours, place, rendered, request, second_process};
use crate::shop::{MUG, Shop, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_store::Store;
use mercer_store::amounts::TaxRate;
use mercer_store::idempotency::{self, Answer, Found, Outcome, Request};
use mercer_store::orders;
use mercer_store::taxes::{self, CreateTaxClass, TaxClass, TaxClassError};

#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_requests_at_once_one_takes_effect() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(50)).await;
        let all = join_all((0..16).map(|_| place(&shop.store, request("a")))).await;
        let mut made = 0;
        for outcome in all {
            match outcome.unwrap() {
                Outcome::Made(_) => made += 1,
                Outcome::InFlight { .. } | Outcome::Replayed(_) => {}
                other => panic!("{kind}: {other:?}"),
            }
        }
        assert_eq!(made, 1, "{kind}");
        assert_eq!(count(&shop, "orders").await, 1, "{kind}");
        assert_eq!(count(&shop, "idempotency_keys").await, 1, "{kind}");
        assert_eq!(shop.stock(MUG).await, (50_000, 1_000), "{kind}");
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_requests_to_two_processes_one_takes_effect() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(50)).await;
        let second = second_process(&shop).await;
        for round in 0..8 {
            let key = format!("round-{round}");
            let all = join_all((0..16).map(|index| {
                let store = if index % 2 == 0 { &shop.store } else { &second };
                place(store, request(&key))
            }))
            .await;
            let answers: Vec<Answer> = all
                .into_iter()
                .filter_map(|outcome| match outcome.unwrap() {
                    Outcome::Made(answer) | Outcome::Replayed(answer) => Some(answer),
                    Outcome::InFlight { .. } => None,
                    other => panic!("{kind}: {other:?}"),
                })
                .collect();
            assert!(!answers.is_empty(), "{kind}");
            assert!(answers.iter().all(|answer| *answer == answers[0]), "{kind}");
            assert_eq!(count(&shop, "orders").await, round + 1, "{kind}");
        }
        shop.assert_books_are_right().await;
    }
}

/// The claims are taken at the same moment, so that only the table's rule is left to decide.
#[tokio::test(flavor = "multi_thread")]
async fn the_slower_of_two_processes_leaves_nothing_and_finds_the_others_answer() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(5)).await;
        let second = second_process(&shop).await;
        let mine = ours(&shop.store, request("a")).await;
        let theirs = ours(&second, request("a")).await;
        let order = sale(&[(MUG, pieces(1))]);
        let accompanied = shop.store.accompanied_by(mine.answering(rendered));
        let placed = orders::place(&accompanied, order.clone()).await.unwrap();
        assert_eq!(mine.answer(), Some(rendered(&placed)));
        let before = shop.row_counts().await;

        let accompanied = second.accompanied_by(theirs.answering(rendered));
        let refused = orders::place(&accompanied, order).await;
        assert!(refused.is_err() && theirs.is_taken(), "{kind}");
        assert!(!mine.is_taken(), "{kind}");
        let found = theirs.look_again(&second).await.unwrap();
        assert_eq!(found, Found::Replay(rendered(&placed)), "{kind}");
        assert_eq!(shop.row_counts().await, before, "{kind}");
        assert_eq!(shop.stock(MUG).await, (5_000, 1_000), "{kind}");
    }
}

/// The verb refuses before the key's rule can: the code is taken, by the same request.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_because_of_what_the_same_request_did_elsewhere_is_a_replay() {
    for shop in shops().await {
        let kind = shop.database.kind;
        let second = second_process(&shop).await;
        let add = |store: Store| async move {
            let class = CreateTaxClass {
                code: "reduced".to_owned(),
                name: "Reduced".to_owned(),
                rate: TaxRate::from_ppm(50_000).unwrap(),
            };
            taxes::create(&store, class).await
        };
        let told = |class: &TaxClass| Answer {
            status: 201,
            headers: Vec::new(),
            body: format!("{{\"id\":{}}}", class.id),
        };
        let first = ours(&shop.store, request("a")).await;
        let raced = idempotency::once(&second, request("a"), told, |store| async {
            // Meanwhile the first process does all of it.
            let accompanied = shop.store.accompanied_by(first.answering(told));
            add(accompanied).await.unwrap();
            add(store).await
        });
        let outcome = raced.await.unwrap();
        assert_eq!(
            outcome,
            Outcome::Replayed(first.answer().unwrap()),
            "{kind}"
        );

        // A code taken by somebody else stays a refusal.
        let refused = idempotency::once(&second, request("b"), told, add);
        let refused = refused.await.unwrap_err();
        assert!(matches!(refused, TaxClassError::CodeTaken), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_during_the_first_request_is_told_at_once() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(5)).await;
        let since = shop.store.now();
        let claim = ours(&shop.store, request("a")).await;
        let meanwhile = place(&shop.store, request("a")).await.unwrap();
        assert_eq!(meanwhile, Outcome::InFlight { since }, "{kind}");
        let other = Request::new("user 1", "POST /v1/orders", "a", fingerprint("[]")).unwrap();
        let meanwhile = place(&shop.store, other).await.unwrap();
        assert_eq!(meanwhile, Outcome::OtherBody, "{kind}");
        assert_eq!(count(&shop, "orders").await, 0, "{kind}");

        // A unit that goes on after its caller went away still counts as running.
        let accompanied = shop.store.accompanied_by(claim.answering(rendered));
        drop(claim);
        let meanwhile = place(&shop.store, request("a")).await.unwrap();
        assert_eq!(meanwhile, Outcome::InFlight { since }, "{kind}");
        drop(accompanied);
        let free = place(&shop.store, request("a")).await.unwrap();
        assert!(matches!(free, Outcome::Made(_)), "{kind}");
    }
}

/// The negative control: a record written in a transaction of its own after the effect is lost
/// when that fails, and a repetition does everything again.
#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_cannot_be_written_takes_the_effect_with_it() {
    for shop in shops().await {
        let kind = shop.database.kind;
        shop.receive(MUG, pieces(9)).await;
        // Every attempt to record fails from here on.
        let claim = ours(&shop.store, request("a")).await;
        shop.database
            .execute("ALTER TABLE idempotency_keys RENAME TO out_of_reach")
            .await;
        let accompanied = shop.store.accompanied_by(claim.answering(rendered));
        let order = sale(&[(MUG, pieces(1))]);
        assert!(orders::place(&accompanied, order.clone()).await.is_err());
        assert_eq!(effects_without_record(&shop).await, 0, "{kind}");
        assert_eq!(shop.stock(MUG).await, (9_000, 0), "{kind}");

        // Control: the effect first, the record afterwards.
        orders::place(&shop.store, order).await.unwrap();
        let answer = Answer {
            status: 201,
            headers: Vec::new(),
            body: String::new(),
        };
        assert!(claim.finish(&shop.store, &answer).await.is_err(), "{kind}");
        assert_eq!(effects_without_record(&shop).await, 1, "{kind}: it shows");
    }
}

async fn effects_without_record(shop: &Shop) -> i64 {
    count(shop, "orders").await - count(shop, "out_of_reach").await
}
