//! A backup holds the whole store, on all three databases, and comes back only whole.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::filled_shop::{assert_books_are_right, filled, fresh, history, open, pounds, texts};
use chrono::{TimeDelta, Utc};
use mercer_database::{DatabaseUrl, Kind};
use mercer_migrator::History;
use mercer_store::Store;
use mercer_store::backups::{self, BackupError, Manifest, Restore, Restored};
use mercer_testing::TestDatabase;

const ORDERS: &str = "SELECT number AS value FROM orders ORDER BY number";

async fn restore(
    folder: &Path,
    backup: &Manifest,
    target: &DatabaseUrl,
    overwrite: bool,
) -> Result<Restored, BackupError> {
    let history = history();
    backups::restore(Restore {
        folder,
        backup,
        target,
        history: &history,
        currency: pounds(),
        overwrite,
        despite_findings: false,
        now: Utc::now(),
    })
    .await
}

/// A filled SQLite store with a folder for backups beside it.
async fn shop() -> (TestDatabase, Store, tempfile::TempDir) {
    let place = fresh(Kind::Sqlite).await.unwrap();
    let store = filled(&place).await;
    (place, store, tempfile::tempdir().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_verified_and_restored_on_every_database() {
    for place in mercer_testing::databases().await {
        let store = filled(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let made = backups::create(&store, folder.path()).await.unwrap();
        assert_eq!(made.rows["orders"], 6, "{}", place.kind);
        assert_eq!(
            backups::list(folder.path()).unwrap(),
            std::slice::from_ref(&made)
        );
        backups::verify(folder.path(), &made).await.unwrap();

        let target = fresh(place.kind).await.unwrap();
        let url = DatabaseUrl::parse(&target.url).unwrap();
        target.database.close().await;
        if let Some(path) = url.path() {
            fs::remove_file(path).unwrap();
        }
        let restored = restore(folder.path(), &made, &url, false).await.unwrap();
        assert!(restored.report.is_clean(), "{}", place.kind);
        assert_eq!(restored.kept, None);
        let again = open(&url).await;
        assert_eq!(texts(&again, ORDERS).await, texts(&store, ORDERS).await);
        again.database().close().await;

        let refused = restore(folder.path(), &made, &url, false).await;
        let is_refused = matches!(refused, Err(BackupError::Exists { .. }));
        assert!(is_refused, "{}: {refused:?}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused_and_the_store_stays() {
    let (place, store, folder) = shop().await;
    let made = backups::create(&store, folder.path()).await.unwrap();
    let file = folder.path().join(&made.file);
    let whole = fs::read(&file).unwrap();
    let url = DatabaseUrl::parse(&place.url).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for wrong in [changed, whole[..middle].to_vec()] {
        fs::write(&file, wrong).unwrap();
        let verified = backups::verify(folder.path(), &made).await;
        assert!(matches!(verified, Err(BackupError::Damaged { .. })));
        let refused = restore(folder.path(), &made, &url, true).await;
        assert!(matches!(refused, Err(BackupError::Damaged { .. })));
    }
    assert_books_are_right(&store).await;
    fs::write(&file, whole).unwrap();
    let mut other = made.clone();
    other.rows.insert("orders".to_owned(), 7);
    let verified = backups::verify(folder.path(), &other).await;
    assert!(matches!(verified, Err(BackupError::Damaged { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_replaced_only_when_asked_and_unused_and_is_kept() {
    let (place, store, folder) = shop().await;
    let made = backups::create(&store, folder.path()).await.unwrap();
    let url = DatabaseUrl::parse(&place.url).unwrap();
    let in_use = restore(folder.path(), &made, &url, true).await;
    assert!(
        matches!(in_use, Err(BackupError::InUse { .. })),
        "{in_use:?}"
    );
    assert_books_are_right(&store).await;
    place
        .execute("UPDATE customers SET first_name = 'Changed' WHERE username = 'john.doe'")
        .await;
    store.database().close().await;
    let restored = restore(folder.path(), &made, &url, true).await.unwrap();
    let name = "SELECT first_name AS value FROM customers WHERE username = 'john.doe'";
    let now = open(&url).await;
    assert_eq!(texts(&now, name).await, ["John"]);
    let kept = DatabaseUrl::Sqlite(restored.kept.unwrap());
    let before = open(&kept).await;
    assert_eq!(texts(&before, name).await, ["Changed"]);
    now.database().close().await;
    before.database().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_books_and_unknown_revisions_are_not_restored() {
    let (place, store, folder) = shop().await;
    place
        .execute("UPDATE stock_levels SET on_hand = on_hand + 1000")
        .await;
    let made = backups::create(&store, folder.path()).await.unwrap();
    let target = DatabaseUrl::Sqlite(folder.path().join("restored.db"));
    let refused = restore(folder.path(), &made, &target, false).await;
    let is_refused = matches!(refused, Err(BackupError::BooksWrong { .. }));
    assert!(is_refused, "{refused:?}");
    assert!(!folder.path().join("restored.db").exists());

    let older = History::new(mercer_store::revisions::revisions()[..5].to_vec()).unwrap();
    let refused = backups::restore(Restore {
        folder: folder.path(),
        backup: &made,
        target: &target,
        history: &older,
        currency: pounds(),
        overwrite: false,
        despite_findings: false,
        now: Utc::now(),
    })
    .await;
    let is_refused = matches!(refused, Err(BackupError::UnknownRevision { .. }));
    assert!(is_refused, "{refused:?}");
    let other = DatabaseUrl::parse("postgres://localhost/nothing").unwrap();
    let refused = restore(folder.path(), &made, &other, false).await;
    assert!(matches!(refused, Err(BackupError::OtherSystem { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_due_by_the_clock_and_the_oldest_go() {
    let (_place, store, folder) = shop().await;
    let database = store.database().url().to_string();
    let hour = Duration::from_hours(1);
    let is_due = |now| backups::is_due(folder.path(), &database, hour, now).unwrap();
    assert!(is_due(Utc::now()));
    for _ in 0..3 {
        backups::create(&store, folder.path()).await.unwrap();
    }
    assert!(!is_due(Utc::now()));
    assert!(is_due(Utc::now() + TimeDelta::hours(2)));
    assert!(is_due(Utc::now() - TimeDelta::hours(2)));
    let all = backups::list(folder.path()).unwrap();
    assert_eq!(backups::prune(folder.path(), "another", 1).unwrap(), []);
    let gone = backups::prune(folder.path(), &database, 2).unwrap();
    assert_eq!(gone, all[..1]);
    assert_eq!(backups::list(folder.path()).unwrap(), all[1..]);
    assert!(!folder.path().join(&gone[0].file).exists());
    assert_eq!(backups::find(folder.path(), "latest").unwrap(), all[2]);
    let missing = backups::find(folder.path(), &gone[0].name);
    assert!(matches!(missing, Err(BackupError::NotFound { .. })));
}
