//! The copy before an upgrade, and the rehearsal on one.

use mercer_database::Kind;
use mercer_migrator::{Event, RunError, RunOptions, Silent, rehearse, upgrade};
use mercer_testing::TestDatabase;

use crate::stage::{
    Events, applied, chain, execute, now, open, open_url, options, picture, same, up,
};

const FIRST: &str = r#"
[[op]]
do = "create_table"
table = "things"
columns = [
    { name = "id", type = "big_integer" },
    { name = "size", type = "integer" },
]
primary_key = ["id"]
"#;

const SECOND: &str = r#"
destructive = "nobody needs the second one"
[[op]]
do = "alter_column"
table = "things"
from = { name = "size", type = "integer" }
to = { name = "size", type = "big_integer" }

[[op]]
do = "create_table"
table = "more"
columns = [{ name = "id", type = "big_integer" }]
primary_key = ["id"]

[[op]]
do = "sql"
up = "DELETE FROM things WHERE id = 2"
down = ""
"#;

fn with_backup() -> RunOptions {
    RunOptions {
        backup: true,
        ..options()
    }
}

/// The files beside the database, but for its own.
fn files(place: &TestDatabase) -> Vec<String> {
    let path = place.url.trim_start_matches("sqlite:");
    let folder = std::path::Path::new(path).parent().unwrap();
    let own = ["", "-wal", "-shm", ".migration-lock"].map(|end| format!("mercer.db{end}"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !own.contains(name))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_upgrade_copies_the_file_as_it_was() {
    let place = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = open(&place).await;
    let history = chain(&[FIRST, SECOND]);
    let new = upgrade(&session, &history, "r1", &with_backup(), now(), &mut Silent)
        .await
        .unwrap();
    assert_eq!(
        (new.backup, files(&place).len()),
        (None, 0),
        "a new file needs none"
    );
    execute(
        &session,
        "INSERT INTO things (id, size) VALUES (1, 1), (2, 2)",
    )
    .await;
    let before = picture(&session).await;
    let mut events = Events::default();
    let report = upgrade(
        &session,
        &history,
        "heads",
        &with_backup(),
        now(),
        &mut events,
    )
    .await;
    let copy = report.unwrap().backup.expect("it was copied");
    assert_eq!(events.0[0], Event::BackedUp(copy.clone()));
    let old = open_url(&format!("sqlite:{}", copy.display())).await;
    same(&before, &picture(&old).await, place.kind, "the copy");
    let whole =
        crate::stage::texts(&old, "SELECT integrity_check FROM pragma_integrity_check").await;
    assert_eq!(
        (applied(&old).await, whole),
        (vec!["r1".to_owned()], vec!["ok".to_owned()])
    );
    old.close().await;
    // Nothing to do needs no copy.
    let again = upgrade(
        &session,
        &history,
        "heads",
        &with_backup(),
        now(),
        &mut Silent,
    )
    .await;
    assert_eq!(again.unwrap().backup, None);
    session.close().await;
}

#[tokio::test]
async fn there_is_no_copy_when_it_is_declined_or_the_database_is_on_a_server() {
    for place in mercer_testing::databases().await {
        let session = open(&place).await;
        let history = chain(&[FIRST, SECOND]);
        up(&session, &history, "r1").await.unwrap();
        let backup = place.kind != Kind::Sqlite;
        let declined = RunOptions {
            backup,
            ..options()
        };
        let done = upgrade(&session, &history, "heads", &declined, now(), &mut Silent).await;
        assert_eq!(done.unwrap().backup, None, "{}", place.kind);
        if place.kind == Kind::Sqlite {
            assert_eq!(files(&place), [""; 0]);
        }
        session.close().await;
    }
}

#[tokio::test]
async fn without_its_copy_an_upgrade_does_not_begin() {
    let place = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = open(&place).await;
    let history = chain(&[FIRST, SECOND]);
    up(&session, &history, "r1").await.unwrap();
    let before = picture(&session).await;
    let path = place.url.trim_start_matches("sqlite:");
    let name = format!("{path}.{}.r1.backup", now().format("%Y%m%dT%H%M%S%3fZ"));
    std::fs::write(&name, "something of the owner's").unwrap();
    let error = upgrade(
        &session,
        &history,
        "heads",
        &with_backup(),
        now(),
        &mut Silent,
    )
    .await;
    let error = error.unwrap_err();
    assert!(matches!(error, RunError::Backup { .. }), "{error}");
    assert!(error.to_string().contains("--no-backup"), "{error}");
    assert_eq!(
        std::fs::read_to_string(&name).unwrap(),
        "something of the owner's"
    );
    same(&before, &picture(&session).await, place.kind, "no copy");
    session.close().await;
}

#[tokio::test]
async fn a_rehearsal_tells_rows_and_times_and_leaves_everything_as_it_was() {
    let place = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = open(&place).await;
    let history = chain(&[FIRST, SECOND]);
    up(&session, &history, "r1").await.unwrap();
    execute(
        &session,
        "INSERT INTO things (id, size) VALUES (1, 1), (2, 2)",
    )
    .await;
    let before = picture(&session).await;
    let told = rehearse(&session, &history, "heads", &options(), now(), &mut Silent)
        .await
        .unwrap();
    let ids: Vec<_> = told.revisions.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["r2"]);
    let rows = [
        ("more".to_owned(), None, Some(0)),
        ("things".to_owned(), Some(2), Some(1)),
    ];
    assert_eq!(told.rows, rows);
    same(&before, &picture(&session).await, place.kind, "rehearsed");
    assert_eq!(files(&place), [""; 0]);
    // One that fails cleans up as well.
    let fails = chain(&[
        FIRST,
        "\n[[op]]\ndo = \"sql\"\nup = \"SELECT x FROM nowhere\"\n",
    ]);
    let error = rehearse(&session, &fails, "heads", &options(), now(), &mut Silent).await;
    assert!(matches!(error, Err(RunError::Failed { .. })), "{error:?}");
    same(
        &before,
        &picture(&session).await,
        place.kind,
        "rehearsed in vain",
    );
    assert_eq!(files(&place), [""; 0]);
    session.close().await;
}

#[tokio::test]
async fn a_server_is_not_rehearsed() {
    for place in mercer_testing::databases().await {
        if place.kind == Kind::Sqlite {
            continue;
        }
        let session = open(&place).await;
        let done = rehearse(
            &session,
            &chain(&[FIRST]),
            "heads",
            &options(),
            now(),
            &mut Silent,
        )
        .await;
        assert!(
            matches!(done, Err(RunError::RehearsalNeedsFile)),
            "{done:?}"
        );
        assert!(picture(&session).await.catalog.tables.is_empty());
        session.close().await;
    }
}
