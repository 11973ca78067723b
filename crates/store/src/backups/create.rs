//! Make a backup, while the store is in use.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use mercer_database::{DatabaseUrl, Kind, Session};

use super::folder::{Writing, publish, workplace};
use super::manifest::FORMAT;
use super::packed::{Packed, Packing};
use super::{BackupError, Manifest, System, dump, list, unpacked};
use crate::Store;

/// Makes a backup in the folder, which is made if it is not there. Everything that was acknowledged
/// before the call is in it, and whatever changes during the call is in it as a whole or not at all.
///
/// # Errors
/// A store that is not whole gives no backup, and neither does a dump that broke off.
pub async fn create(store: &Store, folder: &Path) -> Result<Manifest, BackupError> {
    let writing = Writing::begin(folder)?;
    let url = store.database().url().clone();
    let place = workplace(folder)?;
    let name = format!("mercer-{}", store.now().format("%Y%m%dT%H%M%S%3fZ"));
    let kind = url.kind();
    let ending = if kind == Kind::Sqlite { "db" } else { "sql" };
    let mut manifest = Manifest {
        format: FORMAT,
        file: format!("{name}.{ending}.gz"),
        name,
        created_at: store.now(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        system: System::from(kind),
        database: url.to_string(),
        revisions: Vec::new(),
        sha256: String::new(),
        bytes: 0,
        content_bytes: 0,
        rows: BTreeMap::new(),
    };
    let made = place.path().join(&manifest.file);
    let packed = match kind {
        Kind::Sqlite => copied(&url, place.path(), &made, &mut manifest).await?,
        Kind::Postgres | Kind::MySql => dumped(&url, &made, &mut manifest).await?,
    };
    manifest.sha256 = packed.sha256;
    manifest.bytes = packed.bytes;
    manifest.content_bytes = packed.content_bytes;
    publish(folder, &made, &manifest)?;
    drop(writing);
    Ok(manifest)
}

/// Whether the newest backup of this store in the folder is older than `every`, or there is none.
///
/// `database` is the store's address as its backups name it, without a password.
pub fn is_due(
    folder: &Path,
    database: &str,
    every: Duration,
    now: DateTime<Utc>,
) -> Result<bool, BackupError> {
    let backups = list(folder)?;
    let newest = backups
        .iter()
        .filter(|backup| backup.database == database)
        .map(|backup| backup.created_at)
        .max();
    // A clock that was put back makes a backup too many, not none for a year.
    Ok(newest.is_none_or(|newest| (now - newest).abs().to_std().is_ok_and(|age| age >= every)))
}

async fn copied(
    url: &DatabaseUrl,
    place: &Path,
    made: &Path,
    manifest: &mut Manifest,
) -> Result<Packed, BackupError> {
    let copy = place.join("copy.db");
    let session = Session::open(url).await?;
    let copying = session.backup_to(&copy).await;
    session.close().await;
    copying?;
    let looked = unpacked::look(&copy).await?;
    manifest.revisions = looked.revisions;
    manifest.rows = looked.rows;
    let to = made.to_owned();
    blocking(move || {
        let packed = pack(&copy, &to).map_err(|error| BackupError::at(&to, &error));
        // It may be large, and the rest of the work takes a while.
        drop(fs::remove_file(&copy));
        packed
    })
    .await
}

fn pack(from: &Path, to: &Path) -> io::Result<Packed> {
    let mut packing = Packing::create(to)?;
    io::copy(&mut File::open(from)?, &mut packing)?;
    packing.finish()
}

async fn dumped(
    url: &DatabaseUrl,
    made: &Path,
    manifest: &mut Manifest,
) -> Result<Packed, BackupError> {
    let before = standing(url).await?;
    let (address, to): (DatabaseUrl, PathBuf) = (url.clone(), made.to_owned());
    let dumped = blocking(move || {
        let packing = Packing::create(&to).map_err(|error| BackupError::at(&to, &error))?;
        dump::dump(&address, packing)
    })
    .await?;
    let after = standing(url).await?;
    let reason = |reason: &str| BackupError::NotWhole {
        reason: reason.to_owned(),
    };
    if before.0 != after.0 {
        return Err(reason("the tables were changed meanwhile; try again"));
    }
    let rows = dumped.counted.finish();
    let rows = rows.ok_or_else(|| reason("the dump broke off"))?;
    if let Some(table) = before.1.iter().find(|table| !rows.contains_key(*table)) {
        return Err(reason(&format!("the table {table} is not in the dump")));
    }
    manifest.revisions = before.0;
    manifest.rows = rows;
    manifest.rows.retain(|table, _| before.1.contains(table));
    Ok(dumped.packed)
}

/// The revisions that a server's database stands at, and its tables.
async fn standing(url: &DatabaseUrl) -> Result<(Vec<String>, Vec<String>), BackupError> {
    let session = Session::open(url).await?;
    let revisions = unpacked::revisions(&session).await;
    let schema = mercer_migrator::inspect_connection(&session, url.kind()).await;
    session.close().await;
    let tables = schema?.tables.into_iter().map(|table| table.name);
    Ok((revisions?, tables.collect()))
}

/// Runs what reads and writes files for long beside the other tasks.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(mercer_database::Error::Closed.into()),
        },
    }
}
