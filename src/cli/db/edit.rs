//! `mercer db edit`.

use std::fs;
use std::process::Command;

use clap::Args;
use mercer_migrator::{Revision, RevisionFile};
use serde::Serialize;

use super::Place;
use super::place::history_of;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Open a revision of yours in your editor, and check it when you save.
///
/// The editor is $VISUAL, else $EDITOR, else vi. What does not hold together is refused with file
/// and line, and the file is left as it was; run the command again to go on with your text.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mercer db edit\n  EDITOR=nano mercer db edit 3f2a")]
pub(in crate::cli) struct Edit {
    /// A revision of the folder: the beginning of its id, or `site@head` for the newest one.
    #[arg(value_name = "REVISION", default_value = "site@head")]
    target: String,
}

#[derive(Serialize)]
struct Edited {
    revision: String,
    file: String,
    changed: bool,
}

impl Edit {
    /// Edits a copy, and puts it in the file's place once it is right.
    pub(super) fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let file = self.file(place)?;
        let before = fs::read_to_string(&file.path)?;
        let name = file.path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let draft = file.path.with_file_name(format!(".draft-{name}"));
        if draft.exists() {
            output.message(&format!("Going on with the text in {}", draft.display()));
        } else {
            fs::write(&draft, &before)?;
        }
        if let Err(failure) = open_editor(&draft) {
            if fs::read_to_string(&draft).is_ok_and(|text| text == before) {
                fs::remove_file(&draft)?;
            }
            return Err(failure);
        }
        let after = fs::read_to_string(&draft)?;
        if let Err(failure) = check(place, &after, &name, &file.revision.id) {
            return Err(failure.then(&format!(
                "{} is as it was; your text is in {}, and the same command goes on with it",
                file.path.display(),
                draft.display()
            )));
        }
        if after == before {
            fs::remove_file(&draft)?;
        } else {
            fs::rename(&draft, &file.path)?;
        }
        let edited = Edited {
            revision: file.revision.id,
            file: file.path.display().to_string(),
            changed: after != before,
        };
        output.show(&edited, |edited| {
            let what = if edited.changed {
                "Saved"
            } else {
                "Unchanged:"
            };
            format!("{what} {}\n", edited.file)
        })
    }

    /// The file of the revision that is meant.
    fn file(&self, place: &Place<'_>) -> Result<RevisionFile, Failure> {
        let history = place.history()?;
        let files = place.files()?;
        if files.is_empty() {
            return Err(Failure::refused(format!(
                "no revision is in {}",
                place.folder().display()
            ))
            .hint("`mercer db revision -m \"What it is for\"` writes one"));
        }
        let ids = history.graph().resolve(&self.target, None)?;
        let mut files = files.into_iter();
        let file = files.find(|file| ids == [file.revision.id.as_str()]);
        file.ok_or_else(|| {
            let message = format!("{:?} is not one revision of your folder", self.target);
            Failure::refused(message)
                .hint("`mercer db history -v` tells where each revision's file is")
        })
    }
}

fn open_editor(draft: &std::path::Path) -> Result<(), Failure> {
    let variable = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let editor = variable("VISUAL")
        .or_else(|| variable("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    // Through the shell, as others do, for editors with arguments.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(draft)
        .status()
        .map_err(|error| Failure::refused(format!("cannot start {editor}: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::refused(format!("{editor} ended with {status}"))
            .hint("set EDITOR to the editor you want"))
    }
}

/// Whether the text is a revision that fits the history in place of the old one.
fn check(place: &Place<'_>, text: &str, name: &str, id: &str) -> Result<(), Failure> {
    let revision = Revision::parse(text, name)?;
    if revision.id != id {
        return Err(Failure::refused(format!(
            "the revision is now called {:?} instead of {id:?}; other files and databases know it \
             by its old name",
            revision.id
        )));
    }
    let files = place.files()?.into_iter();
    let folder = files.map(|file| {
        if file.revision.id == id {
            revision.clone()
        } else {
            file.revision
        }
    });
    history_of(folder)?.replay_all()?;
    Ok(())
}
