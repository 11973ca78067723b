//! The file of an embedded store out of a backup, looked at before anybody relies on it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use mercer_database::{DatabaseUrl, Kind, Session};
use mercer_migrator::{current, inspect_connection};
use sea_orm::{ConnectionTrait, Statement};

use super::packed::{checksum, content};
use super::{BackupError, Manifest};
use crate::backups::folder::owners_file;

/// What a store's file says of itself.
pub(super) struct Looked {
    pub(super) revisions: Vec<String>,
    pub(super) rows: BTreeMap<String, u64>,
}

/// Refuses a file whose checksum is not the manifest's.
pub(super) fn check_file(folder: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let path = folder.join(&manifest.file);
    let (sha256, bytes) = checksum(&path).map_err(|error| BackupError::at(&path, &error))?;
    if (&sha256, bytes) == (&manifest.sha256, manifest.bytes) {
        return Ok(());
    }
    let reason = format!(
        "its file has {bytes} bytes with the checksum {sha256}, and had {} bytes with {}",
        manifest.bytes, manifest.sha256
    );
    Err(damaged(manifest, reason))
}

/// Writes what a checked backup of an embedded store holds to a new file.
pub(super) fn unpack(folder: &Path, manifest: &Manifest, to: &Path) -> Result<(), BackupError> {
    let at = |error| BackupError::at(to, &error);
    let mut packed = content(&folder.join(&manifest.file)).map_err(at)?;
    let mut file: File = owners_file()
        .write(true)
        .create_new(true)
        .open(to)
        .map_err(at)?;
    let bytes = io::copy(&mut packed, &mut file).map_err(at)?;
    file.sync_all().map_err(at)?;
    if bytes == manifest.content_bytes {
        return Ok(());
    }
    let reason = format!("it holds {bytes} bytes and held {}", manifest.content_bytes);
    Err(damaged(manifest, reason))
}

/// Reads the whole file: SQLite's own check of every page, and what stands in it.
pub(super) async fn look(path: &Path) -> Result<Looked, BackupError> {
    let url = DatabaseUrl::Sqlite(path.to_owned());
    let session = Session::open(&url).await?;
    let looked = look_at(&session).await;
    session.close().await;
    looked
}

async fn look_at(session: &Session) -> Result<Looked, BackupError> {
    let backend = session.get_database_backend();
    let check = Statement::from_string(backend, "PRAGMA integrity_check(1)");
    let verdict: Option<String> = match session.query_one_raw(check).await? {
        Some(row) => row.try_get("", "integrity_check")?,
        None => None,
    };
    if verdict.as_deref() != Some("ok") {
        let reason = verdict.unwrap_or_else(|| "it cannot be checked".to_owned());
        return Err(BackupError::NotWhole { reason });
    }
    Ok(Looked {
        revisions: revisions(session).await?,
        rows: count(session, Kind::Sqlite).await?,
    })
}

/// Every revision that is applied, sorted.
pub(super) async fn revisions(session: &Session) -> Result<Vec<String>, BackupError> {
    let applied = current(session).await?;
    let mut revisions: Vec<String> = applied.ids().into_iter().map(str::to_owned).collect();
    revisions.sort_unstable();
    Ok(revisions)
}

/// How many rows each table has, the owner's own tables among them.
pub(super) async fn count(
    session: &Session,
    kind: Kind,
) -> Result<BTreeMap<String, u64>, BackupError> {
    let backend = session.get_database_backend();
    let mut rows = BTreeMap::new();
    for table in inspect_connection(session, kind).await?.tables {
        let quote = if kind == Kind::MySql { '`' } else { '"' };
        let sql = format!("SELECT COUNT(*) AS n FROM {quote}{}{quote}", table.name);
        let row = session
            .query_one_raw(Statement::from_string(backend, sql))
            .await?;
        let count: i64 = match row {
            Some(row) => row.try_get("", "n")?,
            None => 0,
        };
        rows.insert(table.name, u64::try_from(count).unwrap_or(0));
    }
    Ok(rows)
}

/// Refuses what does not say what its manifest says.
pub(super) fn compare(manifest: &Manifest, looked: &Looked) -> Result<(), BackupError> {
    if looked.revisions != manifest.revisions {
        let reason = format!(
            "it stands at the revisions {}, and stood at {}",
            looked.revisions.join(", "),
            manifest.revisions.join(", ")
        );
        return Err(damaged(manifest, reason));
    }
    for (table, rows) in &manifest.rows {
        let found = looked.rows.get(table).copied().unwrap_or(0);
        if found != *rows {
            let reason = format!("{table} has {found} rows, and had {rows}");
            return Err(damaged(manifest, reason));
        }
    }
    Ok(())
}

pub(super) fn damaged(manifest: &Manifest, reason: String) -> BackupError {
    BackupError::Damaged {
        name: manifest.name.clone(),
        reason,
    }
}
