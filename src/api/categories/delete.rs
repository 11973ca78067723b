//! `DELETE /v1/categories/{id}`.

use mercer_store::categories::{self, Cascade};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch, Parameters};
use crate::api::write::{Done, Write};

/// What may go together with it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Along {
    /// `products`: its products go too, if none of them was ordered or stocked. Without it, a
    /// category with products stays.
    cascade: Option<Also>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Also {
    Products,
}

/// Removes a category.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Parameters(along): Parameters<Along>,
) -> Answer<Done<NoContent>> {
    let id = id.of("category")?;
    let cascade = match along.cascade {
        Some(Also::Products) => Cascade::Products,
        None => Cascade::Refuse,
    };
    write
        .run(
            move |store| async move {
                categories::delete(&store, id, expected_version, cascade).await
            },
            |()| NoContent,
        )
        .await
}
