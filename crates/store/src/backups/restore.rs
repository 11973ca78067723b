//! Bring a backup back.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use mercer_database::{DatabaseUrl, Kind, Options, Session};
use mercer_migrator::{History, RunOptions, Silent, current, upgrade};
use sea_orm::{ConnectionTrait, Statement};

use super::create::blocking;
use super::packed::content;
use super::unpacked::{check_file, compare, count, look, unpack};
use super::verify::in_backup;
use super::{BackupError, Manifest, dump};
use crate::{Currency, Store, doctor};

/// How a backup is brought back.
#[derive(Clone, Copy, Debug)]
pub struct Restore<'a> {
    /// The folder with the backup.
    pub folder: &'a Path,
    /// Which.
    pub backup: &'a Manifest,
    /// Where to.
    pub target: &'a DatabaseUrl,
    /// Every revision that there is: an older backup is brought up to date.
    pub history: &'a History,
    /// The currency of the store, for the examination of its books.
    pub currency: Currency,
    /// Whether an embedded store that is there may be replaced. It is kept beside the new one.
    pub overwrite: bool,
    /// Whether books that are not right are restored all the same.
    pub despite_findings: bool,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What was brought back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the doctor says of the books.
    pub report: doctor::Report,
    /// Where the store that was there lies now.
    pub kept: Option<PathBuf>,
    /// The revisions that the backup lacked and the store has now.
    pub upgraded: Vec<String>,
}

/// Restores a backup. Its checksum, its content and its revisions are checked first, and the books
/// before the restored file takes its place; a server's database has to be empty, and its books
/// are examined when it is filled.
///
/// # Errors
/// Whatever is refused, a store that is there stays as it is. A server's database that was empty
/// may be left filled when its books are not right.
pub async fn restore(restore: Restore<'_>) -> Result<Restored, BackupError> {
    let Restore {
        folder,
        backup,
        target,
        history,
        ..
    } = restore;
    if Kind::from(backup.system) != target.kind() {
        return Err(BackupError::OtherSystem {
            name: backup.name.clone(),
            from: backup.system.name(),
            to: target.kind().name(),
        });
    }
    let unknown = backup.revisions.iter();
    let unknown = unknown.clone().find(|id| history.revision(id).is_none());
    if let Some(revision) = unknown {
        return Err(BackupError::UnknownRevision {
            name: backup.name.clone(),
            revision: revision.clone(),
            program: backup.program.clone(),
        });
    }
    match target {
        DatabaseUrl::Sqlite(path) => refuse_file(path, restore.overwrite)?,
        _ => refuse_tables(target).await?,
    }
    let (place, manifest) = (folder.to_owned(), backup.clone());
    blocking(move || check_file(&place, &manifest)).await?;
    match target {
        DatabaseUrl::Sqlite(path) => to_file(&restore, path).await,
        _ => to_server(&restore).await,
    }
}

fn refuse_file(path: &Path, overwrite: bool) -> Result<(), BackupError> {
    if path.exists() && !overwrite {
        return Err(BackupError::Exists {
            target: path.display().to_string(),
            advice: "name another file, or replace it by --overwrite",
        });
    }
    Ok(())
}

async fn refuse_tables(target: &DatabaseUrl) -> Result<(), BackupError> {
    let session = Session::open(target).await?;
    let applied = current(&session).await;
    session.close().await;
    let applied = applied?;
    if applied.managed || applied.holds_tables {
        return Err(BackupError::Exists {
            target: target.to_string(),
            advice: "name an empty database of the server",
        });
    }
    Ok(())
}

async fn to_file(restore: &Restore<'_>, path: &Path) -> Result<Restored, BackupError> {
    let backup = restore.backup;
    let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // Beside the target, for a file is renamed within its disk only.
    let place = tempfile::Builder::new()
        .prefix(".restoring-")
        .tempdir_in(folder)
        .map_err(|error| BackupError::at(folder, &error))?;
    let file = place.path().join("restored.db");
    let (from, manifest, to) = (restore.folder.to_owned(), backup.clone(), file.clone());
    blocking(move || unpack(&from, &manifest, &to)).await?;
    let looked = look(&file)
        .await
        .map_err(|error| in_backup(backup, error))?;
    compare(backup, &looked)?;
    let url = DatabaseUrl::Sqlite(file.clone());
    let upgraded = bring_to_head(&url, restore.history, restore.now).await?;
    let report = examine(&url, restore.currency).await?;
    refuse_findings(restore, &report)?;
    alone(&file).await?;
    let kept = if path.exists() {
        alone(path).await?;
        Some(set_aside(path, restore.now)?)
    } else {
        None
    };
    fs::rename(&file, path).map_err(|error| BackupError::at(path, &error))?;
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| BackupError::at(folder, &error))?;
    Ok(Restored {
        report,
        kept,
        upgraded,
    })
}

async fn to_server(restore: &Restore<'_>) -> Result<Restored, BackupError> {
    let (url, path) = (
        restore.target.clone(),
        restore.folder.join(&restore.backup.file),
    );
    blocking(move || {
        let content = content(&path).map_err(|error| BackupError::at(&path, &error))?;
        dump::load(&url, content)
    })
    .await?;
    let session = Session::open(restore.target).await?;
    let rows = count(&session, restore.target.kind()).await;
    let revisions = super::unpacked::revisions(&session).await;
    session.close().await;
    let looked = super::unpacked::Looked {
        revisions: revisions?,
        rows: rows?,
    };
    compare(restore.backup, &looked)?;
    let upgraded = bring_to_head(restore.target, restore.history, restore.now).await?;
    let report = examine(restore.target, restore.currency).await?;
    refuse_findings(restore, &report)?;
    Ok(Restored {
        report,
        kept: None,
        upgraded,
    })
}

/// The revisions that were applied.
async fn bring_to_head(
    url: &DatabaseUrl,
    history: &History,
    now: DateTime<Utc>,
) -> Result<Vec<String>, BackupError> {
    let session = Session::open(url).await?;
    let before = current(&session).await?;
    let pending = before.state(history)?.pending();
    let upgraded: Vec<String> = pending.into_iter().map(str::to_owned).collect();
    let options = RunOptions {
        // The backup is the copy.
        backup: false,
        ..RunOptions::default()
    };
    let result = upgrade(&session, history, "heads", &options, now, &mut Silent).await;
    session.close().await;
    result?;
    Ok(upgraded)
}

async fn examine(url: &DatabaseUrl, currency: Currency) -> Result<doctor::Report, BackupError> {
    let store = Store::open(url, Options::default(), currency).await?;
    let report = doctor::examine(&store).await;
    store.database().close().await;
    Ok(report?)
}

fn refuse_findings(restore: &Restore<'_>, report: &doctor::Report) -> Result<(), BackupError> {
    if report.is_clean() || restore.despite_findings {
        return Ok(());
    }
    Err(BackupError::BooksWrong {
        name: restore.backup.name.clone(),
        findings: report.checks.iter().map(|check| check.wrong).sum(),
    })
}

/// Moves the log of an embedded file into it and leaves WAL mode, which SQLite allows to the only
/// one who has the file open: it is whole without the files beside it afterwards.
async fn alone(path: &Path) -> Result<(), BackupError> {
    let session = Session::open(&DatabaseUrl::Sqlite(path.to_owned())).await?;
    let backend = session.get_database_backend();
    let leave = Statement::from_string(backend, "PRAGMA journal_mode = DELETE");
    let mode = session.query_one_raw(leave).await;
    session.close().await;
    let mode: Option<String> = match mode {
        Ok(Some(row)) => row.try_get("", "journal_mode")?,
        Ok(None) | Err(_) => None,
    };
    match mode.as_deref() {
        Some("delete") => Ok(()),
        _ => Err(BackupError::InUse {
            path: path.to_owned(),
        }),
    }
}

/// The store that was there, under a name that tells when it was replaced.
fn set_aside(path: &Path, now: DateTime<Utc>) -> Result<PathBuf, BackupError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.replaced", now.format("%Y%m%dT%H%M%S%3fZ")));
    let aside = path.with_file_name(name);
    if aside.exists() {
        return Err(BackupError::Exists {
            target: aside.display().to_string(),
            advice: "move it away",
        });
    }
    fs::rename(path, &aside).map_err(|error| BackupError::at(&aside, &error))?;
    Ok(aside)
}
