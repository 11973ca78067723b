//! Scripts for others to run give what a run gives.

use mercer_database::Kind;
use mercer_migrator::{
    History, current, offline_downgrade, offline_upgrade, revision_down_sql, revision_sql,
};
use mercer_testing::TestDatabase;

use crate::journal;
use crate::stage::{chain, down, execute, now, open, picture, same, up};

const EXTRA: &str = r#"
[[op]]
do = "create_enum"
name = "mood"
values = ["glad"]

[[op]]
do = "alter_enum"
from = { name = "mood", values = ["glad"] }
to = { name = "mood", values = ["glad", "sad"] }

[[op]]
do = "create_index"
table = "goods"
name = "goods_size_index"
columns = ["size"]
concurrently = true

[[op]]
do = "sql"
[op.up]
sqlite = "UPDATE log SET line = line + 1 -- it's a remark"
postgres = "CREATE TABLE moods (mood mood DEFAULT 'sad') -- it's a remark"
mysql = "UPDATE log SET line = line + 1 -- it's a remark"
[op.down]
sqlite = ""
postgres = "DROP TABLE moods"
mysql = ""
"#;

fn history() -> History {
    let mut revisions = journal::history().revisions().to_vec();
    revisions.push(crate::stage::revision("r3", "r2", EXTRA));
    History::new(revisions).unwrap()
}

/// As the database's own program would.
async fn run_script(place: &TestDatabase, script: &str) {
    let session = open(place).await;
    if place.kind == Kind::Postgres {
        // In one text, PostgreSQL would run all of it in one transaction.
        let mut one = String::new();
        for line in script.lines() {
            one.push_str(line);
            one.push('\n');
            if line.ends_with(';') {
                execute(&session, &one).await;
                one.clear();
            }
        }
    } else {
        execute(&session, script).await;
    }
    session.close().await;
}

#[tokio::test]
async fn a_script_gives_the_same_database_as_an_upgrade_and_goes_back() {
    let history = history();
    for kind in mercer_testing::KINDS {
        let Some(online) = TestDatabase::fresh(kind).await else {
            continue;
        };
        let offline = TestDatabase::fresh(kind).await.unwrap();
        let one = open(&online).await;
        up(&one, &history, "heads").await.unwrap();
        let script = offline_upgrade(&history, "base:heads", kind, now()).unwrap();
        run_script(&offline, &script).await;
        let other = open(&offline).await;
        same(&picture(&one).await, &picture(&other).await, kind, &script);
        let state = current(&other).await.unwrap();
        assert_eq!(state.tampered(&history), [""; 0], "{kind}");
        // A run goes on from there as from its own.
        down(&other, &history, "r1").await.unwrap();
        down(&one, &history, "r1").await.unwrap();
        same(
            &picture(&one).await,
            &picture(&other).await,
            kind,
            "back to r1",
        );
        let script = offline_upgrade(&history, "r1:heads", kind, now()).unwrap();
        run_script(&offline, &script).await;
        up(&one, &history, "heads").await.unwrap();
        same(&picture(&one).await, &picture(&other).await, kind, &script);
        let script = offline_downgrade(&history, "heads:base", kind).unwrap();
        run_script(&offline, &script).await;
        let left = picture(&other).await;
        assert!(
            left.catalog.tables.is_empty() && left.catalog.enums.is_empty(),
            "{kind}"
        );
        assert_eq!(left.applied, [""; 0], "{kind}");
        one.close().await;
        other.close().await;
    }
}

#[test]
fn one_revision_is_shown_without_transactions_and_bookkeeping() {
    let history = history();
    for kind in mercer_testing::KINDS {
        for revision in history.revisions() {
            let there = revision_sql(&history, revision, kind).unwrap();
            let back = revision_down_sql(&history, revision, kind).unwrap();
            for sql in [&there, &back] {
                assert!(!sql.is_empty(), "{kind} {}", revision.id);
                for word in ["COMMIT", "BEGIN;", "mercer_revisions"] {
                    assert!(!sql.contains(word), "{kind}: {sql}");
                }
            }
        }
        let second = history.revision("r2").unwrap();
        let sql = revision_sql(&history, second, kind).unwrap();
        assert!(
            sql.contains("CREATE TABLE") && sql.contains("UPDATE"),
            "{sql}"
        );
    }
}

#[test]
fn a_body_of_statements_gets_a_delimiter_of_its_own() {
    let body = "\n[[op]]\ndo = \"sql\"\nup = \"CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END\"\n\
                down = \"DROP PROCEDURE p\"\n";
    let sql = offline_upgrade(&chain(&[body]), "base:heads", Kind::MySql, now()).unwrap();
    let expected =
        "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\nDELIMITER ;\n";
    assert!(sql.contains(expected), "{sql}");
}
