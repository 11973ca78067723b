//! Facts about the chain, on every database.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use mercer_database::{Error, Transaction};
use mercer_testing::TestDatabase;
use serde_json::{Value, json};

mod tampering;

use super::seal::seal_by;
use super::{
    Act, AuditEntry, ListEntries, Report, Sealed, is_waiting, list, record_in, redact_in,
    redact_orders_in, seal, verify,
};
use crate::{FixedClock, PageRequest, Store};

struct Place {
    store: Store,
    clock: Arc<FixedClock>,
    database: TestDatabase,
}

async fn places() -> Vec<Place> {
    let mut places = Vec::new();
    for database in mercer_testing::databases().await {
        crate::created::create(&database.database, &crate::schema::schema())
            .await
            .unwrap();
        let opening = DateTime::from_timestamp(1_750_000_000, 123_457_000).unwrap();
        let clock = Arc::new(FixedClock::at(opening));
        let currency = "GBP".parse().unwrap();
        let store = Store::with_shared_clock(database.database.clone(), currency, clock.clone());
        places.push(Place {
            store: store.acting_as("Zoë"),
            clock,
            database,
        });
    }
    places
}

fn act(number: usize) -> Act {
    Act {
        action: "things.update",
        subject: format!("thing {number}"),
        order_id: None,
        before: Some(json!({ "name": "old" })),
        after: Some(json!({ "name": format!("new {number}") })),
    }
}

async fn record(store: &Store, act: Act) -> Result<(), Error> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, act) = (unit_store.clone(), act.clone());
            async move { Ok(record_in(&store, &transaction, act).await?) }
        })
        .await
}

async fn redact(store: &Store, subject: &str, order_ids: &[i64]) -> u64 {
    let (subjects, order_ids) = ([subject.to_owned()], order_ids.to_vec());
    let now = store.now();
    let redacted: Result<u64, Error> = store
        .database()
        .write(move |transaction: Transaction| {
            let (subjects, order_ids) = (subjects.clone(), order_ids.clone());
            async move {
                Ok(redact_in(&transaction, &subjects, now).await?
                    + redact_orders_in(&transaction, &order_ids, now).await?)
            }
        })
        .await;
    redacted.unwrap()
}

impl Place {
    /// Rows 1 to `count`, of things of the same numbers.
    async fn record_many(&self, count: usize) {
        for number in 1..=count {
            record(&self.store, act(number)).await.unwrap();
        }
    }

    async fn all(&self) -> Vec<AuditEntry> {
        let input = ListEntries {
            page: PageRequest::first(200),
            ..ListEntries::default()
        };
        list(&self.store, input).await.unwrap().items
    }

    async fn assert_whole(&self) -> Report {
        let report = verify(&self.store).await.unwrap();
        assert!(report.is_whole(), "{}: {report:#?}", self.database.kind);
        report
    }
}

fn sealed(seals: i64, entries: i64) -> Sealed {
    Sealed { seals, entries }
}

/// States that a database might give back in another form than it got.
fn demanding() -> Vec<Option<Value>> {
    vec![
        None,
        Some(Value::Null),
        Some(json!({})),
        Some(json!([])),
        Some(json!("")),
        Some(json!({ "z": 1, "a": 2, "aa": 3, "Z": 4, "é": 5, "": 6 })),
        Some(json!({ "text": "  trailing \t\n \"quotes\" \\ / <tag> 'apostrophe' % _ " })),
        Some(json!({ "text": "Zoë 日本語 🦀 e\u{301} \u{202e} \u{7f} \u{1}" })),
        Some(json!({ "least": i64::MIN, "most": i64::MAX, "beyond": u64::MAX, "zero": -0_i64 })),
        Some(json!({ "deep": [{ "b": [[], {}, [{ "y": null, "x": true }]], "a": false }] })),
        Some(json!({ "number": "1.50", "time": "2026-01-01T00:00:00.000001Z" })),
    ]
}

#[tokio::test]
async fn whatever_a_row_says_reads_back_to_the_same_digest() {
    for place in places().await {
        let mut written = 0;
        for before in demanding() {
            for after in demanding() {
                place
                    .clock
                    .set(place.store.now() + TimeDelta::microseconds(333_333));
                let act = Act {
                    before: before.clone(),
                    after,
                    order_id: (written % 2 == 0).then_some(i64::MAX - written),
                    ..act(1)
                };
                record(&place.store, act).await.unwrap();
                written += 1;
            }
        }
        assert_eq!(place.assert_whole().await.waiting, written);
        assert_eq!(seal(&place.store).await.unwrap(), sealed(1, written));
        assert_eq!(place.assert_whole().await.sealed, written);
    }
}

#[tokio::test]
async fn a_fraction_is_refused() {
    for place in places().await {
        let fraction = Act {
            after: Some(json!({ "lines": [{ "price": 0.1 }] })),
            ..act(1)
        };
        let refused = record(&place.store, fraction).await;
        let words = refused.unwrap_err().to_string();
        assert!(words.contains("0.1"), "{words}");
        assert_eq!(place.all().await, []);
    }
}

#[tokio::test]
async fn rows_go_into_seals_of_bounded_size_until_none_waits() {
    for place in places().await {
        assert_eq!(seal(&place.store).await.unwrap(), sealed(0, 0));
        assert_eq!(place.assert_whole().await, Report::default());
        place.record_many(7).await;
        assert_eq!(seal_by(&place.store, 3).await.unwrap(), sealed(3, 7));
        assert_eq!(seal(&place.store).await.unwrap(), sealed(0, 0));
        let seals: HashSet<_> = place.all().await.iter().map(|row| row.seal_id).collect();
        assert_eq!(seals, HashSet::from([Some(1), Some(2), Some(3)]));
    }
}

#[tokio::test]
async fn a_row_that_commits_late_goes_into_a_later_seal() {
    for place in places().await {
        place.record_many(2).await;
        let away = "UPDATE audit_log SET id = 900 WHERE id = 1";
        place.database.execute(away).await;
        seal(&place.store).await.unwrap();
        let late = "INSERT INTO audit_log (id, actor, action, subject, created_at, salt, digest) \
             SELECT 1, actor, action, subject, created_at, '', '' FROM audit_log WHERE id = 2";
        place.database.execute(late).await;
        assert_eq!(place.assert_whole().await.waiting, 1);
        assert_eq!(seal(&place.store).await.unwrap(), sealed(1, 1));
        let report = place.assert_whole().await;
        assert_eq!((report.seals, report.sealed, report.waiting), (2, 3, 0));
        assert_eq!(report.head.unwrap().position, 2);
    }
}

#[tokio::test]
async fn what_is_redacted_is_gone_and_the_rest_still_proven() {
    for place in places().await {
        place.record_many(3).await;
        let moved = |order_id, state: Value| Act {
            action: "orders.update",
            subject: format!("order {order_id}"),
            order_id: Some(order_id),
            before: None,
            after: Some(state),
        };
        for (order_id, state) in [
            (
                1,
                json!({ "shipping_address": { "line1": "1 Secret Street" } }),
            ),
            (1, json!({ "total": 5, "billing_address": null })),
            (
                2,
                json!({ "shipping_address": { "line1": "2 Other Street" } }),
            ),
        ] {
            record(&place.store, moved(order_id, state)).await.unwrap();
        }
        seal_by(&place.store, 2).await.unwrap();
        record(&place.store, act(2)).await.unwrap();
        let before = place.all().await;
        assert_eq!(redact(&place.store, "thing 2", &[1]).await, 3);
        assert_eq!(redact(&place.store, "thing 2", &[1]).await, 0);
        for (was, is) in before.iter().zip(place.all().await) {
            let is_person = was.subject == "thing 2"
                || was
                    .state_after
                    .as_ref()
                    .is_some_and(|s| s.0.to_string().contains("Secret"));
            if is_person {
                assert_eq!((is.state_before, is.state_after), (None, None));
                assert_ne!(is.salt, was.salt);
                assert_eq!(
                    (is.digest, is.redacted_at),
                    (was.digest.clone(), Some(place.store.now()))
                );
            } else {
                assert_eq!(is, *was);
            }
        }
        assert_eq!(place.assert_whole().await.redacted, 3);
        seal(&place.store).await.unwrap();
        assert_eq!(place.assert_whole().await.redacted, 3);
        let forged = "UPDATE audit_log SET actor = 'nobody' WHERE id = 2";
        place.database.execute(forged).await;
        let report = verify(&place.store).await.unwrap();
        assert_eq!(report.faults, [tampering::changed(2, Some(1))]);
    }
}

#[tokio::test]
async fn rows_older_than_the_chain_are_taken_in() {
    for place in places().await {
        place.record_many(3).await;
        let old = "UPDATE audit_log SET salt = '', digest = ''";
        place.database.execute(old).await;
        assert_eq!(place.assert_whole().await.waiting, 3);
        assert_eq!(redact(&place.store, "thing 2", &[]).await, 1);
        place.assert_whole().await;
        assert_eq!(seal(&place.store).await.unwrap(), sealed(1, 3));
        let report = place.assert_whole().await;
        assert_eq!((report.sealed, report.redacted), (3, 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_tasks_of_two_processes_record_and_seal_without_a_fork() {
    for place in places().await {
        let second = place.database.open_again(mercer_testing::options()).await;
        let currency = "GBP".parse().unwrap();
        let second = Store::with_shared_clock(second, currency, place.clock.clone());
        let tasks = (0..16).map(|task| {
            let store = [&place.store, &second][task % 2].clone();
            tokio::spawn(async move {
                for round in 0..20 {
                    record(&store, act(task * 100 + round)).await.unwrap();
                    if round % 3 == task % 3 {
                        seal_by(&store, 4).await.unwrap();
                    }
                }
            })
        });
        for done in join_all(tasks).await {
            done.unwrap();
        }
        seal(&place.store).await.unwrap();
        let report = place.assert_whole().await;
        assert_eq!((report.sealed, report.waiting), (320, 0));
        assert!(report.seals > 16, "{report:?}");
        second.database().close().await;
    }
}

#[tokio::test]
async fn the_log_is_listed_newest_first_by_subject_order_and_actor() {
    for place in places().await {
        place.record_many(3).await;
        let of_order = Act {
            order_id: Some(7),
            ..act(1)
        };
        record(&place.store.acting_as("Ann"), of_order)
            .await
            .unwrap();
        let ids = |input: ListEntries| {
            let store = place.store.clone();
            async move {
                let page = list(&store, input).await.unwrap();
                let ids: Vec<_> = page.items.iter().map(|row| row.id).collect();
                (ids, page.next)
            }
        };
        let all = ListEntries::default();
        let first = ListEntries {
            page: PageRequest::first(3),
            ..all.clone()
        };
        let (newest, next) = ids(first).await;
        assert_eq!(newest, [4, 3, 2]);
        let rest = ListEntries {
            page: PageRequest::new(next, Some(3)).unwrap(),
            ..all.clone()
        };
        assert_eq!(ids(rest).await, (vec![1], None));
        let subject = ListEntries {
            subject: Some("thing 1".to_owned()),
            ..all.clone()
        };
        assert_eq!(ids(subject).await, (vec![4, 1], None));
        let order = ListEntries {
            order_id: Some(7),
            ..all.clone()
        };
        assert_eq!(ids(order).await, (vec![4], None));
        let actor = ListEntries {
            actor: Some("Zoë".to_owned()),
            ..all
        };
        assert_eq!(ids(actor).await, (vec![3, 2, 1], None));
        let distinct: HashSet<_> = place.all().await.into_iter().map(|row| row.salt).collect();
        assert_eq!(distinct.len(), 4, "every row has a salt of its own");
        let times: HashSet<DateTime<Utc>> = place
            .all()
            .await
            .into_iter()
            .map(|row| row.created_at)
            .collect();
        assert_eq!(times.into_iter().collect::<Vec<_>>(), [place.store.now()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_wait_until_they_are_sealed() {
    for place in places().await {
        let store = &place.store;
        assert!(!is_waiting(store).await.unwrap());
        place.record_many(2).await;
        assert!(is_waiting(store).await.unwrap());
        seal(store).await.unwrap();
        assert!(!is_waiting(store).await.unwrap());
    }
}
