//! No row is lost when a table is built anew.

use mercer_database::Kind;
use mercer_migrator::{History, RunError, upgrade};

use crate::stage::{
    BreakAt, chain, down, execute, lines, now, open, options, picture, same, texts, up,
};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "parents"
columns = [
    { name = "id", type = "big_integer" },
    { name = "name", type = "text(40)" },
    { name = "size", type = "integer" },
    { name = "spare", type = "integer", null = true },
]
primary_key = ["id"]
identity = true
checks = [{ name = "parents_size_check", expression = "size >= 0" }]

[[op]]
do = "create_table"
table = "children"
columns = [
    { name = "id", type = "big_integer" },
    { name = "parent_id", type = "big_integer" },
]
primary_key = ["id"]
foreign_keys = [
    { name = "children_parent_id_foreign", columns = ["parent_id"], references = "parents", referenced_columns = ["id"], on_delete = "cascade" },
]
"#;

/// Three rebuilds on SQLite: the column's type, its check, and the column itself.
const SECOND: &str = r#"
destructive = "nobody used spare"

[[op]]
do = "alter_column"
table = "parents"
from = { name = "size", type = "integer" }
to = { name = "size", type = "big_integer", null = true }

[[op]]
do = "drop_check"
table = "parents"
name = "parents_size_check"
expression = "size >= 0"

[[op]]
do = "drop_column"
table = "parents"
column = { name = "spare", type = "integer", null = true }
"#;

const FAILS: &str = r#"
[[op]]
do = "sql"
up = "SELECT nothing FROM nowhere"
"#;

/// Leaves children without their parent.
const ORPHANS: &str = r#"
destructive = "a mistake"
[[op]]
do = "sql"
up = "DELETE FROM parents WHERE id = 1"
"#;

fn history(second: &str) -> History {
    chain(&[FIRST, second])
}

async fn fill(session: &mercer_database::Session) {
    for sql in [
        "INSERT INTO parents (name, size) VALUES ('a', 1), ('b', 2), ('c', 3)",
        "INSERT INTO children (id, parent_id) VALUES (1, 1), (2, 1), (3, 2)",
        // The counter stands beyond the rows.
        "DELETE FROM parents WHERE name = 'c'",
        "CREATE VIEW names AS SELECT name FROM parents",
    ] {
        execute(session, sql).await;
    }
    if session.kind() == Kind::Sqlite {
        let trigger = "CREATE TRIGGER shout AFTER INSERT ON parents BEGIN \
                       UPDATE parents SET name = upper(name) WHERE id = NEW.id; END";
        execute(session, trigger).await;
    }
}

#[tokio::test]
async fn children_under_cascade_stay_when_their_parents_table_changes() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let history = history(SECOND);
        up(&session, &history, "r1").await.unwrap();
        fill(&session).await;
        let before = picture(&session).await;
        up(&session, &history, "heads").await.unwrap();
        let after = picture(&session).await;
        assert_eq!(after.settings, before.settings, "{}", place.kind);
        let parents = lines(&session, "parents", &["id", "name", "size"]).await;
        assert_eq!(parents, ["1|a|1", "2|b|2"], "{}", place.kind);
        let children = lines(&session, "children", &["id", "parent_id"]).await;
        assert_eq!(children, ["1|1", "2|1", "3|2"], "{}", place.kind);
        // The counter, the view, the trigger and the key still work.
        execute(
            &session,
            "INSERT INTO parents (name, size) VALUES ('d', -4)",
        )
        .await;
        let shout = session.kind() == Kind::Sqlite;
        let newest = if shout { "D" } else { "d" };
        let names = texts(&session, "SELECT name FROM names ORDER BY 1").await;
        assert!(
            names.contains(&newest.to_owned()),
            "{}: {names:?}",
            place.kind
        );
        let ids = lines(&session, "parents", &["id"]).await;
        assert_eq!(ids, ["1", "2", "4"], "{}", place.kind);
        execute(&session, "DELETE FROM parents WHERE id = 1 OR id = 4").await;
        assert_eq!(
            lines(&session, "children", &["id"]).await,
            ["3"],
            "{}",
            place.kind
        );
        down(&session, &history, "r1").await.unwrap();
        let parents = lines(&session, "parents", &["id", "size", "spare"]).await;
        assert_eq!(parents, ["2|2|-"], "{}", place.kind);
        assert_eq!(
            lines(&session, "children", &["id"]).await,
            ["3"],
            "{}",
            place.kind
        );
        session.close().await;
    }
}

#[tokio::test]
async fn foreign_keys_are_on_again_after_success_failure_and_interruption() {
    let place = mercer_testing::TestDatabase::fresh(Kind::Sqlite)
        .await
        .unwrap();
    let session = open(&place).await;
    let failing = format!("{SECOND}{FAILS}");
    let history = history(&failing);
    up(&session, &history, "r1").await.unwrap();
    fill(&session).await;
    let before = picture(&session).await;
    assert_eq!(before.settings[0], "1");
    let error = up(&session, &history, "heads").await.unwrap_err();
    assert!(
        matches!(error, RunError::Failed { operation: 4, .. }),
        "{error}"
    );
    same(&before, &picture(&session).await, place.kind, "failed");
    let mut points = 0;
    for at in 1.. {
        let mut breaks = BreakAt { at, seen: 0 };
        let done = upgrade(&session, &history, "heads", &options(), now(), &mut breaks).await;
        let about = format!("broken off at {at}");
        same(&before, &picture(&session).await, place.kind, &about);
        match done.unwrap_err() {
            RunError::Interrupted => points += 1,
            _ => break,
        }
    }
    assert!(points > 30, "{points}");
    session.close().await;
}

#[tokio::test]
async fn rows_that_would_refer_to_nothing_are_refused() {
    let place = mercer_testing::TestDatabase::fresh(Kind::Sqlite)
        .await
        .unwrap();
    let session = open(&place).await;
    let history = history(ORPHANS);
    up(&session, &history, "r1").await.unwrap();
    fill(&session).await;
    let before = picture(&session).await;
    let error = up(&session, &history, "heads").await.unwrap_err();
    let RunError::Orphans { table, parent, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!((table.as_str(), parent.as_str()), ("children", "parents"));
    same(&before, &picture(&session).await, place.kind, "orphans");
    session.close().await;
}
