//! `DELETE /v1/sessions/current`.

use mercer_store::sessions::{self, SessionError};

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::write::{Done, Write};

/// Ends the session by which the caller asks.
pub(super) async fn sign_out(write: Write) -> Answer<Done<NoContent>> {
    let (subject, current) = super::own(write.caller())?;
    write
        .run(
            move |store| async move {
                sessions::end_one_of(&store, subject, current).await?;
                Ok::<_, SessionError>(())
            },
            |()| NoContent,
        )
        .await
}
