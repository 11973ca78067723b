//! `GET /v1/customers/{id}/addresses/{address_id}`.

use mercer_store::addresses;

use super::refused;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::{IdText, SubIdText};
use crate::json;

/// One address of the customer.
pub(in crate::api::customers) async fn get(
    caller: Caller,
    id: IdText,
    address_id: SubIdText,
) -> Answer<One<json::CustomerAddress>> {
    let (id, address_id) = (id.of("customer")?, address_id.of("address")?);
    let entry = addresses::get_of(caller.store(), id, address_id).await;
    Ok(One(entry.map_err(refused)?.into()))
}
