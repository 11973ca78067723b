//! `DELETE /v1/tax-classes/{id}`.

use mercer_store::taxes;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes a tax class that no product has.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("tax class")?;
    write
        .run(
            move |store| async move { taxes::delete(&store, id, expected_version).await },
            |()| NoContent,
        )
        .await
}
