//! `GET /v1/orders/{id}` and `GET /v1/orders/by-number/{number}`.

use mercer_store::orders;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One order with its lines.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::OrderWithItems>> {
    let order = orders::get(caller.store(), id.of("order")?).await?;
    Ok(One(order.into()))
}

/// The same by the number that people use.
pub(super) async fn by_number(caller: Caller, number: IdText) -> Answer<One<json::OrderWithItems>> {
    let order = orders::find(caller.store(), number.text()).await?;
    Ok(One(order.into()))
}
