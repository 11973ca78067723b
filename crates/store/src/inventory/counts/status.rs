//! The states of a stock count and the one table of changes between them.

use crate::text::word_enum;

word_enum! {
    /// Where a count stands. Changed only by [`CountStatus::may_become`].
    pub enum CountStatus {
        /// Being counted.
        Open = "open",
        /// Its differences are booked.
        Closed = "closed",
        /// Given up; it changed nothing.
        Cancelled = "cancelled",
    }
}

impl CountStatus {
    /// The transition table.
    pub fn may_become(self, next: CountStatus) -> bool {
        use CountStatus::{Cancelled, Closed, Open};
        matches!((self, next), (Open, Closed | Cancelled))
    }
}
