//! `GET /v1/customers/{id}`.

use mercer_store::customers;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One customer.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Customer>> {
    let customer = customers::get(caller.store(), id.of("customer")?).await?;
    Ok(One(customer.into()))
}
