//! The bank: money is on its way until staff see it in the account.

use async_trait::async_trait;

use super::cash::approved;
use super::{Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway};

/// Transfers to the shop's account. The first request leaves the payment pending; the second, made
/// when staff confirm that the money arrived, approves it. Money that goes back is sent by staff.
#[derive(Clone, Copy, Debug, Default)]
pub struct BankTransfer;

#[async_trait]
impl PaymentGateway for BankTransfer {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        Ok(match request.provider_reference {
            Some(reference) => approved(reference, request.idempotency_key),
            None => Answer::Pending {
                provider_reference: request.idempotency_key,
            },
        })
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
