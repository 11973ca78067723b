//! `GET /v1/orders/{id}/payments`.

use mercer_store::{orders, payments};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// The payments of an order, as they were begun.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::Payment>> {
    let id = orders::get(caller.store(), id.of("order")?).await?.order.id;
    let payments = payments::of_orders(caller.store(), &[id]).await?;
    Ok(Listed::whole(payments, json::Payment::from))
}
