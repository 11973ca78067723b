//! `POST /v1/counts/{id}/lines`.

use mercer_store::Quantity;
use mercer_store::inventory::counts::{self, RecordCount};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Id, IdText, IfMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What somebody counted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RecordCount")]
#[schemars(example = serde_json::json!({
    "lines": [{"product_id": 1, "counted": 12}]
}))]
pub(super) struct Input {
    /// The products, each once, at most 1,000.
    lines: Vec<Object<Line>>,
    /// Who counted, at most 100 characters; whoever sends it unless told otherwise.
    counted_by: Option<String>,
}

/// One product on the shelf.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RecordCountLine")]
struct Line {
    product_id: Id,
    /// How much is there, promised goods included.
    counted: Quantity,
}

/// Records counted quantities against what is on hand at this very moment.
pub(super) async fn record(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::RecordedLines>>> {
    let line = |Object(line): Object<Line>| counts::CountedLine {
        product_id: line.product_id.0,
        counted: line.counted,
    };
    let counted = RecordCount {
        count_id: id.of("stock count")?,
        expected_version,
        lines: input.lines.into_iter().map(line).collect(),
        counted_by: input.counted_by,
    };
    write
        .run(
            |store| async move { counts::record(&store, counted).await },
            |items| {
                let lines = items.iter().cloned().map(json::CountedLine::from);
                One(json::RecordedLines {
                    lines: lines.collect(),
                })
            },
        )
        .await
}
