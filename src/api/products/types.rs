//! `GET /v1/product-types`.

use mercer_store::products;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::json;

/// Every grouping that some product has, by name.
pub(super) async fn types(caller: Caller) -> Answer<Listed<json::ProductType>> {
    let types = products::list_types(caller.store()).await?;
    Ok(Listed::whole(types, json::ProductType::from))
}
