//! `PATCH /v1/locations/{id}`.

use mercer_store::locations::{self, UpdateLocation};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// What is to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchLocation")]
#[schemars(example = serde_json::json!({
    "name": "Warehouse"
}))]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[serde(default)]
    name: Given<String>,
    /// Whether goods may be sold from here.
    #[serde(default)]
    active: Given<bool>,
}

/// Changes a location.
pub(super) async fn patch(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Location>>> {
    let id = id.of("location")?;
    let changes = UpdateLocation {
        expected_version,
        name: input.name.0,
        active: input.active.0,
    };
    write
        .run(
            move |store| async move { locations::update(&store, id, changes).await },
            |location| One(json::Location::from(location.clone())),
        )
        .await
}
