//! Whoever changes the log by hand is found.

use mercer_database::{Error, Transaction};
use sea_orm::ConnectionTrait;

use super::super::seal::seal_by;
use super::super::{Fault, Report, seal, verify, verify_in, verify_noted};
use super::{Place, act, places, record};

/// Raw SQL on eight rows in seals of three, three and two, and one that waits; what is told first.
const TAMPERING: &[(&[&str], Fault)] = &[
    (
        &["UPDATE audit_log SET actor = 'nobody' WHERE id = 4"],
        changed(4, Some(2)),
    ),
    (
        &["UPDATE audit_log SET subject = 'thing 9' WHERE id = 1"],
        changed(1, Some(1)),
    ),
    (
        &["UPDATE audit_log SET action = 'things.create' WHERE id = 8"],
        changed(8, Some(3)),
    ),
    (
        &["UPDATE audit_log SET order_id = 0 WHERE id = 2"],
        changed(2, Some(1)),
    ),
    (
        &["UPDATE audit_log SET state_after = NULL WHERE id = 5"],
        changed(5, Some(2)),
    ),
    (
        &["UPDATE audit_log SET state_before = '{\"name\": \"Old\"}' WHERE id = 5"],
        changed(5, Some(2)),
    ),
    (
        &["UPDATE audit_log SET created_at = '2026-01-01 00:00:00' WHERE id = 6"],
        changed(6, Some(2)),
    ),
    (
        &["UPDATE audit_log SET salt = 'pepper' WHERE id = 6"],
        changed(6, Some(2)),
    ),
    (
        &["UPDATE audit_log SET actor = 'nobody' WHERE id = 9"],
        changed(9, None),
    ),
    // Redaction is no way to change a row.
    (
        &["UPDATE audit_log SET redacted_at = created_at WHERE id = 3"],
        changed(3, Some(1)),
    ),
    (
        &[
            "UPDATE audit_log SET redacted_at = created_at, state_before = NULL, state_after = NULL \
           WHERE id = 3",
        ],
        changed(3, Some(1)),
    ),
    (
        &[
            "UPDATE audit_log SET digest = CONCAT(SUBSTR(digest, 33), SUBSTR(digest, 1, 32)) WHERE seal_id IS NOT NULL",
        ],
        changed(1, Some(1)),
    ),
    (
        &["DELETE FROM audit_log WHERE id = 4"],
        Fault::RemovedEntries {
            seal: 2,
            expected: 3,
            found: 2,
        },
    ),
    (
        &["UPDATE audit_log SET seal_id = NULL WHERE id = 4"],
        Fault::RemovedEntries {
            seal: 2,
            expected: 3,
            found: 2,
        },
    ),
    (
        &["UPDATE audit_log SET seal_id = 2 WHERE id = 9"],
        Fault::InsertedEntries {
            seal: 2,
            expected: 3,
            found: 4,
        },
    ),
    (
        &[
            "UPDATE audit_log SET seal_id = 2 WHERE id = 9",
            "DELETE FROM audit_log WHERE id = 5",
        ],
        Fault::BrokenSeal { seal: 2 },
    ),
    (
        &["UPDATE audit_log SET id = 90 WHERE id = 5"],
        Fault::BrokenSeal { seal: 2 },
    ),
    (
        &["UPDATE audit_seals SET created_at = '2026-01-01 00:00:00' WHERE position = 3"],
        Fault::BrokenSeal { seal: 3 },
    ),
    (
        &["UPDATE audit_seals SET hash = previous_hash WHERE position = 3"],
        Fault::BrokenSeal { seal: 3 },
    ),
    (
        &[
            "UPDATE audit_seals SET previous_hash = REPLACE(previous_hash, '0', '1') \
           WHERE position = 1",
        ],
        Fault::BrokenLink { seal: 1 },
    ),
    (
        &[
            "DELETE FROM audit_log WHERE seal_id = 2",
            "DELETE FROM audit_seals WHERE position = 2",
        ],
        Fault::RemovedSeals { first: 2, last: 2 },
    ),
    (
        &[
            "DELETE FROM audit_log WHERE seal_id IN (1, 2)",
            "DELETE FROM audit_seals WHERE position < 3",
        ],
        Fault::RemovedSeals { first: 1, last: 2 },
    ),
    (
        &[
            "DELETE FROM audit_log WHERE seal_id = 3",
            "DELETE FROM audit_seals WHERE position = 3",
        ],
        Fault::RemovedSeals { first: 3, last: 3 },
    ),
    (
        &["DELETE FROM audit_log", "DELETE FROM audit_seals"],
        Fault::RemovedSeals { first: 1, last: 3 },
    ),
    (
        &["DELETE FROM audit_heads"],
        Fault::WrongHead { last: 3, told: 0 },
    ),
];

pub(super) const fn changed(id: i64, seal: Option<i64>) -> Fault {
    Fault::ChangedEntry { id, seal }
}

/// Carries the report out of a unit that is not to be committed.
enum Undone {
    Report(Report),
    Failed(Error),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Undone::Failed(error)
    }
}

/// What is found after these statements, which are then undone.
async fn found_after(place: &Place, statements: &'static [&'static str]) -> Report {
    let undone: Result<(), Undone> = place
        .store
        .database()
        .write(move |transaction: Transaction| async move {
            for sql in statements {
                let done = transaction.execute_unprepared(sql).await;
                done.map_err(Error::from)?;
            }
            let report = verify_in(&transaction, None).await.map_err(Error::from)?;
            Err(Undone::Report(report))
        })
        .await;
    match undone {
        Err(Undone::Report(report)) => report,
        Err(Undone::Failed(error)) => panic!("{}: {error}", place.database.kind),
        Ok(()) => unreachable!("the unit never succeeds"),
    }
}

#[tokio::test]
async fn every_kind_of_tampering_is_found_and_named() {
    for place in places().await {
        place.record_many(8).await;
        seal_by(&place.store, 3).await.unwrap();
        record(&place.store, act(9)).await.unwrap();
        let untouched = place.assert_whole().await;
        let counted = (untouched.seals, untouched.sealed, untouched.waiting);
        assert_eq!(counted, (3, 8, 1));
        for (statements, expected) in TAMPERING {
            assert_eq!(found_after(&place, &[]).await, untouched);
            let report = found_after(&place, statements).await;
            let kind = place.database.kind;
            assert_eq!(
                report.faults.first(),
                Some(expected),
                "{kind}: {statements:?}"
            );
        }
    }
}

#[tokio::test]
async fn only_a_hash_noted_elsewhere_tells_of_a_chain_that_was_made_anew() {
    for place in places().await {
        place.record_many(4).await;
        seal_by(&place.store, 3).await.unwrap();
        let noted = verify(&place.store).await.unwrap().head.unwrap().hash;
        record(&place.store, act(5)).await.unwrap();
        seal(&place.store).await.unwrap();
        let later = verify_noted(&place.store, &noted).await.unwrap();
        assert!(later.is_whole(), "the chain has only grown: {later:?}");
        for sql in [
            "UPDATE audit_log SET seal_id = NULL, actor = 'nobody', salt = '', digest = ''",
            "DELETE FROM audit_seals",
            "DELETE FROM audit_heads",
        ] {
            place.database.execute(sql).await;
        }
        seal(&place.store).await.unwrap();
        place.assert_whole().await;
        let forged = verify_noted(&place.store, &noted).await.unwrap();
        assert_eq!(forged.faults, [Fault::NotedHashMissing]);
    }
}
