//! Indexes that PostgreSQL builds outside a transaction.

use mercer_database::Kind;
use mercer_migrator::{History, RunError};
use mercer_testing::TestDatabase;

use crate::child::killed;
use crate::stage::{chain, down, execute, ids, open, picture, same, texts, up};

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
"#;

const SECOND: &str = r#"
[[op]]
do = "add_column"
table = "things"
column = { name = "label", type = "text(60)", null = true, comment = "What it says" }

[[op]]
do = "create_index"
table = "things"
name = "things_name_index"
columns = ["name"]
unique = true
concurrently = true

[[op]]
do = "create_enum"
name = "mood"
values = ["glad"]

[[op]]
do = "alter_enum"
from = { name = "mood", values = ["glad"] }
to = { name = "mood", values = ["glad", "sad"] }

[[op]]
do = "alter_column"
table = "things"
from = { name = "size", type = "integer", null = true }
to = { name = "size", type = "big_integer", null = true }
"#;

pub(crate) fn history() -> History {
    chain(&[FIRST, SECOND])
}

const INDEXES: &str = "SELECT indisvalid::text FROM pg_index \
                       WHERE indexrelid = to_regclass('things_name_index')";

async fn fresh() -> TestDatabase {
    let place = TestDatabase::fresh(Kind::Postgres).await;
    place.expect("this test is about PostgreSQL, whose server is needed")
}

#[tokio::test]
async fn an_index_left_invalid_is_cleared_away_when_it_is_retried() {
    for finish in [true, false] {
        let place = fresh().await;
        let session = open(&place).await;
        up(&session, &history(), "r1").await.unwrap();
        execute(
            &session,
            "INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'a')",
        )
        .await;
        let before = picture(&session).await;
        let error = up(&session, &history(), "heads").await.unwrap_err();
        let RunError::Stopped {
            operation: 2,
            back_to,
            ..
        } = &error
        else {
            panic!("{error}");
        };
        assert_eq!(back_to.as_deref(), Some("r1"));
        assert_eq!(texts(&session, INDEXES).await, ["false"], "it is left over");
        assert_eq!(picture(&session).await.halfway.as_deref(), Some("r2"));
        // Still in the way.
        assert!(up(&session, &history(), "heads").await.is_err());
        if finish {
            execute(&session, "DELETE FROM things WHERE id = 2").await;
            let report = up(&session, &history(), "heads").await.unwrap();
            assert_eq!(
                (ids(&report), report.resumed.as_deref()),
                (vec!["r2"], Some("r2"))
            );
            assert_eq!(texts(&session, INDEXES).await, ["true"]);
            down(&session, &history(), "base").await.unwrap();
        } else {
            down(&session, &history(), "r1").await.unwrap();
            same(&before, &picture(&session).await, place.kind, "taken back");
            assert_eq!(texts(&session, INDEXES).await, [""; 0]);
        }
        session.close().await;
    }
}

#[tokio::test]
async fn an_index_of_this_name_that_was_there_before_is_refused_before_anything_is_done() {
    let place = fresh().await;
    let session = open(&place).await;
    up(&session, &history(), "r1").await.unwrap();
    execute(&session, "CREATE INDEX things_name_index ON things (id)").await;
    let before = picture(&session).await;
    let error = up(&session, &history(), "heads").await.unwrap_err();
    assert!(
        matches!(error, RunError::Misfit { operation: 2, .. }),
        "{error}"
    );
    same(&before, &picture(&session).await, place.kind, "refused");
    session.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_the_next_run_goes_either_way() {
    let place = fresh().await;
    let session = open(&place).await;
    let history = history();
    up(&session, &history, "heads").await.unwrap();
    let after = picture(&session).await;
    down(&session, &history, "r1").await.unwrap();
    let before = picture(&session).await;
    for point in 1.. {
        if !killed("concurrently", "up", "heads", point, &place.url) {
            assert!(point > 10, "{point}");
            break;
        }
        let about = format!("killed at {point}");
        down(&session, &history, "-1").await.expect(&about);
        same(&before, &picture(&session).await, place.kind, &about);
        assert!(killed("concurrently", "up", "heads", point, &place.url));
        up(&session, &history, "heads").await.expect(&about);
        same(&after, &picture(&session).await, place.kind, &about);
        down(&session, &history, "r1").await.expect(&about);
    }
    for point in 1.. {
        up(&session, &history, "heads").await.unwrap();
        if !killed("concurrently", "down", "r1", point, &place.url) {
            assert!(point > 6, "{point}");
            break;
        }
        let about = format!("killed at {point} on the way down");
        down(&session, &history, "r1").await.expect(&about);
        same(&before, &picture(&session).await, place.kind, &about);
    }
    session.close().await;
}
