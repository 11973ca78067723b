//! How an import is run, and how far it is.

/// How to run an import.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions {
    /// Refuse the whole source at the first row that cannot be taken, before anything is written.
    /// Otherwise such rows are left out and named in the summary.
    pub strict: bool,
    /// About how many rows are written by one unit of work. A larger number is faster; other
    /// writers of an embedded database wait for as long as one batch takes.
    pub rows_per_batch: usize,
}

impl Default for ImportOptions {
    fn default() -> Self {
        ImportOptions {
            strict: false,
            rows_per_batch: 8_000,
        }
    }
}

/// How far an import is, told after each batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are in the store, those of earlier runs included.
    pub done: u64,
    /// Rows that the import takes in.
    pub total: u64,
}
