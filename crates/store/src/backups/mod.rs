//! Copies of the whole store in files: made while it is in use, checked, kept for a while, and
//! brought back.
//!
//! A backup is a compressed file and, beside it, its manifest, which is written last: a file
//! without one was never finished. The embedded store is copied by SQLite's own means; a server's
//! by `pg_dump` or `mariadb-dump`, whose output is read on the way, so that a dump that broke off
//! is no backup. Deliberately absent: incremental backups and point-in-time recovery, for which
//! the servers have tools of their own.

mod counted;
mod create;
mod dump;
mod error;
mod folder;
mod list;
mod manifest;
mod packed;
mod prune;
mod restore;
#[cfg(test)]
mod tests;
mod unpacked;
mod verify;

pub use create::{create, is_due};
pub use error::BackupError;
pub use list::{find, list};
pub use manifest::{Manifest, System};
pub use prune::prune;
pub use restore::{Restore, Restored, restore};
pub use verify::verify;
