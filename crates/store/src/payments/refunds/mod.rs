//! Refunds as rows: what goes back, and on which lines of the order it is no longer owed.

pub(super) mod entity;
pub(super) mod line;

pub use entity::{Model as Refund, RefundState, table as refunds_table};
pub use line::{Model as RefundLine, table as refund_lines_table};
