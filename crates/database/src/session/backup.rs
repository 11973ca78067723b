//! A copy of the embedded file, taken while the store works on it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::Session;
use crate::sqlite::{companions, copy};
use crate::{Error, Kind};

impl Session {
    /// Copies the embedded database, as last committed, into a new file with the permissions of
    /// the old one. When this returns `Ok`, the copy is complete and on the disk.
    ///
    /// # Errors
    /// [`Error::BackupExists`]: nothing is ever overwritten. [`Error::BackupOnServer`] on a server.
    pub async fn backup_to(&self, target: &Path) -> Result<(), Error> {
        let tool = match self.kind() {
            Kind::Sqlite => "",
            Kind::Postgres => "pg_dump",
            Kind::MySql => "mariadb-dump or mysqldump",
        };
        let Some(source) = self.path() else {
            let kind = self.kind();
            return Err(Error::BackupOnServer { kind, tool });
        };
        let (source, target) = (source.to_owned(), target.to_owned());
        let copying = tokio::task::spawn_blocking(move || back_up(&source, &target));
        match copying.await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::Closed),
            },
        }
    }
}

fn back_up(source: &Path, target: &Path) -> Result<(), Error> {
    let path = target.to_owned();
    if let Err(error) = OpenOptions::new().write(true).create_new(true).open(target) {
        return Err(match error.kind() {
            io::ErrorKind::AlreadyExists => Error::BackupExists { path },
            _ => Error::BackupFailed {
                path,
                reason: error.to_string(),
            },
        });
    }
    write(source, target).map_err(|error| {
        for left in std::iter::once(path.clone()).chain(companions(target)) {
            drop(fs::remove_file(left));
        }
        Error::BackupFailed {
            path,
            reason: error.to_string(),
        }
    })
}

fn write(source: &Path, target: &Path) -> Result<(), Box<dyn std::error::Error>> {
    // Before there is anything to be read in it.
    fs::set_permissions(target, fs::metadata(source)?.permissions())?;
    copy(source, target)?;
    File::open(target)?.sync_all()?;
    // The file's name is on the disk when its folder is; Windows has no such step.
    if cfg!(unix) {
        let folder = target.parent().filter(|path| !path.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
