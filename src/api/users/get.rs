//! `GET /v1/users/{id}`.

use mercer_store::staff;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One user.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::User>> {
    let user = staff::get(caller.store(), id.of("user")?).await?;
    Ok(One(user.into()))
}
