//! `GET /v1/transfers/{id}`.

use mercer_store::inventory::transfers;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One transfer with its lines.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::TransferWithItems>> {
    let transfer = transfers::get(caller.store(), id.of("stock transfer")?).await?;
    Ok(One(transfer.into()))
}
