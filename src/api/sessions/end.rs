//! `DELETE /v1/sessions/{id}`.

use mercer_store::sessions::{self, SessionError};

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::IdText;
use crate::api::write::{Done, Write};

/// Ends one of the caller's sessions: from the next request on, and for good. Somebody else's
/// answers like one that is not there.
pub(super) async fn end(write: Write, id: IdText) -> Answer<Done<NoContent>> {
    let (subject, _) = super::own(write.caller())?;
    let id = id.of("session")?;
    write
        .run(
            move |store| async move {
                sessions::end_one_of(&store, subject, id).await?;
                Ok::<_, SessionError>(())
            },
            |()| NoContent,
        )
        .await
}
