//! `GET /v1/payments/{id}`, what happened to it and what its provider was asked.

use mercer_store::payments::{self, PaymentError};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{Listed, One};
use crate::api::request::IdText;
use crate::json;

/// One payment with what happened to it.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::PaymentWithEvents>> {
    let id = id.of("payment")?;
    let payment = payments::get(caller.store(), id).await?;
    let events = payments::events(caller.store(), id).await?.into_iter();
    let events = events.map(|event| json::PaymentEvent::of(event, &payment.currency));
    Ok(One(json::PaymentWithEvents {
        events: events.collect(),
        payment: payment.into(),
    }))
}

/// What happened to it, oldest first.
pub(super) async fn events(caller: Caller, id: IdText) -> Answer<Listed<json::PaymentEvent>> {
    let id = id.of("payment")?;
    let currency = currency(&caller, id).await?;
    let events = payments::events(caller.store(), id).await?;
    Ok(Listed::whole(events, |event| {
        json::PaymentEvent::of(event, &currency)
    }))
}

/// What its provider was asked, oldest first.
pub(super) async fn operations(
    caller: Caller,
    id: IdText,
) -> Answer<Listed<json::PaymentOperation>> {
    let id = id.of("payment")?;
    let currency = currency(&caller, id).await?;
    let operations = payments::operations(caller.store(), id).await?;
    Ok(Listed::whole(operations, |operation| {
        json::PaymentOperation::of(operation, &currency)
    }))
}

async fn currency(caller: &Caller, id: i64) -> Result<String, PaymentError> {
    Ok(payments::get(caller.store(), id).await?.currency)
}
