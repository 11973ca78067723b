//! Bringing a database from one revision to another, and knowing where it stands.
//!
//! One process migrates at a time: every action takes the migration lock on its own connection and
//! reads where the database stands only then. SQLite and PostgreSQL take a revision whole, its row
//! in [`bookkeeping`] included; where DDL cannot be taken back (MySQL, and indexes that PostgreSQL
//! builds outside a transaction) a [`journal`] tells the next run how far this one came.
//!
//! Deliberately absent: what a revision's statements are (`render`), which revisions a target means
//! (`graph`), and judging whether a step loses data (`lint`).

mod applied;
mod apply;
mod backup;
mod bookkeeping;
mod downgrade;
mod error;
mod event;
mod exclusive;
mod fingerprint;
mod history;
mod journal;
mod offline;
mod options;
mod patience;
mod rehearse;
mod rows;
mod stamp;
mod transaction;
mod unmanaged;
mod upgrade;

pub use applied::{Applied, AppliedRevision, current};

pub use bookkeeping::{drop_bookkeeping, ensure_bookkeeping};
pub use downgrade::downgrade;
pub use error::RunError;
pub use event::{Event, Observer, Silent};
pub use history::History;
pub use offline::{offline_downgrade, offline_upgrade, revision_down_sql, revision_sql};
pub use options::{Direction, RunOptions};
pub use rehearse::{Rehearsal, rehearse};
pub use stamp::stamp;
pub use upgrade::{Report, upgrade};
