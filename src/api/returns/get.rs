//! `GET /v1/returns/{id}`.

use mercer_store::returns;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::{api::orders, json};

/// One return with what came back.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::ReturnWithItems>> {
    let found = returns::get(caller.store(), id.of("return")?).await?;
    let currency = orders::currency_of(caller.store(), found.row.order_id).await?;
    Ok(One(json::ReturnWithItems::of(found, &currency)))
}
