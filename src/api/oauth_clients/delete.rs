//! `DELETE /v1/oauth-clients/{id}`.

use mercer_store::oauth_clients;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::IdText;
use crate::api::write::{Done, Write};

/// Removes a client with the sessions in which it acts for somebody.
pub(super) async fn delete(write: Write, id: IdText) -> Answer<Done<NoContent>> {
    let id = id.of("OAuth client")?;
    write
        .run(
            move |store| async move { oauth_clients::delete(&store, id).await },
            |()| NoContent,
        )
        .await
}
