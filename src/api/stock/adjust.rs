//! `POST /v1/stock/adjustments`.

use mercer_store::Quantity;
use mercer_store::inventory::{self, Adjust};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// A correction.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AdjustStock")]
#[schemars(example = serde_json::json!({
    "product_id": 1, "quantity": -1, "reason": "Broken"
}))]
pub(super) struct Input {
    product_id: Id,
    /// Where it is; the first location unless told otherwise.
    location_id: Option<Id>,
    /// By how much, below zero for goods that are gone.
    quantity: Quantity,
    /// Why, at most 200 characters.
    #[schemars(example = &"broken on the shelf")]
    reason: String,
}

/// Changes what is on hand; the answer is what is there now.
pub(super) async fn adjust(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Level>>> {
    let correction = Adjust {
        product_id: input.product_id.0,
        location_id: input.location_id.map(|id| id.0),
        quantity: input.quantity,
        reason: input.reason,
    };
    write
        .run(
            |store| async move {
                let level = inventory::adjust(&store, correction).await;
                level.map_err(refused::of_body)
            },
            |level| One(json::Level::from(level.clone())),
        )
        .await
}
