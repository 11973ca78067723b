//! `PUT /v1/categories/{id}`.

use mercer_store::categories::{self, UpdateCategory};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Id, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The whole category: what is left out becomes empty.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutCategory")]
#[schemars(example = serde_json::json!({"name": "Kitchen", "parent_id": null}))]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[schemars(example = &"Kitchen")]
    name: String,
    /// The category that contains it.
    parent_id: Option<Id>,
    /// What belongs in it, at most 2,000 characters.
    description: Option<String>,
}

/// Writes a category anew.
pub(super) async fn put(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Category>>> {
    let id = id.of("category")?;
    let changes = UpdateCategory {
        expected_version,
        name: Some(input.name),
        parent_id: input.parent_id.map(|id| id.0).into(),
        description: input.description.into(),
    };
    write
        .run(
            move |store| async move { categories::update(&store, id, changes).await },
            |category| One(json::Category::from(category.clone())),
        )
        .await
}
