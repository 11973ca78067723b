//! What an upgrade and a downgrade promise, on every database.
#![allow(clippy::unwrap_used, missing_docs)]

mod all_or_nothing;
mod backup;
mod child;
mod concurrently;
mod endless;
mod journal;
mod journal_failures;
mod lock;
mod loss;
mod offline;
mod rows_kept;
mod stage;
mod tamper;
mod waiting;
mod walks;
