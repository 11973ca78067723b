//! `GET /v1/orders/{id}/returns`.

use mercer_store::{orders, returns};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// The returns of an order, as they came.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::Return>> {
    let order = orders::get(caller.store(), id.of("order")?).await?.order;
    let returns = returns::of_orders(caller.store(), &[order.id]).await?;
    Ok(Listed::whole(returns, |row| {
        json::Return::of(row, &order.currency)
    }))
}
