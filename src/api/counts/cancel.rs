//! `POST /v1/counts/{id}/cancellation`.

use mercer_store::inventory::counts;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Gives a count up; its sheet stays readable.
pub(super) async fn cancel(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::Count>>> {
    let id = id.of("stock count")?;
    write
        .run(
            move |store| async move { counts::cancel(&store, id, expected_version).await },
            |count| One(json::Count::from(count.clone())),
        )
        .await
}
