//! Ask the provider. Nothing here touches the database.

use std::time::Duration;

use super::{OperationKind, Task};
use crate::payments::gateway::{Answer, Authorise, FollowUp, GatewayFailure};
use crate::{Currency, Money, Store};

/// How long a provider is waited for: less than others wait before they take the operation up.
const PATIENCE: Duration = Duration::from_mins(1);

/// Makes the request. There is always an answer or the word that there is none.
pub(super) async fn call(store: &Store, task: &Task) -> Result<Answer, GatewayFailure> {
    let answer = tokio::time::timeout(PATIENCE, request(store, task)).await;
    answer.unwrap_or_else(|_| {
        let reason = format!("no answer within {} seconds", PATIENCE.as_secs());
        Err(GatewayFailure::Unknown(reason))
    })
}

async fn request(store: &Store, task: &Task) -> Result<Answer, GatewayFailure> {
    let Task { payment, operation } = task;
    let unable = GatewayFailure::Unreachable;
    let gateway = store.gateways().find(payment.kind, &payment.provider);
    let gateway = gateway.ok_or_else(|| {
        let (provider, kind) = (&payment.provider, payment.kind);
        unable(format!("no provider {provider} is set up for {kind}"))
    })?;
    let currency: Currency = payment
        .currency
        .parse()
        .map_err(|_| unable(format!("{} is no currency", payment.currency)))?;
    let amount = Money::new(operation.amount, currency);
    let idempotency_key = operation.idempotency_key.clone();
    if operation.kind == OperationKind::Authorise {
        let request = Authorise {
            amount,
            idempotency_key,
            token: operation.token.clone(),
            // The first request of a payment names none, however often it is repeated.
            provider_reference: payment.provider_reference.clone(),
        };
        return gateway.authorise(request).await;
    }
    let provider_reference = payment.provider_reference.clone();
    let request = FollowUp {
        amount,
        idempotency_key,
        provider_reference: provider_reference
            .ok_or_else(|| unable("the provider's id of the payment is missing".to_owned()))?,
    };
    match operation.kind {
        OperationKind::Authorise | OperationKind::Capture => gateway.capture(request).await,
        OperationKind::Refund => gateway.refund(request).await,
        OperationKind::Void => gateway.void(request).await,
    }
}
