//! `POST /v1/stock/transfers`.

use mercer_store::Quantity;
use mercer_store::inventory::{self, Transfer};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};

/// A move between two locations.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MoveGoods")]
#[schemars(example = serde_json::json!({
    "product_id": 1, "from_location_id": 1, "to_location_id": 2, "quantity": 6
}))]
pub(super) struct Input {
    product_id: Id,
    /// Where it leaves.
    from_location_id: Id,
    /// Where it arrives.
    to_location_id: Id,
    quantity: Quantity,
    /// In words, at most 200 characters.
    reason: Option<String>,
}

/// Takes from one location and adds to the other, both or neither.
pub(super) async fn transfer(write: Write, Body(input): Body<Input>) -> Answer<Done<NoContent>> {
    let moved = Transfer {
        product_id: input.product_id.0,
        from_location_id: input.from_location_id.0,
        to_location_id: input.to_location_id.0,
        quantity: input.quantity,
        reason: input.reason,
    };
    let (from, to) = (moved.from_location_id, moved.to_location_id);
    write
        .run(
            move |store| async move {
                let done = inventory::transfer(&store, moved).await;
                done.map_err(|error| refused::of_move(error, from, to))
            },
            |()| NoContent,
        )
        .await
}
