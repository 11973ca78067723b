//! Look at the backups of a folder.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::manifest::FORMAT;
use super::{BackupError, Manifest};

/// Every finished backup in the folder, oldest first. A folder that is not there has none.
pub fn list(folder: &Path) -> Result<Vec<Manifest>, BackupError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(BackupError::at(folder, &error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| BackupError::at(folder, &error))?
            .path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("mercer-") && name.ends_with(".json") {
            backups.push(read(&path)?);
        }
    }
    backups.sort_by(|a, b| (a.created_at, &a.name).cmp(&(b.created_at, &b.name)));
    Ok(backups)
}

/// One backup, by its name or by the name of one of its files; `latest` is the newest one.
pub fn find(folder: &Path, name: &str) -> Result<Manifest, BackupError> {
    let mut backups = list(folder)?;
    if name == "latest" {
        return backups.pop().ok_or_else(|| not_found(folder, name));
    }
    let plain = name.strip_suffix(".json").unwrap_or(name);
    let found = backups
        .into_iter()
        .find(|backup| backup.name == plain || backup.file == plain);
    found.ok_or_else(|| not_found(folder, name))
}

fn not_found(folder: &Path, name: &str) -> BackupError {
    BackupError::NotFound {
        name: name.to_owned(),
        folder: folder.to_owned(),
    }
}

fn read(path: &Path) -> Result<Manifest, BackupError> {
    let damaged = |reason: String| BackupError::Damaged {
        name: path.display().to_string(),
        reason,
    };
    let text = fs::read(path).map_err(|error| BackupError::at(path, &error))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| damaged(error.to_string()))?;
    if manifest.format != FORMAT {
        return Err(damaged(format!(
            "it has the form {}, and this program reads form {FORMAT}",
            manifest.format
        )));
    }
    // A manifest names a file beside it and nothing else.
    if manifest.file.contains(['/', '\\']) {
        return Err(damaged(format!("it names the file {:?}", manifest.file)));
    }
    Ok(manifest)
}
