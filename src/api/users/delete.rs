//! `DELETE /v1/users/{id}`.

use mercer_store::staff;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes a user.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("user")?;
    write
        .run(
            move |store| async move { staff::delete(&store, id, expected_version).await },
            |()| NoContent,
        )
        .await
}
