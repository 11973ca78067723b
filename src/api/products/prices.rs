//! `GET /v1/products/{id}/prices`.

use mercer_store::products;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{IdText, List, NoFilter, in_query};
use crate::json;

/// Every price that it had, oldest first.
pub(super) async fn prices(
    caller: Caller,
    id: IdText,
    query: List<NoFilter>,
) -> Answer<Listed<json::PriceChange>> {
    let page = query.page()?;
    let product = products::get(caller.store(), id.of("product")?).await?;
    let page = products::price_history(caller.store(), product.id, page).await;
    Ok(Listed::of(page.map_err(in_query)?, json::PriceChange::from))
}
