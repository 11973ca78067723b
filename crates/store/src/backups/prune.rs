//! Keep the newest backups of a store and remove the others.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::folder::Writing;
use super::{BackupError, Manifest, list};

/// Removes all but the newest `keep` backups of this store, at least one of which stays; returns
/// those that are gone. Other stores' backups in the folder are left alone.
///
/// `database` is the store's address as its backups name it, without a password.
pub fn prune(folder: &Path, database: &str, keep: usize) -> Result<Vec<Manifest>, BackupError> {
    let _writing = Writing::begin(folder)?;
    let mut backups = list(folder)?;
    backups.retain(|backup| backup.database == database);
    let surplus = backups.len().saturating_sub(keep.max(1));
    backups.truncate(surplus);
    for backup in &backups {
        // The manifest last: what was removed by half is found again.
        for name in [backup.file.clone(), format!("{}.json", backup.name)] {
            let path = folder.join(name);
            removed(&path).map_err(|error| BackupError::at(&path, &error))?;
        }
    }
    Ok(backups)
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
