//! `GET /v1/orders/{id}/modifications` and `GET /v1/orders/{id}/timeline`.

use mercer_store::orders;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// What was changed about a placed order, oldest first.
pub(super) async fn modifications(
    caller: Caller,
    id: IdText,
) -> Answer<Listed<json::OrderModification>> {
    let id = id.of("order")?;
    let order = orders::get(caller.store(), id).await?.order;
    let modifications = orders::modifications(caller.store(), id).await?;
    Ok(Listed::whole(modifications, |modification| {
        json::OrderModification::of(modification, &order.currency)
    }))
}

/// Everything that happened to an order, by whom, oldest first.
pub(super) async fn timeline(caller: Caller, id: IdText) -> Answer<Listed<json::AuditEntry>> {
    let entries = orders::timeline(caller.store(), id.of("order")?).await?;
    Ok(Listed::whole(entries, json::AuditEntry::from))
}
