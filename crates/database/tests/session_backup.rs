//! A backup of the embedded file: complete and consistent, whatever goes on meanwhile.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use mercer_database::{Database, DatabaseUrl, Error, Kind, Session};
use mercer_testing::{TestDatabase, databases};
use sea_orm::{ConnectionTrait, Statement};

async fn number(session: &Session, sql: &str) -> i64 {
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let row = session.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

async fn open(path: &std::path::Path) -> Session {
    let url = DatabaseUrl::parse(&format!("sqlite:{}", path.display())).unwrap();
    Session::open(&url).await.unwrap()
}

const NOTES: &str = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";

/// Twenty megabytes, so that a copy takes its time.
const FILL: &str = "WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter \
                    WHERE n < 20000) \
                    INSERT INTO notes (text) SELECT hex(randomblob(500)) FROM counter";

/// Writes pairs of rows until told to stop, and counts those acknowledged.
async fn write_pairs(database: Database, pairs: Arc<AtomicI64>, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::SeqCst) {
        let written: Result<(), Error> = database
            .write(|transaction| async move {
                let insert = "INSERT INTO notes (text) VALUES ('pair')";
                transaction.execute_unprepared(insert).await?;
                transaction.execute_unprepared(insert).await?;
                Ok(())
            })
            .await;
        written.unwrap();
        pairs.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_others_write_holds_whole_units_and_all_older_ones() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    store.execute(NOTES).await;
    store.execute(FILL).await;
    let session = store.database.session().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (pairs, stop) = (
        Arc::new(AtomicI64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let writer = write_pairs(store.database.clone(), pairs.clone(), stop.clone());
    let writer = tokio::spawn(writer);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut written_meanwhile = 0;
    for round in 0..5 {
        let path = folder.path().join(format!("backup {round}.db"));
        let before = pairs.load(Ordering::SeqCst);
        session.backup_to(&path).await.unwrap();
        // One more may be committed and not yet counted.
        let after = pairs.load(Ordering::SeqCst) + 1;
        written_meanwhile += after - 1 - before;
        let backup = open(&path).await;
        let check = "SELECT count(*) AS number FROM pragma_integrity_check \
                     WHERE integrity_check = 'ok'";
        assert_eq!(number(&backup, check).await, 1);
        let old = "SELECT count(*) AS number FROM notes WHERE text <> 'pair'";
        assert_eq!(number(&backup, old).await, 20_000);
        let rows = "SELECT count(*) AS number FROM notes WHERE text = 'pair'";
        let rows = number(&backup, rows).await;
        assert!(rows % 2 == 0, "{rows} rows of pairs");
        assert!(
            (before..=after).contains(&(rows / 2)),
            "{before} {rows} {after}"
        );
        backup.close().await;
    }
    stop.store(true, Ordering::SeqCst);
    writer.await.unwrap();
    // Backups between which nobody wrote would prove nothing.
    assert!(written_meanwhile > 0);
}

#[tokio::test]
async fn a_backup_holds_what_is_committed() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    store.execute(NOTES).await;
    let session = store.database.session().await.unwrap();
    session.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    session
        .execute_unprepared("INSERT INTO notes VALUES (1, 'uncommitted')")
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    session.backup_to(&path).await.unwrap();
    session.execute_unprepared("COMMIT").await.unwrap();
    let count = "SELECT count(*) AS number FROM notes";
    assert_eq!(number(&open(&path).await, count).await, 0);
    assert_eq!(number(&session, count).await, 1);
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing_half_done() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    store.execute(NOTES).await;
    let session = store.database.session().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("precious");
    std::fs::write(&path, "mine").unwrap();
    let refused = session.backup_to(&path).await;
    assert!(
        matches!(refused, Err(Error::BackupExists { .. })),
        "{refused:?}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    let nowhere = folder.path().join("missing").join("backup.db");
    let refused = session.backup_to(&nowhere).await;
    assert!(
        matches!(refused, Err(Error::BackupFailed { .. })),
        "{refused:?}"
    );
    // The source vanishes: the copy that was begun goes too.
    let source = session.path().unwrap().to_owned();
    std::fs::rename(&source, source.with_extension("away")).unwrap();
    let refused = session.backup_to(&folder.path().join("backup.db")).await;
    assert!(
        matches!(refused, Err(Error::BackupFailed { .. })),
        "{refused:?}"
    );
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    std::fs::rename(source.with_extension("away"), &source).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_readable_by_those_who_may_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    let session = store.database.session().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o600, 0o640] {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(session.path().unwrap(), permissions).unwrap();
        let path = folder.path().join(format!("backup {mode:o}.db"));
        session.backup_to(&path).await.unwrap();
        let found = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode);
    }
}

#[tokio::test]
async fn a_server_is_backed_up_by_its_own_tools() {
    for store in databases().await {
        if store.kind == Kind::Sqlite {
            continue;
        }
        let session = store.database.session().await.unwrap();
        let path = std::env::temp_dir().join("mercer never written.db");
        let refused = session.backup_to(&path).await.unwrap_err();
        assert!(
            matches!(refused, Error::BackupOnServer { .. }),
            "{refused:?}"
        );
        assert!(refused.to_string().contains("dump"), "{refused}");
        assert!(!path.exists());
    }
}
