//! The states of a payment and the one table of changes between them.

use super::Payment;
use crate::text::word_enum;

word_enum! {
    /// Where a payment stands; derived from its amounts, never set. Part of a promise may be taken:
    /// the payment is captured then, and the rest of the promise can still be taken or given up.
    pub enum PaymentState {
        /// The provider, the customer or the bank has not said yes yet.
        Pending = "pending",
        /// The money is promised.
        Authorised = "authorised",
        /// Money was received, and none of it went back.
        Captured = "captured",
        /// Some of what was received went back.
        PartiallyRefunded = "partially_refunded",
        /// All that was received went back.
        Refunded = "refunded",
        /// The promise was given up, and nothing was received.
        Voided = "voided",
        /// The provider refused.
        Failed = "failed",
    }
}

impl PaymentState {
    /// The transition table.
    pub fn may_become(self, next: PaymentState) -> bool {
        use PaymentState::{
            Authorised, Captured, Failed, PartiallyRefunded, Pending, Refunded, Voided,
        };
        matches!(
            (self, next),
            (Pending, Authorised | Failed | Voided)
                | (Authorised, Captured | Voided)
                | (Captured, PartiallyRefunded | Refunded)
                | (PartiallyRefunded, Refunded)
                // More of the promise is taken after what was taken went back.
                | (Refunded, PartiallyRefunded)
        )
    }

    /// The state that the payment's amounts mean. The only writer of the state.
    pub fn of(payment: &Payment) -> Self {
        if payment.captured > 0 {
            if payment.refunded == 0 {
                Self::Captured
            } else if payment.refunded < payment.captured {
                Self::PartiallyRefunded
            } else {
                Self::Refunded
            }
        } else if payment.voided < payment.amount {
            if payment.authorised > 0 {
                Self::Authorised
            } else {
                Self::Pending
            }
        } else if payment.authorised == 0 && payment.failure_code.is_some() {
            Self::Failed
        } else {
            Self::Voided
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PaymentState;

    #[test]
    fn what_failed_or_was_given_up_stays_so_and_received_money_is_never_unreceived() {
        use PaymentState::{
            Authorised, Captured, Failed, PartiallyRefunded, Pending, Refunded, Voided,
        };
        let all = [
            Pending,
            Authorised,
            Captured,
            PartiallyRefunded,
            Refunded,
            Voided,
            Failed,
        ];
        let changes = all
            .iter()
            .flat_map(|from| all.iter().map(move |to| (*from, *to)));
        let allowed: Vec<_> = changes.filter(|(from, to)| from.may_become(*to)).collect();
        assert_eq!(allowed.len(), 9);
        for (from, to) in allowed {
            assert!(!matches!(from, Failed | Voided), "{from} {to}");
            let received = matches!(from, Captured | PartiallyRefunded | Refunded);
            assert!(
                !received || matches!(to, PartiallyRefunded | Refunded),
                "{from} {to}"
            );
        }
    }
}
