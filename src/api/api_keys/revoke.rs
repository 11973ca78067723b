//! `DELETE /v1/api-keys/{id}`.

use mercer_store::api_keys;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::IdText;
use crate::api::write::{Done, Write};

/// Revokes a key, from the next request on. It stays in the list, for history names it.
pub(super) async fn revoke(write: Write, id: IdText) -> Answer<Done<NoContent>> {
    let id = id.of("API key")?;
    write
        .run(
            move |store| async move { api_keys::revoke(&store, id).await },
            |_| NoContent,
        )
        .await
}
