//! `GET /v1/categories/{id}`.

use mercer_store::categories;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One category.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Category>> {
    let category = categories::get(caller.store(), id.of("category")?).await?;
    Ok(One(category.into()))
}
