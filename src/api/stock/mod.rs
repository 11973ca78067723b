//! `/v1/stock`: what is where, the ledger, and what moves goods at once.

mod adjust;
mod clear_reorder_point;
mod count;
mod levels;
mod low;
mod movement;
mod movements;
mod receive;
mod refused;
mod routes;
mod set_reorder_point;
#[cfg(test)]
mod tests;
mod transfer;

use super::answer::Resource;
use crate::json;

pub(super) use refused::{of_line, of_move};
pub(super) use routes::routes;

impl Resource for json::Level {
    /// Sales change it all the time: it is changed by amounts, never written over.
    fn version(&self) -> Option<i64> {
        None
    }
}

impl Resource for json::Movement {
    fn version(&self) -> Option<i64> {
        None
    }
}
