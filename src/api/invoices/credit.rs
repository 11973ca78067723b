//! `POST /v1/orders/{id}/credit-notes`.

use mercer_store::invoices::{self, InvoiceWithLines};
use schemars::JsonSchema;
use serde::Deserialize;

use super::of_order;
use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Body, IdText};
use crate::api::write::{Done, Write};
use crate::json;

/// Why it is issued, and how it is numbered.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "IssueCreditNote")]
#[schemars(example = serde_json::json!({
    "reason": "Chipped"
}))]
pub(super) struct Input {
    /// At most 200 characters.
    reason: String,
    /// The series of its number; `CN` if left out.
    series: Option<String>,
}

/// Credits what was billed beyond what is owed now.
pub(super) async fn credit(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::InvoiceWithLines>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move {
                let Input { reason, series } = input;
                let issued = invoices::credit(&store, id, &reason, series.as_deref()).await;
                issued.map_err(|error| of_order(error, id))
            },
            |issued: &InvoiceWithLines| {
                let location = format!("/v1/invoices/{}", issued.invoice.id);
                Created::at(location, issued.clone().into())
            },
        )
        .await
}
