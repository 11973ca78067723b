//! `DELETE /v1/locations/{id}`.

use mercer_store::locations;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes a location that was never used.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("location")?;
    write
        .run(
            move |store| async move { locations::delete(&store, id, expected_version).await },
            |()| NoContent,
        )
        .await
}
