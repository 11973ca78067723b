//! `GET /v1/tax-classes/{id}`.

use mercer_store::taxes;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One tax class.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::TaxClass>> {
    let class = taxes::get(caller.store(), id.of("tax class")?).await?;
    Ok(One(class.into()))
}
