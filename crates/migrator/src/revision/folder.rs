//! Revisions in a folder, or embedded in a program.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::{Revision, RevisionError};

/// The longest part of a file's name that is made of the message.
const LONGEST_SLUG: usize = 60;

/// A revision and the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionFile {
    /// The file.
    pub path: PathBuf,
    /// What it says.
    pub revision: Revision,
}

/// Reads all revisions of a folder, in the order of their files' names. Hidden files, and files
/// that do not end in `.toml`, are none.
pub fn load_folder(folder: &Path) -> Result<Vec<Revision>, RevisionError> {
    let files = load_files(folder)?;
    Ok(files.into_iter().map(|file| file.revision).collect())
}

/// As [`load_folder`], with the file of each revision.
pub fn load_files(folder: &Path) -> Result<Vec<RevisionFile>, RevisionError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| RevisionError::Io {
            action: "read",
            path,
            source,
        }
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let hidden = name_of(&path).starts_with('.');
        if !hidden && path.extension().is_some_and(|kind| kind == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files: Vec<RevisionFile> = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(failed(&path))?;
        let revision = Revision::parse(&text, &name_of(&path))?;
        files.push(RevisionFile { path, revision });
    }
    let named = files.iter();
    refuse_same_ids(named.map(|file| (name_of(&file.path), &file.revision)))?;
    Ok(files)
}

/// Reads revisions that are part of a program: the name and the text of each file.
pub fn load_embedded(files: &[(&str, &str)]) -> Result<Vec<Revision>, RevisionError> {
    let revisions: Vec<_> = files
        .iter()
        .map(|(name, text)| Revision::parse(text, name))
        .collect::<Result<_, _>>()?;
    let names = files.iter().map(|(name, _)| (*name).to_owned());
    refuse_same_ids(names.zip(&revisions))?;
    Ok(revisions)
}

/// How the file of a revision is called: its id, then its message in lower case.
pub fn file_name(revision: &Revision) -> String {
    let lower = revision.message.to_ascii_lowercase();
    let words = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        slug.push('_');
        slug.push_str(word);
    }
    slug.truncate(LONGEST_SLUG);
    let mut name = revision.id.clone();
    name.push_str(slug.trim_end_matches('_'));
    name.push_str(".toml");
    name
}

/// Writes a revision into a folder and returns the file's path. A file that is there already is
/// never touched.
pub fn write_new(folder: &Path, revision: &Revision) -> Result<PathBuf, RevisionError> {
    let path = folder.join(file_name(revision));
    let mut file = match fs::File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(RevisionError::Exists { path });
        }
        Err(source) => return Err(failed_to_write(path, source)),
    };
    if let Err(source) = file.write_all(revision.print().as_bytes()) {
        // Half a revision is none; that it cannot be removed either matters less than why.
        let _ = fs::remove_file(&path);
        return Err(failed_to_write(path, source));
    }
    Ok(path)
}

fn failed_to_write(path: PathBuf, source: std::io::Error) -> RevisionError {
    RevisionError::Io {
        action: "write",
        path,
        source,
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn refuse_same_ids<'a>(
    revisions: impl Iterator<Item = (String, &'a Revision)>,
) -> Result<(), RevisionError> {
    let mut seen: Vec<(String, &str)> = Vec::new();
    for (name, revision) in revisions {
        if let Some((first, id)) = seen.iter().find(|(_, id)| *id == revision.id) {
            return Err(RevisionError::SameId {
                id: (*id).to_owned(),
                first: first.clone(),
                second: name,
            });
        }
        seen.push((name, &revision.id));
    }
    Ok(())
}
