//! What a return is made from.

use super::Disposition;
use crate::Quantity;

/// Goods of a sale that came back.
#[derive(Clone, Debug)]
pub struct CreateReturn {
    /// The sale.
    pub order_id: i64,
    /// Where they came to; the order's location when `None`.
    pub location_id: Option<i64>,
    /// Why, at most 200 characters. What is written off is written off with this reason.
    pub reason: String,
    /// What came back, each line of the order at most once.
    pub lines: Vec<ReturnLine>,
}

/// What came back of one line.
#[derive(Clone, Copy, Debug)]
pub struct ReturnLine {
    /// The line of the order.
    pub line: i64,
    /// How much of it, at most what left and has not come back.
    pub quantity: Quantity,
    /// Whether the goods are sold again.
    pub disposition: Disposition,
    /// What the customer no longer owes for them.
    pub credit: LineCredit,
}

impl ReturnLine {
    /// Goods that are sold again and no longer owed.
    pub fn of(line: i64, quantity: Quantity) -> Self {
        ReturnLine {
            line,
            quantity,
            disposition: Disposition::Restock,
            credit: LineCredit::Full,
        }
    }
}

/// What the customer no longer owes for goods that came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineCredit {
    /// The part that they are of what is still owed for the line
    /// ([`crate::amounts::credit_left`]): all of it with the last of the goods.
    #[default]
    Full,
    /// Nothing: the goods are exchanged, or came back too late.
    Nothing,
    /// So many minor units, at most what is still owed for the line.
    Amount(i64),
}
