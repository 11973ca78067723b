//! Operations in each database's words, run on tables with rows; and plans of them.

mod chance;
#[path = "../created/mod.rs"]
mod created;
mod dialects;
mod operations;
mod pairs;
mod places;
mod plans;
mod rebuild;
mod renames;
mod rows;
mod unmodelled;
mod words;
