//! `GET /v1/identities`.

use mercer_store::identities;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::json;

/// The caller's accounts at outside providers.
pub(super) async fn list(caller: Caller) -> Answer<Listed<json::Identity>> {
    let subject = super::own(&caller)?;
    let linked = identities::list_of(caller.store(), subject).await?;
    Ok(Listed::whole(linked, json::Identity::from))
}
