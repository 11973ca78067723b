//! Databases and histories that do not belong together are refused.

use mercer_migrator::{History, RunError, StateError, current, ensure_bookkeeping, stamp};

use crate::stage::{
    applied, chain, down, execute, now, open, options, picture, revision, same, up,
};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [{ name = "id", type = "big_integer" }]
primary_key = ["id"]
"#;

const SECOND: &str = r#"
[[op]]
do = "add_column"
table = "things"
column = { name = "size", type = "integer", null = true }
"#;

#[tokio::test]
async fn an_applied_revision_that_changed_is_refused_until_it_is_stamped() {
    let before = chain(&[FIRST]);
    let changed = chain(&[&FIRST.replace("big_integer", "integer"), SECOND]);
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &before, "heads").await.unwrap();
        let start = picture(&session).await;
        for error in [
            up(&session, &changed, "heads").await.unwrap_err(),
            up(&session, &changed, "r1").await.unwrap_err(),
            down(&session, &changed, "base").await.unwrap_err(),
        ] {
            let RunError::Tampered { revisions } = &error else {
                panic!("{error}");
            };
            assert_eq!(revisions, &["r1"]);
            assert!(error.to_string().contains("mercer db stamp"), "{error}");
        }
        same(&start, &picture(&session).await, place.kind, "tampered");
        let state = current(&session).await.unwrap();
        assert_eq!(state.tampered(&changed), ["r1"]);
        let targets = ["r1".to_owned()];
        stamp(&session, &changed, &targets, false, &options(), now())
            .await
            .unwrap();
        up(&session, &changed, "heads").await.unwrap();
        assert_eq!(applied(&session).await, ["r1", "r2"]);
        session.close().await;
    }
}

#[tokio::test]
async fn another_message_or_comment_is_no_change() {
    let before = chain(&[FIRST]);
    let mut reworded = revision("r1", "", &format!("# why\n{FIRST}"));
    reworded.message = "Other words".to_owned();
    let reworded = History::new(vec![reworded, revision("r2", "r1", SECOND)]).unwrap();
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &before, "heads").await.unwrap();
        up(&session, &reworded, "heads").await.unwrap();
        assert_eq!(applied(&session).await, ["r1", "r2"]);
        session.close().await;
    }
}

#[tokio::test]
async fn a_database_ahead_of_the_history_is_refused() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        up(&session, &chain(&[FIRST, SECOND]), "heads")
            .await
            .unwrap();
        let start = picture(&session).await;
        let older = chain(&[FIRST]);
        for done in [
            up(&session, &older, "heads").await,
            down(&session, &older, "base").await,
        ] {
            let Err(RunError::State(StateError::Ahead { revisions })) = &done else {
                panic!("{done:?}");
            };
            assert_eq!(revisions, &["r2"]);
        }
        same(&start, &picture(&session).await, place.kind, "ahead");
        session.close().await;
    }
}

#[tokio::test]
async fn tables_without_a_record_of_revisions_are_refused() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        execute(&session, "CREATE TABLE things (id BIGINT PRIMARY KEY)").await;
        execute(&session, "INSERT INTO things (id) VALUES (7)").await;
        for prepared in [false, true] {
            if prepared {
                ensure_bookkeeping(&session).await.unwrap();
            }
            let before = picture(&session).await;
            let error = up(&session, &chain(&[FIRST]), "heads").await.unwrap_err();
            let RunError::Unmanaged { table } = &error else {
                panic!("{error}");
            };
            assert_eq!(table, "things");
            assert!(error.to_string().contains("mercer db stamp"), "{error}");
            same(&before, &picture(&session).await, place.kind, "unmanaged");
        }
        // Recorded where it stands, it goes on.
        let targets = ["r1".to_owned()];
        let history = chain(&[FIRST, SECOND]);
        stamp(&session, &history, &targets, false, &options(), now())
            .await
            .unwrap();
        up(&session, &history, "heads").await.unwrap();
        assert_eq!(
            crate::stage::lines(&session, "things", &["id", "size"]).await,
            ["7|-"]
        );
        session.close().await;
    }
}

#[tokio::test]
async fn other_tables_and_those_moved_away_first_are_no_hindrance() {
    let moves =
        format!("\n[[op]]\ndo = \"rename_table\"\nfrom = \"things\"\nto = \"old_things\"\n{FIRST}");
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        execute(&session, "CREATE TABLE things (id BIGINT)").await;
        execute(&session, "CREATE TABLE others (id BIGINT)").await;
        execute(&session, "INSERT INTO things (id) VALUES (7)").await;
        up(&session, &chain(&[&moves]), "heads").await.unwrap();
        assert_eq!(
            crate::stage::lines(&session, "old_things", &["id"]).await,
            ["7"]
        );
        session.close().await;
    }
}
