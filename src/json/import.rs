//! What an import did.

use std::fmt;

use mercer_store::imports;
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// What a source brought into the store.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ImportSummary {
    pub(crate) sales: i64,
    pub(crate) returns: i64,
    pub(crate) write_offs: i64,
    pub(crate) lines: i64,
    pub(crate) products: usize,
    pub(crate) customers: usize,
    pub(crate) net: Money,
    pub(crate) rejected: u64,
    pub(crate) rejections: Vec<Rejection>,
    pub(crate) skipped: i64,
    pub(crate) already_imported: bool,
    pub(crate) seconds: f64,
}

/// A row that was refused.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Rejection {
    pub(crate) line: u64,
    pub(crate) column: Option<String>,
    pub(crate) reason: String,
}

impl From<imports::Summary> for ImportSummary {
    fn from(summary: imports::Summary) -> Self {
        ImportSummary {
            sales: summary.sales,
            returns: summary.returns,
            write_offs: summary.write_offs,
            lines: summary.lines,
            products: summary.products,
            customers: summary.customers,
            net: summary.net.into(),
            rejected: summary.rejected,
            rejections: summary
                .rejections
                .into_iter()
                .map(Rejection::from)
                .collect(),
            skipped: summary.skipped,
            already_imported: summary.already_imported,
            seconds: summary.seconds,
        }
    }
}

impl From<imports::Rejection> for Rejection {
    fn from(rejection: imports::Rejection) -> Self {
        Rejection {
            line: rejection.line,
            // Empty when the row as a whole is at fault.
            column: Some(rejection.column).filter(|column| !column.is_empty()),
            reason: rejection.reason,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}", self.line)?;
        if let Some(column) = &self.column {
            write!(formatter, ", {column}")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}
