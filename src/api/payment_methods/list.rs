//! `GET /v1/customers/{id}/payment-methods`.

use mercer_store::{customers, payment_methods};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{IdText, NoParameters, Parameters};
use crate::json;

/// All of a customer's, oldest first.
pub(super) async fn list(
    caller: Caller,
    id: IdText,
    _: Parameters<NoParameters>,
) -> Answer<Listed<json::PaymentMethod>> {
    let customer = customers::get(caller.store(), id.of("customer")?).await?;
    let methods = payment_methods::list(caller.store(), customer.id).await?;
    Ok(Listed::whole(methods, json::PaymentMethod::from))
}
