//! `POST /v1/counts`.

use mercer_store::inventory::InventoryError;
use mercer_store::inventory::counts::{self, OpenCount};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// A count to be begun.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OpenCount")]
#[schemars(example = serde_json::json!({
    "product_ids": [1], "note": "The shelf by the door"
}))]
pub(super) struct Input {
    /// The place; the first location unless told otherwise.
    location_id: Option<Id>,
    /// The products, each once, at most 1,000; everything that the location has or had when it is
    /// left out.
    product_ids: Option<Vec<Id>>,
    /// In words, at most 200 characters.
    note: Option<String>,
}

/// Opens a count with what is on hand now as what is expected.
pub(super) async fn open(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Count>>> {
    let ids = |ids: Vec<Id>| ids.into_iter().map(|id| id.0).collect();
    let count = OpenCount {
        location_id: input.location_id.map(|id| id.0),
        product_ids: input.product_ids.map(ids),
        note: input.note,
    };
    write
        .run(
            |store| async move { counts::open(&store, count).await.map_err(refused) },
            |count| {
                let location = format!("/v1/counts/{}", count.id);
                Created::at(location, json::Count::from(count.clone()))
            },
        )
        .await
}

/// Names the id in the list, which has no fields.
fn refused(error: InventoryError) -> Problem {
    match error {
        InventoryError::Invalid(mut invalid) if invalid.field.starts_with("product_ids/") => {
            let place = invalid.field.trim_end_matches("/product_id").to_owned();
            invalid.field = place;
            invalid.into()
        }
        other => other.into(),
    }
}
