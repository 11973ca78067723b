//! Revision files: one TOML file a revision, operations as data, the same file for all three
//! databases.
//!
//! ```toml
//! revision = "1f0c7a2b9d34"
//! down_revision = ["0001"]
//! message = "Add a nickname"
//! created = 2026-11-21T08:00:00Z
//!
//! [[op]]
//! do = "add_column"
//! table = "customers"
//! column = { name = "nickname", type = "text(40)", null = true }
//! ```
//!
//! Deliberately absent: the order of revisions (`graph`), the words of any database (`render`),
//! and which revisions a database has.

mod error;
mod folder;
mod id;
mod layout;
mod read;
mod types;
mod value;
mod write;

use chrono::{DateTime, Utc};

use crate::{Node, Operation, operation};

pub use error::{Problem, RevisionError};
pub use folder::{RevisionFile, file_name, load_embedded, load_files, load_folder, write_new};
pub use id::{BadId, check_id, new_id};
pub use types::UnknownType;

/// One step of a schema's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its name, see [`check_id`].
    pub id: String,
    /// The revisions that it follows: none for a first one, several where branches are merged.
    pub down: Vec<String>,
    /// The names that it gives to the branch that begins with it.
    pub branch_labels: Vec<String>,
    /// Revisions of other branches that have to be applied before it.
    pub depends_on: Vec<String>,
    /// What it is for.
    pub message: String,
    /// When it was written.
    pub created: DateTime<Utc>,
    /// What it does, in order.
    pub operations: Vec<Operation>,
    /// What takes it back, in order, where that is not what follows from the operations.
    pub down_operations: Option<Vec<Operation>>,
    /// Why it cannot be taken back.
    pub irreversible: Option<String>,
    /// Why the loss of data that it brings is meant.
    pub destructive: Option<String>,
}

/// Why a revision cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DowngradeError {
    /// The revision says so.
    #[error("revision {revision} cannot be taken back: {reason}")]
    Irreversible {
        /// Its id.
        revision: String,
        /// What it says.
        reason: String,
    },
    /// One of its operations does not say how.
    #[error("revision {revision}, operation {number}: {source}")]
    Operation {
        /// The revision's id.
        revision: String,
        /// Which operation, from 1.
        number: usize,
        /// Why.
        source: operation::Irreversible,
    },
}

impl Revision {
    /// What the graph needs to know of it.
    pub fn node(&self) -> Node {
        Node {
            id: self.id.clone(),
            down: self.down.clone(),
            depends_on: self.depends_on.clone(),
            branch_labels: self.branch_labels.clone(),
        }
    }

    /// Reads a revision from the text of its file. `file_name` is for the error's sake.
    pub fn parse(text: &str, file_name: &str) -> Result<Revision, RevisionError> {
        read::revision(text, file_name)
    }

    /// The text of its file. What is read back from it is the same revision, and is printed alike.
    pub fn print(&self) -> String {
        let mut toml = String::new();
        layout::fields(&mut toml, &write::head(self));
        let down = self.down_operations.iter().flatten();
        let operations = self.operations.iter().map(|operation| ("op", operation));
        for (list, operation) in operations.chain(down.map(|operation| ("down", operation))) {
            toml.push_str("\n[[");
            toml.push_str(list);
            toml.push_str("]]\n");
            layout::fields(&mut toml, &write::operation(operation));
        }
        toml
    }

    /// SHA-256, in hexadecimal, of what the revision does and where it stands in the history: its
    /// id, the revisions it follows and depends on, its labels, its operations both ways and
    /// whether it is irreversible. Comments, layout, `message`, `created` and the reasons given
    /// under `irreversible` and `destructive` do not count: they can be reworded after the
    /// revision was applied, for they changed nothing in the database.
    pub fn hash(&self) -> String {
        value::hash(&write::meaning(self))
    }

    /// The operations that take it back, in order: those under `[[down]]`, or else the reverse of
    /// each of its operations, the last first.
    pub fn downgrade_operations(&self) -> Result<Vec<Operation>, DowngradeError> {
        if let Some(reason) = &self.irreversible {
            return Err(DowngradeError::Irreversible {
                revision: self.id.clone(),
                reason: reason.clone(),
            });
        }
        if let Some(down) = &self.down_operations {
            return Ok(down.clone());
        }
        let mut reversed = Vec::new();
        for (index, operation) in self.operations.iter().enumerate().rev() {
            let operations = operation
                .reverse()
                .map_err(|source| DowngradeError::Operation {
                    revision: self.id.clone(),
                    number: index + 1,
                    source,
                })?;
            reversed.extend(operations);
        }
        Ok(reversed)
    }
}
