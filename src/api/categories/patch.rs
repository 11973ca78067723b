//! `PATCH /v1/categories/{id}`.

use mercer_store::categories::{self, UpdateCategory};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, Id, IdText, IfMatch, Merge};
use crate::api::write::{Done, Write};
use crate::json;

/// What is to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchCategory")]
#[schemars(example = serde_json::json!({
    "description": "Pots, pans and knives"
}))]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[serde(default)]
    name: Given<String>,
    /// The category that is to contain it; what lies inside it moves along.
    #[serde(default)]
    parent_id: Merge<Id>,
    /// What belongs in it, at most 2,000 characters.
    #[serde(default)]
    description: Merge<String>,
}

/// Changes a category.
pub(super) async fn patch(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Category>>> {
    let id = id.of("category")?;
    let changes = UpdateCategory {
        expected_version,
        name: input.name.0,
        parent_id: input.parent_id.map(|id| id.0),
        description: input.description.0,
    };
    write
        .run(
            move |store| async move { categories::update(&store, id, changes).await },
            |category| One(json::Category::from(category.clone())),
        )
        .await
}
