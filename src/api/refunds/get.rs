//! `GET /v1/refunds/{id}`.

use mercer_store::payments;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One refund.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Refund>> {
    let id = id.of("refund")?;
    let (refund, payment) = payments::get_refund(caller.store(), id).await?;
    let lines = payments::refund_lines(caller.store(), id).await?;
    Ok(One(json::Refund::of(refund, lines, &payment.currency)))
}
