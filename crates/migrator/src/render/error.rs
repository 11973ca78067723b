//! Why an operation has no words on a database.

use mercer_database::Kind;

use crate::ReplayError;

/// Why an operation cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(
    missing_docs,
    reason = "the messages say what the variants and fields are"
)]
pub enum RenderError {
    #[error(transparent)]
    DoesNotFit(#[from] ReplayError),
    #[error("the name {name} is longer than the {longest} {unit} that {kind} keeps; shorten it")]
    NameTooLong {
        name: String,
        longest: usize,
        unit: &'static str,
        kind: Kind,
    },
    #[error("{kind} has no {what} ({name} of {table}); {instead}")]
    Unsupported {
        kind: Kind,
        what: &'static str,
        table: String,
        name: String,
        instead: &'static str,
    },
    #[error("{table}: a {what} without a name cannot be dropped on {kind}; say its name")]
    Unnamed {
        table: String,
        what: &'static str,
        kind: Kind,
    },
    #[error(
        "{table} has {what}, which this operation would lose on {kind} without a word: it writes \
         anew what revisions have no words for; write the change as an `sql` operation, or take \
         that away first"
    )]
    WouldLose {
        table: String,
        what: String,
        kind: Kind,
    },
    #[error("{table}: row {row} has {values} values for {columns} columns; give one for each")]
    RowLength {
        table: String,
        row: usize,
        values: usize,
        columns: usize,
    },
    #[error("{table}: rows are deleted by their key, and none is given; name its columns in `key`")]
    NoKey { table: String },
    #[error("{table}.{column}: {value:?} is no {expected}")]
    Value {
        table: String,
        column: String,
        value: String,
        expected: &'static str,
    },
}
