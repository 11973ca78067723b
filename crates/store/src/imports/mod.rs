//! Books that were kept elsewhere, taken in.
//!
//! An import reads its whole source first and writes only afterwards, in batches of which each is
//! one unit of work together with the place it reached. So a damaged source leaves the store as
//! it was, and an import that was stopped goes on where it stopped. That holds for the books of
//! `online_retail`; `tables` takes in rows one by one, each of which the store's own verbs check.

pub(crate) mod entity;
mod error;
mod online_retail;
mod progress;
mod source;
mod summary;
mod tables;
mod write_off;

pub use entity::{Model as Import, table};
pub use error::ImportError;
pub use online_retail::online_retail;
pub use progress::{ImportOptions, Progress};
pub use summary::{Rejection, Summary};
pub use tables::{Layout, MappedColumn, Shape, TableImport, TableSummary, import_table, look};
pub use write_off::{Model as ImportedWriteOff, table as write_offs_table};
