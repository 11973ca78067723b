//! `DELETE /v1/customers/{id}/addresses/{address_id}`.

use mercer_store::addresses;

use super::refused;
use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch, SubIdText};
use crate::api::write::{Done, Write};

/// Takes an address out of the customer's book.
pub(in crate::api::customers) async fn remove(
    write: Write,
    id: IdText,
    address_id: SubIdText,
    IfMatch(expected): IfMatch,
) -> Answer<Done<NoContent>> {
    let (id, address_id) = (id.of("customer")?, address_id.of("address")?);
    write
        .run(
            move |store| async move {
                let removed = addresses::unlink(&store, id, address_id, expected).await;
                removed.map_err(refused)
            },
            |()| NoContent,
        )
        .await
}
