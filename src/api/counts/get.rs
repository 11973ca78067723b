//! `GET /v1/counts/{id}`.

use mercer_store::PageRequest;
use mercer_store::inventory::counts;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One count without its sheet.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Count>> {
    let id = id.of("stock count")?;
    let sheet = counts::get(caller.store(), id, PageRequest::first(1)).await?;
    Ok(One(sheet.count.into()))
}
