//! `PUT /v1/locations/{id}`.

use mercer_store::locations::{self, UpdateLocation};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The whole location.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutLocation")]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[schemars(example = &"Warehouse")]
    name: String,
    /// Whether goods may be sold from here.
    active: bool,
}

/// Writes a location anew.
pub(super) async fn put(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Location>>> {
    let id = id.of("location")?;
    let changes = UpdateLocation {
        expected_version,
        name: Some(input.name),
        active: Some(input.active),
    };
    write
        .run(
            move |store| async move { locations::update(&store, id, changes).await },
            |location| One(json::Location::from(location.clone())),
        )
        .await
}
