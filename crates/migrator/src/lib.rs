//! The schema model: tables declared beside their entities, rendered for each database.
//!
//! Deliberately absent: any table of the store, and (until migrations arrive) comparing with a
//! live database. [`create_missing`] only ever adds whole tables.

mod create;
mod render;
mod schema;

pub use create::create_missing;
pub use render::create_table;
pub use schema::{Check, Column, ColumnType, ForeignKey, Index, OnDelete, Schema, Table, Unique};
