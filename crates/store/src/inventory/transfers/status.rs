//! The states of a transfer and the one table of changes between them.

use crate::text::word_enum;

word_enum! {
    /// Where a transfer stands. Changed only by [`TransferStatus::may_become`].
    pub enum TransferStatus {
        /// Something of it has neither arrived nor been given up.
        InTransit = "in_transit",
        /// Everything has arrived or is written off.
        Received = "received",
        /// Called off: what had not arrived went back.
        Cancelled = "cancelled",
    }
}

impl TransferStatus {
    /// The transition table.
    pub fn may_become(self, next: TransferStatus) -> bool {
        use TransferStatus::{Cancelled, InTransit, Received};
        matches!((self, next), (InTransit, Received | Cancelled))
    }
}
