//! Who buys.

use chrono::{DateTime, Utc};
use mercer_store::customers;
use schemars::JsonSchema;
use serde::Serialize;

/// A person or company that buys. Nothing of their password but whether there is one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Customer {
    pub(crate) id: i64,
    /// In lower case.
    pub(crate) username: String,
    /// In lower case; null for a walk-in customer.
    pub(crate) email: Option<String>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) phone: Option<String>,
    /// Whether they can sign in with one.
    pub(crate) has_password: bool,
    /// When the person was forgotten; then nothing of them is left here.
    pub(crate) erased_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<customers::Customer> for Customer {
    fn from(customer: customers::Customer) -> Self {
        Customer {
            id: customer.id,
            username: customer.username,
            email: customer.email,
            first_name: customer.first_name,
            last_name: customer.last_name,
            phone: customer.phone,
            has_password: customer.password_hash.is_some(),
            erased_at: customer.erased_at,
            created_at: customer.created_at,
            updated_at: customer.updated_at,
            version: customer.version,
        }
    }
}

/// What was forgotten with a person; nothing where they had been forgotten before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Erasure {
    /// Whether the customer's row held a person.
    pub(crate) person: bool,
    /// Orders whose addresses named one.
    pub(crate) orders: u64,
    /// Addresses that were in their book.
    pub(crate) addresses: u64,
    /// Saved payment methods.
    pub(crate) payment_methods: u64,
}

impl From<customers::Erased> for Erasure {
    fn from(erased: customers::Erased) -> Self {
        Erasure {
            person: erased.person,
            orders: erased.orders,
            addresses: erased.addresses,
            payment_methods: erased.payment_methods,
        }
    }
}
