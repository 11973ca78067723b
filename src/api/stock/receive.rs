//! `POST /v1/stock/receipts`.

use mercer_store::Quantity;
use mercer_store::inventory::{self, Receive};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// Goods that arrived.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReceiveGoods")]
#[schemars(example = serde_json::json!({
    "product_id": 1, "quantity": 24
}))]
pub(super) struct Input {
    product_id: Id,
    /// Where they are put; the first location unless told otherwise.
    location_id: Option<Id>,
    quantity: Quantity,
    /// In words, at most 200 characters.
    reason: Option<String>,
}

/// Adds to what is on hand; the answer is what is there now.
pub(super) async fn receive(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Level>>> {
    let goods = Receive {
        product_id: input.product_id.0,
        location_id: input.location_id.map(|id| id.0),
        quantity: input.quantity,
        reason: input.reason,
    };
    write
        .run(
            |store| async move {
                let level = inventory::receive(&store, goods).await;
                level.map_err(refused::of_body)
            },
            |level| One(json::Level::from(level.clone())),
        )
        .await
}
