//! Tables that others wrote, or an export: CSV and JSON lines, taken in row by row by the verbs
//! that the edges use too.
//!
//! A row is known by its natural key (the SKU, the user name or e-mail address, the number of the
//! order), so the same file imported again changes nothing, and a file with corrections changes
//! what was corrected. A row that is refused is named and written to a file of its own, as it was.

mod apply;
mod begun;
mod context;
mod customers;
mod decimal;
mod decode;
mod groups;
mod layout;
mod lists;
mod orders;
mod outcome;
mod products;
mod records;
mod refused;
mod rehearsal;
mod row;
mod run;
mod shape;
mod stock;
#[cfg(test)]
mod tests;

pub use layout::{Layout, MappedColumn};
pub use run::{TableImport, TableSummary, import_table, look};
pub use shape::Shape;
