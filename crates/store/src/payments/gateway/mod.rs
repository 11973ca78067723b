//! What a payment provider is to the store: four requests, each with an idempotency key.
//!
//! Deliberately absent: any real provider. Built in are the till, the bank (staff say when money
//! arrived) and a simulator that needs no network.

mod bank_transfer;
mod cash;
mod registry;
mod simulator;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

pub use bank_transfer::BankTransfer;
pub use cash::Till;
pub use registry::Gateways;
pub use simulator::{Effect, Simulator};

use crate::Money;

/// A payment provider.
///
/// Every request carries a key that is the same however often the request is repeated, also by
/// another process after a crash. A gateway sees to it that the same key has one effect only, and
/// answers a repeated request as it answered the first, or, where that was [`Answer::Pending`],
/// with what became of it. It is never called while a transaction is open.
#[async_trait]
pub trait PaymentGateway: Send + Sync + 'static {
    /// Asks for money to be promised. With a `provider_reference` the provider was asked before,
    /// and the customer has done meanwhile what it wanted, or staff saw the money arrive.
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure>;

    /// Takes all or part of what was promised.
    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure>;

    /// Gives back all or part of what was taken.
    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure>;

    /// Gives up what was promised and not taken.
    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure>;
}

/// A request for a promise.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorise {
    /// How much.
    pub amount: Money,
    /// The same for every repetition of this request and for no other request.
    pub idempotency_key: String,
    /// What the provider knows the customer's card or account by.
    pub token: Option<String>,
    /// The provider's id, where it knows this payment already.
    pub provider_reference: Option<String>,
}

impl std::fmt::Debug for Authorise {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A token is worth money to whoever reads the log.
        formatter
            .debug_struct("Authorise")
            .field("amount", &self.amount)
            .field("idempotency_key", &self.idempotency_key)
            .field("token", &self.token.as_ref().map(|_| ".."))
            .field("provider_reference", &self.provider_reference)
            .finish()
    }
}

/// A request about a payment that the provider knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// How much.
    pub amount: Money,
    /// The same for every repetition of this request and for no other request.
    pub idempotency_key: String,
    /// The provider's id of the payment.
    pub provider_reference: String,
}

/// What a provider says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done.
    Approved {
        /// The provider's id of the payment, at most 128 characters.
        provider_reference: String,
        /// The provider's id of what was done, at most 128 characters, never used twice.
        provider_event_id: String,
    },
    /// Refused for good.
    Declined {
        /// A short word for programs, at most 64 characters.
        code: String,
        /// In words, at most 200 characters.
        reason: String,
    },
    /// The customer has to do something first; only for [`PaymentGateway::authorise`].
    RequiresAction {
        /// Where to go or what to do, at most 500 characters.
        action: String,
        /// The provider's id of the payment, at most 128 characters.
        provider_reference: String,
    },
    /// Under way.
    Pending {
        /// The provider's id of the payment, at most 128 characters.
        provider_reference: String,
    },
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayFailure {
    /// The provider was not reached: it has done nothing.
    #[error("the provider could not be reached: {0}")]
    Unreachable(String),
    /// The provider did not answer in time: it may have done it or not.
    #[error("it is not known whether the provider did it: {0}")]
    Unknown(String),
}
