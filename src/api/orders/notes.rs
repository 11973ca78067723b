//! `GET` and `POST /v1/orders/{id}/notes`.

use mercer_store::orders::{self, OrderNote};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{Created, Listed};
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Something to be noted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NoteOrder")]
#[schemars(example = serde_json::json!({
    "note": "Rings twice"
}))]
pub(super) struct Input {
    /// At most 2,000 characters.
    note: String,
}

/// The notes of an order, oldest first.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::OrderNote>> {
    let notes = orders::notes(caller.store(), id.of("order")?).await?;
    Ok(Listed::whole(notes, json::OrderNote::from))
}

/// Notes something. A note is never changed; another one corrects it.
pub(super) async fn add(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::OrderNote>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move { orders::add_note(&store, id, &input.note, version).await },
            move |note: &OrderNote| {
                Created::at(format!("/v1/orders/{id}/notes"), note.clone().into())
            },
        )
        .await
}
