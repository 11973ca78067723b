//! The till: notes and coins change hands at once.

use async_trait::async_trait;

use super::{Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway};

/// The till. It approves whatever it is asked: whoever works at it has the money in hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Till;

#[async_trait]
impl PaymentGateway for Till {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        let reference = request.provider_reference;
        Ok(approved(
            reference.unwrap_or_else(|| request.idempotency_key.clone()),
            request.idempotency_key,
        ))
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        Ok(approved(
            request.provider_reference,
            request.idempotency_key,
        ))
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.capture(request).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.capture(request).await
    }
}

/// Everything is approved under the name of its key, which is unique.
pub(super) fn approved(provider_reference: String, idempotency_key: String) -> Answer {
    Answer::Approved {
        provider_reference,
        provider_event_id: idempotency_key,
    }
}
