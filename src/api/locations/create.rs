//! `POST /v1/locations`.

use mercer_store::locations::{self, CreateLocation};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::Body;
use crate::api::write::{Done, Write};
use crate::json;

/// The location as the client writes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateLocation")]
#[schemars(example = serde_json::json!({
    "name": "Warehouse"
}))]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[schemars(example = &"Warehouse")]
    name: String,
    /// Whether goods may be sold from here; they may unless told otherwise.
    active: Option<bool>,
}

/// Opens a location; the answer says where it is.
pub(super) async fn create(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Location>>> {
    let location = CreateLocation {
        name: input.name,
        active: input.active.unwrap_or(true),
    };
    write
        .run(
            |store| async move { locations::create(&store, location).await },
            |location| {
                let address = format!("/v1/locations/{}", location.id);
                Created::at(address, json::Location::from(location.clone()))
            },
        )
        .await
}
