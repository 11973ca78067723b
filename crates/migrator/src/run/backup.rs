//! The copy of an SQLite file before it is changed.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use mercer_database::{Error, Session};

use super::upgrade::heads;
use super::{Applied, History, RunError};

/// Copies the file beside itself, named after the moment and the revision it stands at; nothing on
/// a server, whose backups are its owner's.
pub(super) async fn before(
    session: &Session,
    applied: &Applied,
    history: &History,
    now: DateTime<Utc>,
) -> Result<Option<PathBuf>, RunError> {
    let Some(file) = session.path() else {
        return Ok(None);
    };
    let head = heads(&applied.state(history)?.current_heads());
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(
        ".{}.{head}.backup",
        now.format("%Y%m%dT%H%M%S%3fZ")
    ));
    let path = file.with_file_name(name);
    copy(session, &path).await?;
    Ok(Some(path))
}

/// Copies the file there.
pub(super) async fn copy(session: &Session, path: &Path) -> Result<(), RunError> {
    let copied = session.backup_to(path).await;
    copied.map_err(|error| RunError::Backup {
        path: path.to_owned(),
        reason: match error {
            Error::BackupFailed { reason, .. } => reason,
            Error::BackupExists { .. } => "a file of this name is there".to_owned(),
            other => other.to_string(),
        },
    })
}
