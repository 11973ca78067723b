//! The schema model: tables declared beside their entities, rendered for each database, read back
//! from a live one, and compared with it.
//!
//! Deliberately absent: any table of the store, and (until revisions arrive) changing a table that
//! exists. [`create_missing`] only ever adds whole tables; [`check`] only tells.

mod check;
mod compare;
mod create;
mod inspect;
mod normalise;
mod render;
mod schema;
mod tokens;

pub use check::check;
pub use compare::{Change, PrimaryKey, compare};
pub use create::create_missing;
pub use inspect::inspect;
pub use render::create_table;
pub use schema::{
    Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, OnDelete, Schema,
    Table, Unique,
};
