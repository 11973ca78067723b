//! `PUT` and `PATCH /v1/shipments/{id}`.

use mercer_store::patch::Patch;
use mercer_store::shipments::{self, ShipmentWithItems, UpdateShipment};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, Merge};
use crate::api::write::{Done, Write};
use crate::json;

/// All that is written on a shipment. What it holds is not changed: it is cancelled and packed
/// anew.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceShipment")]
#[schemars(example = serde_json::json!({
    "carrier": "Royal Mail", "tracking_number": "RM123456785GB"
}))]
pub(super) struct Whole {
    /// Who carries it, at most 100 characters.
    carrier: Option<String>,
    /// What the carrier calls it, at most 100 characters.
    tracking_number: Option<String>,
    /// At most 2,000 characters.
    note: Option<String>,
}

/// What is to change of what is written on a shipment.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchShipment")]
#[schemars(example = serde_json::json!({
    "tracking_number": "RM123456785GB"
}))]
pub(super) struct Parts {
    /// Who carries it, at most 100 characters.
    #[serde(default)]
    carrier: Merge<String>,
    /// What the carrier calls it, at most 100 characters.
    #[serde(default)]
    tracking_number: Merge<String>,
    /// At most 2,000 characters.
    #[serde(default)]
    note: Merge<String>,
}

/// Changes all of it.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Whole>,
) -> Answer<Done<One<json::ShipmentWithItems>>> {
    let whole = |text: Option<String>| text.map_or(Patch::Clear, Patch::Set);
    let edit = UpdateShipment {
        expected_version: version,
        carrier: whole(input.carrier),
        tracking_number: whole(input.tracking_number),
        note: whole(input.note),
    };
    change(write, id, edit).await
}

/// Changes what is named.
pub(super) async fn update(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Parts>,
) -> Answer<Done<One<json::ShipmentWithItems>>> {
    let edit = UpdateShipment {
        expected_version: version,
        carrier: input.carrier.0,
        tracking_number: input.tracking_number.0,
        note: input.note.0,
    };
    change(write, id, edit).await
}

async fn change(
    write: Write,
    id: IdText,
    edit: UpdateShipment,
) -> Answer<Done<One<json::ShipmentWithItems>>> {
    let id = id.of("shipment")?;
    write
        .run(
            move |store| async move { shipments::update(&store, id, edit).await },
            |shipment: &ShipmentWithItems| One(shipment.clone().into()),
        )
        .await
}
