//! `POST /v1/orders/{id}/invoices`.

use mercer_store::invoices::{self, InvoiceWithLines};
use schemars::JsonSchema;
use serde::Deserialize;

use super::of_order;
use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Body, IdText};
use crate::api::write::{Done, Write};
use crate::json;

/// How it is numbered; `{}` for the usual series.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "IssueInvoice", example = serde_json::json!({}))]
pub(super) struct Input {
    /// The series of its number; `INV` if left out. A new one begins with its first invoice.
    series: Option<String>,
}

/// Bills what is owed and was not billed yet.
pub(super) async fn issue(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::InvoiceWithLines>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move {
                let issued = invoices::issue(&store, id, input.series.as_deref()).await;
                issued.map_err(|error| of_order(error, id))
            },
            |issued: &InvoiceWithLines| {
                let location = format!("/v1/invoices/{}", issued.invoice.id);
                Created::at(location, issued.clone().into())
            },
        )
        .await
}
