//! How customers like to pay.

use chrono::{DateTime, Utc};
use mercer_store::payment_methods::{self, PaymentKind};
use schemars::JsonSchema;
use serde::Serialize;

/// A way to pay that a customer lets the shop keep. The provider's token stays in the store.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PaymentMethod {
    pub(crate) id: i64,
    pub(crate) customer_id: i64,
    pub(crate) kind: PaymentKind,
    /// Who moves the money.
    pub(crate) provider: String,
    /// Of a card: Visa, Mastercard.
    pub(crate) brand: Option<String>,
    /// The last four digits of a card.
    pub(crate) last4: Option<String>,
    /// 1 to 12.
    pub(crate) expiry_month: Option<i64>,
    /// With four digits.
    pub(crate) expiry_year: Option<i64>,
    /// Of a PayPal account.
    pub(crate) email: Option<String>,
    /// What the customer calls it.
    pub(crate) label: Option<String>,
    /// Whether it is taken when the customer names none.
    pub(crate) is_default: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<payment_methods::PaymentMethod> for PaymentMethod {
    fn from(method: payment_methods::PaymentMethod) -> Self {
        PaymentMethod {
            id: method.id,
            customer_id: method.customer_id,
            kind: method.kind,
            provider: method.provider,
            brand: method.brand,
            last4: method.last4,
            expiry_month: method.expiry_month,
            expiry_year: method.expiry_year,
            email: method.paypal_email,
            label: method.label,
            is_default: method.is_default,
            created_at: method.created_at,
            updated_at: method.updated_at,
            version: method.version,
        }
    }
}
