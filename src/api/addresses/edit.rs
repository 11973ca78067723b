//! `PATCH /v1/addresses/{id}`.

use mercer_store::addresses::{self, UpdateAddress};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch, Merge};
use crate::api::write::{Done, Write};
use crate::json;

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EditAddress")]
#[schemars(example = serde_json::json!({
    "line2": "Flat 4"
}))]
pub(super) struct Input {
    /// Street and number.
    #[serde(default)]
    line1: Given<String>,
    /// Flat, floor, company; null empties it.
    #[serde(default)]
    line2: Merge<String>,
    #[serde(default)]
    city: Given<String>,
    /// State, county or province; null empties it.
    #[serde(default)]
    state: Merge<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    country: Given<String>,
    /// Null empties it.
    #[serde(default)]
    zip_code: Merge<String>,
    /// For the carrier; null empties it.
    #[serde(default)]
    phone_number: Merge<String>,
}

/// Changes an address.
pub(super) async fn edit(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Address>>> {
    let id = id.of("address")?;
    let update = UpdateAddress {
        expected_version,
        line1: input.line1.0,
        line2: input.line2.0,
        city: input.city.0,
        state: input.state.0,
        country: input.country.0,
        zip_code: input.zip_code.0,
        phone_number: input.phone_number.0,
    };
    write
        .run(
            move |store| async move { addresses::update(&store, id, update).await },
            |address| One(json::Address::from(address.clone())),
        )
        .await
}
