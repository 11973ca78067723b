//! Facts about what orders do to stock, below the verbs, on every database.
#![allow(clippy::unwrap_used)]

mod at_once;
mod fixture;
mod primitives;
