//! `GET /v1/tax-classes`.

use mercer_store::taxes;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{List, NoFilter, in_query};
use crate::json;

/// Tax classes, oldest first.
pub(super) async fn list(caller: Caller, query: List<NoFilter>) -> Answer<Listed<json::TaxClass>> {
    let page = taxes::list(caller.store(), query.page()?).await;
    Ok(Listed::of(page.map_err(in_query)?, json::TaxClass::from))
}
