//! `GET /v1/users/me`.

use mercer_store::staff;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::principal::Principal;
use crate::api::problem::Problem;
use crate::json;

/// Whoever asks.
pub(super) async fn me(caller: Caller) -> Answer<One<json::User>> {
    let user = staff::get(caller.store(), own_id(&caller)?).await?;
    Ok(One(user.into()))
}

/// The id of the user who asks.
pub(super) fn own_id(caller: &Caller) -> Answer<i64> {
    match caller.principal() {
        Principal::User { id, .. } => Ok(*id),
        Principal::Customer { .. } => Err(Problem::not_found(
            "who asks is a customer and not of the staff; look at /v1/customers/me",
        )),
        Principal::Machine { .. } | Principal::Anonymous => Err(Problem::not_found(
            "who asks is not somebody of the staff; sign in as a user",
        )),
    }
}
