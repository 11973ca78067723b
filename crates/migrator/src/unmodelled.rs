//! What a live table has and the model has no words for.

use std::fmt;

use crate::Table;

/// One such thing, found in a live database. It is neither compared nor written into revisions:
/// rendering refuses operations that would lose it, and a plan warns where only one side has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmodelled {
    /// The name of the column, constraint or index that has it, or `PRIMARY KEY`; nothing where it
    /// is the table itself, or a constraint without a name.
    pub part: String,
    /// What it is, in the database's words: `DEFERRABLE`, `STRICT`.
    pub words: String,
}

impl fmt::Display for Unmodelled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part.as_str() {
            "" => formatter.write_str(&self.words),
            part => write!(formatter, "{part} {}", self.words),
        }
    }
}

impl Table {
    /// What the model has no words for, of this part of the table; as text, nothing where there is
    /// none.
    pub(crate) fn unmodelled_of(&self, part: &str) -> Option<String> {
        listed(self.unmodelled.iter().filter(|found| found.part == part))
    }
}

/// Several such things as text, with commas between them.
pub(crate) fn listed<'a>(found: impl IntoIterator<Item = &'a Unmodelled>) -> Option<String> {
    let words: Vec<_> = found.into_iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The part that the primary key is.
pub(crate) const PRIMARY_KEY: &str = "PRIMARY KEY";
