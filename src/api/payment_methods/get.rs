//! `GET /v1/payment-methods/{id}`.

use mercer_store::payment_methods;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One payment method.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::PaymentMethod>> {
    let method = payment_methods::get(caller.store(), id.of("payment method")?).await?;
    Ok(One(method.into()))
}
