//! `GET /v1/counts/{id}/lines`.

use mercer_store::inventory::counts;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{IdText, List, NoFilter, in_query};
use crate::json;

/// The sheet by product.
pub(super) async fn lines(
    caller: Caller,
    id: IdText,
    query: List<NoFilter>,
) -> Answer<Listed<json::SheetLine>> {
    let page = query.page()?;
    let sheet = counts::get(caller.store(), id.of("stock count")?, page).await;
    let lines = sheet.map_err(in_query)?.lines;
    Ok(Listed::of(lines, json::SheetLine::from))
}
