//! The states of an order and the one table of changes between them.

use std::cmp::Ordering;

use super::{Order, OrderItem};
use crate::text::word_enum;

word_enum! {
    /// Which way the goods go.
    pub enum OrderKind {
        /// To the customer.
        Sale = "sale",
        /// Back to the shop, without naming the original order, as at a till.
        Return = "return",
    }
}

word_enum! {
    /// Where an order stands. Changed only by [`OrderStatus::may_become`].
    pub enum OrderStatus {
        /// Being written; holds no stock.
        Draft = "draft",
        /// Binding; its goods are reserved or gone.
        Placed = "placed",
        /// Called off; its reservations are released.
        Cancelled = "cancelled",
    }
}

impl OrderStatus {
    /// The transition table.
    pub fn may_become(self, next: OrderStatus) -> bool {
        use OrderStatus::{Cancelled, Draft, Placed};
        matches!(
            (self, next),
            (Draft, Placed | Cancelled) | (Placed, Cancelled)
        )
    }
}

word_enum! {
    /// How the money stands; derived, never set.
    pub enum PaymentStatus {
        /// Nothing received yet.
        Unpaid = "unpaid",
        /// Some received, some due.
        PartiallyPaid = "partially_paid",
        /// Everything received.
        Paid = "paid",
        /// More was received than is owed; the rest has to be given back.
        RefundDue = "refund_due",
        /// Some given back.
        PartiallyRefunded = "partially_refunded",
        /// Everything given back.
        Refunded = "refunded",
        /// Settled outside Mercer: an imported order whose source names no payments.
        Unrecorded = "unrecorded",
    }
}

impl PaymentStatus {
    /// The state that the order's amounts mean. The only writer of the status.
    pub fn of(order: &Order) -> Self {
        let (owed, held) = (order.owed(), order.held());
        match held.cmp(&owed) {
            Ordering::Greater => Self::RefundDue,
            Ordering::Less if held == 0 => Self::Unpaid,
            Ordering::Less => Self::PartiallyPaid,
            // Everything is settled: what tells is what went back on the way here.
            Ordering::Equal if held == 0 && order.captured > 0 => Self::Refunded,
            Ordering::Equal if order.status != OrderStatus::Placed => Self::Unpaid,
            Ordering::Equal if order.credited > 0 && order.captured > 0 => Self::PartiallyRefunded,
            Ordering::Equal => Self::Paid,
        }
    }
}

word_enum! {
    /// How the goods stand; derived, never set.
    pub enum FulfilmentStatus {
        /// Goods are reserved and have not left.
        Unfulfilled = "unfulfilled",
        /// Some left, some is still to be sent.
        PartiallyFulfilled = "partially_fulfilled",
        /// Everything left, or there was nothing to send.
        Fulfilled = "fulfilled",
        /// Everything arrived.
        Delivered = "delivered",
        /// Everything left and some of it came back.
        PartiallyReturned = "partially_returned",
        /// Goods came back to the shop, all of them.
        Returned = "returned",
    }
}

impl FulfilmentStatus {
    /// Whether goods of a placed sale are still reserved and to be sent.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Unfulfilled | Self::PartiallyFulfilled)
    }

    /// The state that the lines mean. The only writer of the status.
    pub fn of(kind: OrderKind, items: &[OrderItem]) -> Self {
        if kind == OrderKind::Return {
            return Self::Returned;
        }
        let goods = || items.iter().filter(|item| item.stocked);
        if goods().any(|item| item.shipped < item.quantity) {
            return if goods().all(|item| item.shipped == 0) {
                Self::Unfulfilled
            } else {
                Self::PartiallyFulfilled
            };
        }
        let has_goods = goods().next().is_some();
        if has_goods && goods().all(|item| item.returned == item.quantity) {
            Self::Returned
        } else if goods().any(|item| item.returned > 0) {
            Self::PartiallyReturned
        } else if has_goods && goods().all(|item| item.delivered == item.quantity) {
            Self::Delivered
        } else {
            Self::Fulfilled
        }
    }
}
