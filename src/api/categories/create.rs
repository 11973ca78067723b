//! `POST /v1/categories`.

use mercer_store::categories::{self, CreateCategory};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Body, Id};
use crate::api::write::{Done, Write};
use crate::json;

/// The category as the client writes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateCategory")]
#[schemars(example = serde_json::json!({
    "name": "Kitchen", "parent_id": null
}))]
pub(super) struct Input {
    /// At most 100 characters, unique.
    #[schemars(example = &"Kitchen")]
    name: String,
    /// The category that contains it.
    parent_id: Option<Id>,
    /// What belongs in it, at most 2,000 characters.
    description: Option<String>,
}

/// Adds a category; the answer says where it is.
pub(super) async fn create(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Category>>> {
    let category = CreateCategory {
        name: input.name,
        parent_id: input.parent_id.map(|id| id.0),
        description: input.description,
    };
    write
        .run(
            |store| async move { categories::create(&store, category).await },
            |category| {
                let location = format!("/v1/categories/{}", category.id);
                Created::at(location, json::Category::from(category.clone()))
            },
        )
        .await
}
