//! `GET /v1/orders/{id}/invoices`.

use mercer_store::{invoices, orders};

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// The invoices and credit notes of an order, as they were issued.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::Invoice>> {
    let id = orders::get(caller.store(), id.of("order")?).await?.order.id;
    let invoices = invoices::of_orders(caller.store(), &[id]).await?;
    Ok(Listed::whole(invoices, json::Invoice::from))
}
