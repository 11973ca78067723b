//! PostgreSQL and SQLite take a revision whole, or not at all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mercer_database::Kind;
use mercer_migrator::{History, Operation, PerDatabase, RunError, Sql, downgrade, upgrade};

use crate::journal;
use crate::stage::{BreakAt, execute, now, open, options, picture, same, up};

/// The history of the journal's tests, whose second revision fails before its operation `at`.
fn failing_at(at: usize) -> History {
    let mut revisions = journal::history().revisions().to_vec();
    let fails = Operation::Sql(Sql {
        up: PerDatabase::same("INSERT INTO nowhere (id) VALUES (1)"),
        down: Some(PerDatabase::same("")),
    });
    revisions[1].operations.insert(at, fails);
    History::new(revisions).unwrap()
}

#[tokio::test]
async fn a_revision_that_fails_at_any_operation_changes_nothing() {
    let count = journal::history().revisions()[1].operations.len();
    for place in mercer_testing::databases().await {
        if place.kind == Kind::MySql {
            // Its journal has tests of its own.
            continue;
        }
        let session = open(&place).await;
        up(&session, &journal::history(), "r1").await.unwrap();
        let before = picture(&session).await;
        for at in 0..=count {
            let error = up(&session, &failing_at(at), "heads").await.unwrap_err();
            let RunError::Failed { operation, .. } = &error else {
                panic!("{at}: {error}");
            };
            assert_eq!(*operation, at + 1);
            same(
                &before,
                &picture(&session).await,
                place.kind,
                &format!("failed at {at}"),
            );
        }
        up(&session, &journal::history(), "heads").await.unwrap();
        session.close().await;
    }
}

#[tokio::test]
async fn a_revision_that_is_broken_off_at_any_statement_changes_nothing() {
    let history = journal::history();
    for place in mercer_testing::databases().await {
        if place.kind == Kind::MySql {
            continue;
        }
        let session = open(&place).await;
        up(&session, &history, "r1").await.unwrap();
        let before = picture(&session).await;
        let mut reached = 0;
        for at in 1.. {
            let mut breaks = BreakAt { at, seen: 0 };
            let done = upgrade(&session, &history, "heads", &options(), now(), &mut breaks).await;
            if done.is_ok() {
                break;
            }
            reached = at;
            assert!(matches!(done, Err(RunError::Interrupted)), "{done:?}");
            same(
                &before,
                &picture(&session).await,
                place.kind,
                &format!("up, {at}"),
            );
        }
        assert!(reached > 20, "{reached}");
        let after = picture(&session).await;
        for at in 1.. {
            let mut breaks = BreakAt { at, seen: 0 };
            let done = downgrade(&session, &history, "r1", &options(), now(), &mut breaks).await;
            if done.is_ok() {
                assert!(at > 10, "{at}");
                break;
            }
            same(
                &after,
                &picture(&session).await,
                place.kind,
                &format!("down, {at}"),
            );
        }
        same(&before, &picture(&session).await, place.kind, "back");
        session.close().await;
    }
}

#[tokio::test]
async fn the_comparison_of_these_tests_notices_what_is_left_behind() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &journal::history(), "r1").await.unwrap();
        for left in [
            "CREATE TABLE mercer_rebuild_things (id BIGINT)",
            "CREATE INDEX left_over ON things (name)",
            "ALTER TABLE things ADD COLUMN left_over BIGINT",
            "UPDATE things SET size = 11 WHERE id = 1",
            "DELETE FROM things WHERE id = 5",
            "UPDATE mercer_revisions SET hash = 'other'",
        ] {
            let before = picture(&session).await;
            execute(&session, left).await;
            let after = picture(&session).await;
            let noticed = catch_unwind(AssertUnwindSafe(|| {
                same(&before, &after, place.kind, "negative control");
            }));
            assert!(noticed.is_err(), "{}: {left}", place.kind);
        }
        session.close().await;
    }
}
