//! `PUT /v1/counts/{id}/lines/{product_id}`.

use mercer_store::Quantity;
use mercer_store::inventory::counts::{self, RecordCount};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::api::request::{Body, IdText, IfMatch, SubIdText};
use crate::api::stock::of_line;
use crate::api::write::{Done, Write};
use crate::json;

/// What somebody counted of the product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutCountLine")]
#[schemars(example = serde_json::json!({
    "counted": 12
}))]
pub(super) struct Input {
    /// How much is there, promised goods included.
    counted: Quantity,
    /// Who counted, at most 100 characters; whoever sends it unless told otherwise.
    counted_by: Option<String>,
}

/// Records a counted quantity against what is on hand at this very moment; a product that is not on
/// the sheet is added to it.
pub(super) async fn record_line(
    write: Write,
    id: IdText,
    product_id: SubIdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::CountedLine>>> {
    let line = counts::CountedLine {
        product_id: product_id.of("product")?,
        counted: input.counted,
    };
    let counted = RecordCount {
        count_id: id.of("stock count")?,
        expected_version,
        lines: vec![line],
        counted_by: input.counted_by,
    };
    write
        .run(
            |store| async move {
                let items = counts::record(&store, counted).await.map_err(of_line)?;
                let only = items.into_iter().next();
                only.ok_or_else(|| Problem::internal("a count recorded nothing"))
            },
            |item| One(json::CountedLine::from(item.clone())),
        )
        .await
}
