//! `GET /v1/customers/me`.

use mercer_store::customers;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::json;

/// Whoever asks.
pub(super) async fn me(caller: Caller) -> Answer<One<json::Customer>> {
    let customer = customers::get(caller.store(), own_id(&caller)?).await?;
    Ok(One(customer.into()))
}

/// The id of the customer who asks.
pub(super) fn own_id(caller: &Caller) -> Answer<i64> {
    caller
        .customer_id()
        .ok_or_else(|| Problem::not_found("who asks is not a customer; staff look at /v1/users/me"))
}
