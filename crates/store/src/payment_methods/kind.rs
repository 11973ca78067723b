//! The means of a payment.

use crate::text::word_enum;

word_enum! {
    /// The means of a payment.
    pub enum PaymentKind {
        /// A card, by the token of a provider.
        Card = "card",
        /// PayPal.
        Paypal = "paypal",
        /// Notes and coins.
        Cash = "cash",
        /// Money sent by bank.
        BankTransfer = "bank_transfer",
    }
}

impl PaymentKind {
    /// Whether a provider's token stands for the customer's account.
    pub fn has_token(self) -> bool {
        matches!(self, PaymentKind::Card | PaymentKind::Paypal)
    }
}
