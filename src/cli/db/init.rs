//! `mercer db init`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::Place;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Make a folder for revisions of your own.
///
/// The store's tables come with the program. A folder is needed only for changes of your own:
/// tables beside the store's, or further columns and indexes. Its first revision begins the branch
/// "site"; the program's revisions are the branch "core".
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer db init\n  mercer db revision -m \"Suppliers\"")]
pub(in crate::cli) struct Init {
    /// The folder; by default the configured one, `database.migrations`.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

#[derive(Serialize)]
struct Made {
    folder: String,
    created: bool,
}

impl Init {
    /// Makes the folder.
    pub(super) fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let folder = self.folder.unwrap_or_else(|| place.folder().to_owned());
        let created = !folder.is_dir();
        fs::create_dir_all(&folder).map_err(|error| {
            Failure::refused(format!("cannot make {}: {error}", folder.display()))
        })?;
        let made = Made {
            folder: folder.display().to_string(),
            created,
        };
        output.show(&made, |made| {
            if made.created {
                format!("Made {} for your revisions.\n", made.folder)
            } else {
                format!("{} is there already and is left as it is.\n", made.folder)
            }
        })?;
        if folder == place.folder() {
            output.message("Next: mercer db revision -m \"What it is for\"");
        } else {
            output.message(&format!(
                "Tell the other commands: migrations = \"{}\" under [database] in mercer.toml, or \
                 MERCER_MIGRATIONS in the environment",
                folder.display()
            ));
        }
        Ok(())
    }
}
