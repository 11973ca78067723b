//! A revision of MySQL that stops half-way because a statement is refused.

use mercer_database::{Kind, Session};
use mercer_migrator::{History, RunError, current, stamp};
use mercer_testing::TestDatabase;

use crate::stage::{
    Picture, applied, chain, down, execute, ids, lines, now, open, options, picture, revision,
    same, up,
};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [
    { name = "id", type = "big_integer" },
    { name = "name", type = "text(40)" },
]
primary_key = ["id"]
"#;

const SECOND: &str = r#"
[[op]]
do = "add_column"
table = "things"
column = { name = "size", type = "integer", null = true }

[[op]]
do = "create_enum"
name = "mood"
values = ["glad"]

[[op]]
do = "add_unique"
table = "things"
name = "things_name_unique"
columns = ["name"]
"#;

const THIRD: &str = r#"
[[op]]
do = "drop_column"
table = "things"
column = { name = "size", type = "integer", null = true }
"#;

fn history() -> History {
    chain(&[FIRST, SECOND])
}

/// Stopped at the unique constraint, over duplicates; with a picture of before.
async fn stopped(place: &TestDatabase) -> (Session, Picture) {
    let session = open(place).await;
    up(&session, &history(), "r1").await.unwrap();
    execute(
        &session,
        "INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'a')",
    )
    .await;
    let before = picture(&session).await;
    let error = up(&session, &history(), "heads").await.unwrap_err();
    let RunError::Stopped {
        operation: 3,
        sql,
        back_to,
        ..
    } = &error
    else {
        panic!("{error}");
    };
    assert!(sql.contains("things_name_unique"), "{sql}");
    assert_eq!(back_to.as_deref(), Some("r1"));
    assert!(
        error.to_string().contains("mercer db downgrade r1"),
        "{error}"
    );
    let halfway = current(&session).await.unwrap().unfinished.unwrap();
    assert_eq!((halfway.revision.as_str(), halfway.undoing), ("r2", false));
    (session, before)
}

async fn fresh() -> TestDatabase {
    let place = TestDatabase::fresh(Kind::MySql).await;
    place.expect("this test is about MySQL, whose server is needed")
}

#[tokio::test]
async fn with_the_rows_mended_the_upgrade_goes_on() {
    let place = fresh().await;
    let (session, _) = stopped(&place).await;
    execute(&session, "UPDATE things SET name = 'b' WHERE id = 2").await;
    // A change of the table that is not the statement's.
    execute(&session, "ALTER TABLE things ADD COLUMN mended BIGINT").await;
    let report = up(&session, &history(), "heads").await.unwrap();
    assert_eq!(
        (ids(&report), report.resumed.as_deref()),
        (vec!["r2"], Some("r2"))
    );
    let refused = "INSERT INTO things (id, name) VALUES (3, 'b')";
    let twice = sea_orm::ConnectionTrait::execute_unprepared(&session, refused).await;
    assert!(twice.is_err(), "the constraint is there");
    session.close().await;
}

#[tokio::test]
async fn a_downgrade_takes_back_what_was_done() {
    for target in ["r1", "-1"] {
        let place = fresh().await;
        let (session, before) = stopped(&place).await;
        let report = down(&session, &history(), target).await.unwrap();
        assert_eq!(
            (ids(&report), report.resumed.as_deref()),
            (vec!["r2"], Some("r2"))
        );
        same(&before, &picture(&session).await, place.kind, target);
        session.close().await;
    }
}

#[tokio::test]
async fn one_step_up_ends_with_the_revision_that_was_left() {
    let place = fresh().await;
    let (session, _) = stopped(&place).await;
    execute(&session, "DELETE FROM things WHERE id = 2").await;
    let longer = chain(&[FIRST, SECOND, THIRD]);
    // What comes after it loses data and was not asked for.
    up(&session, &longer, "+1").await.unwrap();
    assert_eq!(applied(&session).await, ["r1", "r2"]);
    let error = up(&session, &longer, "+1").await.unwrap_err();
    assert!(matches!(error, RunError::Destructive { .. }), "{error}");
    session.close().await;
}

#[tokio::test]
async fn a_file_that_changed_or_went_half_way_is_asked_for() {
    let place = fresh().await;
    let (session, before) = stopped(&place).await;
    let left = picture(&session).await;
    let changed = chain(&[FIRST, &SECOND.replace("integer", "big_integer")]);
    let without = chain(&[FIRST]);
    let other = History::new(vec![
        revision("r1", "", FIRST),
        revision("x2", "r1", SECOND),
    ]);
    let other = other.unwrap();
    for done in [
        up(&session, &changed, "heads").await,
        down(&session, &changed, "r1").await,
    ] {
        assert!(
            matches!(done, Err(RunError::ChangedHalfway { .. })),
            "{done:?}"
        );
    }
    for done in [
        up(&session, &without, "heads").await,
        down(&session, &without, "base").await,
        up(&session, &other, "heads").await,
    ] {
        assert!(
            matches!(done, Err(RunError::LostHalfway { .. })),
            "{done:?}"
        );
    }
    same(&left, &picture(&session).await, place.kind, "refused");
    let targets = ["r1".to_owned()];
    let forgotten = stamp(&session, &history(), &targets, false, &options(), now()).await;
    assert!(
        matches!(forgotten, Err(RunError::Halfway { .. })),
        "{forgotten:?}"
    );
    down(&session, &history(), "r1").await.unwrap();
    same(&before, &picture(&session).await, place.kind, "taken back");
    session.close().await;
}

#[tokio::test]
async fn a_purging_stamp_forgets_what_was_left() {
    let place = fresh().await;
    let (session, _) = stopped(&place).await;
    let targets = ["r1".to_owned()];
    stamp(&session, &history(), &targets, true, &options(), now())
        .await
        .unwrap();
    assert_eq!(picture(&session).await.halfway, None);
    assert_eq!(lines(&session, "things", &["id"]).await, ["1", "2"]);
    session.close().await;
}
