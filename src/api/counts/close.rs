//! `POST /v1/counts/{id}/closing`.

use mercer_store::inventory::counts::{self, CloseCount};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// How a count is closed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CloseCount")]
#[schemars(example = serde_json::json!({
    "reason": "Yearly count"
}))]
pub(super) struct Input {
    /// Why the differences are booked, at most 200 characters.
    #[schemars(example = &"yearly count")]
    reason: String,
    /// Whether products that nobody counted keep their stock; otherwise they are a refusal.
    leave_uncounted: Option<bool>,
}

/// Books every difference as an adjustment with the reason: all or none.
pub(super) async fn close(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Count>>> {
    let closing = CloseCount {
        count_id: id.of("stock count")?,
        expected_version,
        reason: input.reason,
        leave_uncounted: input.leave_uncounted.unwrap_or(false),
    };
    write
        .run(
            |store| async move { counts::close(&store, closing).await },
            |count| One(json::Count::from(count.clone())),
        )
        .await
}
