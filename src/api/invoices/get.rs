//! `GET /v1/invoices/{id}` and `GET /v1/invoices/by-number/{number}`.

use mercer_store::invoices;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One document with its lines.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::InvoiceWithLines>> {
    let invoice = invoices::get(caller.store(), id.of("invoice")?).await?;
    Ok(One(invoice.into()))
}

/// The same by its number.
pub(super) async fn by_number(
    caller: Caller,
    number: IdText,
) -> Answer<One<json::InvoiceWithLines>> {
    let invoice = invoices::find(caller.store(), number.text()).await?;
    Ok(One(invoice.into()))
}
