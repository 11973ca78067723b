//! What an import did.

use crate::Money;

/// The most refused rows that a summary names; all are counted.
pub(super) const NAMED_REJECTIONS: usize = 1_000;

/// What a source brought into the store. A second run of the same source tells the same.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Summary {
    /// Sales.
    pub sales: i64,
    /// Returns.
    pub returns: i64,
    /// Documents that wrote goods off.
    pub write_offs: i64,
    /// Rows of the source that became lines of sales, of returns, and write-offs.
    pub lines: i64,
    /// Distinct products in the source, whether new to the store or not.
    pub products: usize,
    /// Distinct customers in the source; all walk-in customers together count as one.
    pub customers: usize,
    /// Sum of the sales less the sum of the returns.
    pub net: Money,
    /// Rows that were refused.
    pub rejected: u64,
    /// The refused rows, the first 1,000 of them.
    pub rejections: Vec<Rejection>,
    /// Documents that were left out because the store had their number already.
    pub skipped: i64,
    /// Whether an earlier run had imported the same source to its end, so that nothing was done.
    pub already_imported: bool,
    /// How long this run took.
    pub seconds: f64,
}

/// A row of the source that was refused.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rejection {
    /// The line of the source on which the row begins; the header is line 1.
    pub line: u64,
    /// The column, as the header names it; empty when the row as a whole is at fault.
    pub column: String,
    /// What is wrong.
    pub reason: String,
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(formatter, ", {}", self.column)?;
        }
        write!(formatter, ": {}", self.reason)
    }
}
