//! `GET /v1/customers/{id}/addresses`.

use mercer_store::addresses::{self, AddressError};

use super::refused;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{IdText, List, NoFilter, in_query};
use crate::json;

/// The customer's addresses by id.
pub(in crate::api::customers) async fn list(
    caller: Caller,
    id: IdText,
    query: List<NoFilter>,
) -> Answer<Listed<json::CustomerAddress>> {
    let id = id.of("customer")?;
    let page = addresses::list_of(caller.store(), id, query.page()?).await;
    let page = page.map_err(|error| match error {
        AddressError::Invalid(invalid) => in_query(invalid),
        error => refused(error),
    })?;
    Ok(Listed::of(page, json::CustomerAddress::from))
}
