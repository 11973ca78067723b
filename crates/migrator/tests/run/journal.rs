//! A revision of MySQL that is killed before and after each of its statements.

use mercer_database::Kind;
use mercer_migrator::History;
use mercer_testing::TestDatabase;

use crate::child::killed;
use crate::stage::{Picture, applied, chain, down, execute, ids, lines, open, picture, same, up};

/// What is there before.
const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [
    { name = "id", type = "big_integer" },
    { name = "name", type = "text(40)" },
    { name = "size", type = "integer", null = true },
]
primary_key = ["id"]
identity = true

[[op]]
do = "insert_rows"
table = "things"
columns = ["id", "name", "size"]
key = ["id"]
rows = [[1, "a", 10], [2, "b", 20], [3, "c", 30], [4, "d", 40], [5, "e", 50]]
"#;

/// Every sort of operation: with and without a change of the catalog, with several statements.
const SECOND: &str = r#"
[[op]]
do = "create_table"
table = "shelves"
columns = [
    { name = "id", type = "big_integer" },
    { name = "label", type = "text(40)" },
]
primary_key = ["id"]
identity = true

[[op]]
do = "insert_rows"
table = "shelves"
columns = ["id", "label"]
key = ["id"]
rows = [[1, "left"], [2, "right"]]

[[op]]
do = "add_column"
table = "things"
column = { name = "label", type = "text(60)", null = true }

[[op]]
do = "backfill"
table = "things"
set = "label = name"
where = "label IS NULL"
batch_size = 2

[[op]]
do = "alter_column"
table = "things"
from = { name = "size", type = "integer", null = true }
to = { name = "size", type = "big_integer", null = true }

[[op]]
do = "create_index"
table = "things"
name = "things_label_index"
columns = ["label"]

[[op]]
do = "sql"
[op.up]
sqlite = "CREATE TABLE log (line BIGINT); INSERT INTO log (line) VALUES (1); CREATE INDEX log_line ON log (line); INSERT INTO log (line) SELECT line + 1 FROM log"
postgres = "CREATE TABLE log (line BIGINT); INSERT INTO log (line) VALUES (1); CREATE INDEX log_line ON log (line); INSERT INTO log (line) SELECT line + 1 FROM log"
mysql = "CREATE TABLE log (line BIGINT); INSERT INTO log (line) VALUES (1); CREATE INDEX log_line ON log (line); INSERT INTO log (line) SELECT line + 1 FROM log"
[op.down]
sqlite = "DROP TABLE log"
postgres = "DROP TABLE log"
mysql = "DROP TABLE log"

[[op]]
do = "rename_column"
table = "things"
from = "name"
to = "title"

[[op]]
do = "add_unique"
table = "things"
name = "things_title_unique"
columns = ["title"]

[[op]]
do = "rename_table"
from = "things"
to = "goods"
"#;

pub(crate) fn history() -> History {
    chain(&[FIRST, SECOND])
}

async fn fresh() -> TestDatabase {
    let place = TestDatabase::fresh(Kind::MySql).await;
    place.expect("this test is about MySQL, whose server is needed")
}

/// The database at the first revision, and what it looks like there and at the second.
async fn prepared(place: &TestDatabase) -> (Picture, Picture) {
    let session = open(place).await;
    up(&session, &history(), "heads").await.unwrap();
    let after = picture(&session).await;
    assert_eq!(after.rows.len(), 5 + 2 + 2, "{after:?}");
    down(&session, &history(), "r1").await.unwrap();
    let before = picture(&session).await;
    assert_eq!(before.rows.len(), 5, "{before:?}");
    session.close().await;
    (before, after)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_on_the_way_up_the_next_upgrade_reaches_the_head() {
    let place = fresh().await;
    let (before, after) = prepared(&place).await;
    let mut points = 0;
    for point in 1.. {
        if !killed("journal", "up", "heads", point, &place.url) {
            break;
        }
        points = point;
        let session = open(&place).await;
        let report = up(&session, &history(), "heads").await;
        let report = report.unwrap_or_else(|error| panic!("killed at {point}: {error}"));
        assert_eq!(ids(&report), ["r2"], "killed at {point}");
        assert_eq!(report.resumed.as_deref(), Some("r2"), "killed at {point}");
        same(
            &after,
            &picture(&session).await,
            place.kind,
            &format!("killed at {point}"),
        );
        down(&session, &history(), "r1").await.unwrap();
        same(
            &before,
            &picture(&session).await,
            place.kind,
            &format!("back from {point}"),
        );
        session.close().await;
    }
    // Thirteen statements, each before and after, and three batches.
    assert_eq!(points, 29);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_on_the_way_up_the_next_downgrade_takes_it_back() {
    let place = fresh().await;
    let (before, _) = prepared(&place).await;
    for point in 1.. {
        if !killed("journal", "up", "heads", point, &place.url) {
            assert!(point > 20);
            break;
        }
        let session = open(&place).await;
        let report = down(&session, &history(), "-1").await;
        let report = report.unwrap_or_else(|error| panic!("killed at {point}: {error}"));
        assert_eq!(ids(&report), ["r2"], "killed at {point}");
        same(
            &before,
            &picture(&session).await,
            place.kind,
            &format!("killed at {point}"),
        );
        session.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_on_the_way_down_the_next_run_goes_either_way() {
    let place = fresh().await;
    let (before, after) = prepared(&place).await;
    let session = open(&place).await;
    for point in 1.. {
        up(&session, &history(), "heads").await.unwrap();
        if !killed("journal", "down", "r1", point, &place.url) {
            assert!(point > 15);
            break;
        }
        let about = format!("killed at {point}");
        // Before a statement one way, after it the other.
        if point % 2 == 0 {
            down(&session, &history(), "-1").await.expect(&about);
            same(&before, &picture(&session).await, place.kind, &about);
        } else {
            up(&session, &history(), "heads").await.expect(&about);
            // Backfilled, inserted and logged once more.
            same(&after, &picture(&session).await, place.kind, &about);
        }
    }
    session.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_taking_back_the_next_run_goes_either_way() {
    let place = fresh().await;
    let (before, after) = prepared(&place).await;
    let session = open(&place).await;
    for point in 1.. {
        // Left after the statements of every operation but the last two.
        assert!(killed("journal", "up", "heads", 25, &place.url));
        if !killed("journal", "down", "r1", point, &place.url) {
            assert!(point > 10);
            break;
        }
        let about = format!("killed at {point} while it was taken back");
        if point % 2 == 0 {
            down(&session, &history(), "r1").await.expect(&about);
            same(&before, &picture(&session).await, place.kind, &about);
        } else {
            up(&session, &history(), "heads").await.expect(&about);
            same(&after, &picture(&session).await, place.kind, &about);
            down(&session, &history(), "r1").await.expect(&about);
        }
    }
    session.close().await;
}

#[tokio::test]
async fn the_same_history_goes_up_and_down_on_every_database() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &history(), "heads").await.unwrap();
        let rows = lines(&session, "goods", &["id", "title", "size", "label"]).await;
        assert_eq!(
            rows,
            ["1|a|10|a", "2|b|20|b", "3|c|30|c", "4|d|40|d", "5|e|50|e"]
        );
        assert_eq!(lines(&session, "log", &["line"]).await, ["1", "2"]);
        execute(&session, "INSERT INTO shelves (label) VALUES ('middle')").await;
        let shelves = lines(&session, "shelves", &["id", "label"]).await;
        assert_eq!(shelves, ["1|left", "2|right", "3|middle"], "{}", place.kind);
        down(&session, &history(), "base").await.unwrap();
        assert_eq!(applied(&session).await, [""; 0]);
        assert!(picture(&session).await.catalog.tables.is_empty());
        session.close().await;
    }
}
