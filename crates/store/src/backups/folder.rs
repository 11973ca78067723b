//! The folder of backups: who may read it, and that one process writes to it at a time.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::{BackupError, Manifest};

/// The folders in which backups are made. What a killed process left there is nobody's.
const MAKING: &str = ".making-";

/// The right to write to the folder, until it is dropped.
pub(super) struct Writing {
    _lock: File,
}

impl Writing {
    /// Makes the folder if it is not there, readable by its owner only, and locks it.
    pub(super) fn begin(folder: &Path) -> Result<Self, BackupError> {
        if !folder.is_dir() {
            fs::create_dir_all(folder).map_err(|error| BackupError::at(folder, &error))?;
            let owner = Permissions::from_mode(0o700);
            fs::set_permissions(folder, owner).map_err(|error| BackupError::at(folder, &error))?;
        }
        let path = folder.join(".lock");
        let failed = |error| BackupError::at(&path, &error);
        let lock = owners_file()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let folder = folder.to_owned();
                return Err(BackupError::Running { folder });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        clear(folder);
        Ok(Writing { _lock: lock })
    }
}

/// Removes what killed processes left; what cannot be removed harms nobody.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(MAKING) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// A folder for one piece of work, gone when it is dropped.
pub(super) fn workplace(folder: &Path) -> Result<tempfile::TempDir, BackupError> {
    tempfile::Builder::new()
        .prefix(MAKING)
        .tempdir_in(folder)
        .map_err(|error| BackupError::at(folder, &error))
}

/// Options of a file that its owner only may read.
pub(super) fn owners_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Puts a finished file into the folder and then its manifest, both on the disk.
pub(super) fn publish(folder: &Path, made: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let file = folder.join(&manifest.file);
    fs::rename(made, &file).map_err(|error| BackupError::at(&file, &error))?;
    let told = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    let path = made.with_extension("manifest");
    let at = |error| BackupError::at(&path, &error);
    let mut written = owners_file()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(at)?;
    std::io::Write::write_all(&mut written, &told).map_err(at)?;
    written.sync_all().map_err(at)?;
    let place = folder.join(format!("{}.json", manifest.name));
    fs::rename(&path, &place).map_err(|error| BackupError::at(&place, &error))?;
    // The names are on the disk when the folder is.
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| BackupError::at(folder, &error))
}
