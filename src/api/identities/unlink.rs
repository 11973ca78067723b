//! `DELETE /v1/identities/{id}`.

use mercer_store::identities;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::IdText;
use crate::api::write::{Done, Write};

/// Removes one of the caller's links; somebody else's answers like one that is not there. Sessions
/// that were begun by it go on.
pub(super) async fn unlink(write: Write, id: IdText) -> Answer<Done<NoContent>> {
    let subject = super::own(write.caller())?;
    let id = id.of("identity")?;
    write
        .run(
            move |store| async move { identities::unlink(&store, subject, id).await },
            |()| NoContent,
        )
        .await
}
