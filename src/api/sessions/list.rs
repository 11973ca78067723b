//! `GET /v1/sessions`.

use mercer_store::sessions;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::json;

/// The caller's sessions that are open.
pub(super) async fn list(caller: Caller) -> Answer<Listed<json::Session>> {
    let (subject, current) = super::own(&caller)?;
    let open = sessions::list_of(caller.store(), subject).await?;
    Ok(Listed::whole(open, |session| {
        json::Session::of(session, current)
    }))
}
