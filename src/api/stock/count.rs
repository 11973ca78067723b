//! `POST /v1/stock/counts`.

use mercer_store::Quantity;
use mercer_store::inventory::{self, Count};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// What somebody counted on the shelf.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CountProduct")]
#[schemars(example = serde_json::json!({
    "product_id": 1, "counted": 12
}))]
pub(super) struct Input {
    product_id: Id,
    /// Where it was counted; the first location unless told otherwise.
    location_id: Option<Id>,
    /// How much is there, promised goods included.
    counted: Quantity,
    /// Why, at most 200 characters.
    reason: Option<String>,
}

/// Sets what is on hand to what was counted; the answer is what is there now.
pub(super) async fn count(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Level>>> {
    let counted = Count {
        product_id: input.product_id.0,
        location_id: input.location_id.map(|id| id.0),
        counted: input.counted,
        reason: input.reason,
    };
    write
        .run(
            |store| async move {
                let level = inventory::count(&store, counted).await;
                level.map_err(refused::of_body)
            },
            |level| One(json::Level::from(level.clone())),
        )
        .await
}
