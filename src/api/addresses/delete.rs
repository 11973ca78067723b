//! `DELETE /v1/addresses/{id}`. A customer takes an address out of their own book instead, which
//! leaves it to others who have it.

use mercer_store::addresses;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes an address.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("address")?;
    write
        .run(
            move |store| async move { addresses::delete(&store, id, expected_version).await },
            |()| NoContent,
        )
        .await
}
