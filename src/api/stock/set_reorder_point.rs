//! `PUT /v1/stock/levels/{location_id}/{product_id}/reorder-point`.

use mercer_store::Quantity;
use mercer_store::inventory::{self, SetReorderPoint};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, SubIdText};
use crate::api::write::{Done, Write};
use crate::json;

/// The reorder point.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutReorderPoint")]
#[schemars(example = serde_json::json!({
    "reorder_point": 5
}))]
pub(super) struct Input {
    /// When no more than this is there and not promised, it is time to order.
    reorder_point: Quantity,
}

/// Sets the reorder point, also of a product that never was at the location.
pub(super) async fn set_reorder_point(
    write: Write,
    location_id: IdText,
    product_id: SubIdText,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Level>>> {
    let point = SetReorderPoint {
        product_id: product_id.of("product")?,
        location_id: Some(location_id.of("location")?),
        reorder_point: Some(input.reorder_point),
    };
    write
        .run(
            |store| async move {
                let level = inventory::set_reorder_point(&store, point).await;
                level.map_err(refused::of_address)
            },
            |level| One(json::Level::from(level.clone())),
        )
        .await
}
