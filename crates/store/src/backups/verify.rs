//! Prove that a backup can be read and holds what it held when it was made.

use std::path::Path;

use super::counted::Counted;
use super::create::blocking;
use super::folder::workplace;
use super::packed::content;
use super::unpacked::{check_file, compare, damaged, look, unpack};
use super::{BackupError, Manifest, System};

/// Reads all of it: the checksum of the file, then what the file holds. Of an embedded store every
/// page, the revisions and the rows of every table; of a server's dump its end and the rows.
pub async fn verify(folder: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let (place, backup) = (folder.to_owned(), manifest.clone());
    blocking(move || check_file(&place, &backup)).await?;
    if manifest.system != System::Sqlite {
        let (place, backup) = (folder.to_owned(), manifest.clone());
        return blocking(move || check_dump(&place, &backup)).await;
    }
    let place = workplace(folder)?;
    let file = place.path().join("unpacked.db");
    let (from, backup, to) = (folder.to_owned(), manifest.clone(), file.clone());
    blocking(move || unpack(&from, &backup, &to)).await?;
    let looked = look(&file)
        .await
        .map_err(|error| in_backup(manifest, error))?;
    compare(manifest, &looked)
}

/// A fault of the copy is one of the backup by now.
pub(super) fn in_backup(manifest: &Manifest, error: BackupError) -> BackupError {
    match error {
        BackupError::NotWhole { reason } => damaged(manifest, reason),
        BackupError::Database(error) => damaged(manifest, error.to_string()),
        other => other,
    }
}

fn check_dump(folder: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let path = folder.join(&manifest.file);
    let at = |error| BackupError::at(&path, &error);
    let mut content = content(&path).map_err(at)?;
    let mut counted = Counted::new(manifest.system);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = std::io::Read::read(&mut content, &mut buffer).map_err(at)?;
        if length == 0 {
            break;
        }
        counted.take(&buffer[..length]);
    }
    let rows = counted.finish();
    let mut rows = rows.ok_or_else(|| damaged(manifest, "the dump broke off".to_owned()))?;
    rows.retain(|table, _| manifest.rows.contains_key(table));
    if rows == manifest.rows {
        return Ok(());
    }
    Err(damaged(
        manifest,
        "the rows are not those it had".to_owned(),
    ))
}
