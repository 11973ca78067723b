//! The schema model: tables declared beside their entities, rendered for each database, read back
//! from a live one, and compared with it; and the graph of revisions, in which a target such as
//! `head` or `core@+1` becomes a list of revisions to apply or to revert.
//!
//! Deliberately absent: any table of the store, running a revision's operations.
//! [`check`] only tells; [`render`] only writes.

mod check;
mod compare;
mod declare;
mod export;
mod graph;
mod inspect;
mod lint;
mod normalise;
mod operation;
mod plan;
mod render;
mod replay;
mod revision;
mod run;
mod schema;
mod tokens;
mod unmodelled;

/// Where the migrator itself writes down what it did. Comparisons, plans and exports pass them
/// over.
pub const BOOKKEEPING_TABLES: [&str; 2] = ["mercer_revisions", "mercer_revision_steps"];

pub use check::check;
pub use compare::compare;
pub use export::{schema_json, schema_sql};
pub use graph::{Graph, GraphError, Node, State, StateError, TargetError, check_name};
pub use inspect::{inspect, inspect_connection};
pub use lint::{DATA_RULES, Finding, Severity, lint, lint_data, loses_data, with_data};
pub use operation::{
    Backfill, InsertRows, Irreversible, Literal, Operation, PerDatabase, PrimaryKey, Sql,
};
pub use plan::{Plan, PlanOptions, Rename, RenameSyntax, plan};
pub use render::{RenderError, Statement, backfill_batch, backfill_left, create_table, render};
pub use replay::{ReplayError, replay};
pub use revision::{
    BadId, DowngradeError, Problem, Revision, RevisionError, RevisionFile, UnknownType, check_id,
    file_name, load_embedded, load_files, load_folder, new_id, write_new,
};
pub use run::{
    Applied, AppliedRevision, Direction, Event, History, Observer, Rehearsal, Report, RunError,
    RunOptions, Silent, current, downgrade, drop_bookkeeping, ensure_bookkeeping,
    offline_downgrade, offline_upgrade, rehearse, revision_down_sql, revision_sql, stamp, upgrade,
};
pub use schema::{
    Action, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm, OnDelete,
    Schema, Table, Text, Unique,
};
pub use unmodelled::Unmodelled;
