//! `GET /v1/roles`.

use mercer_store::staff::Role;

use crate::api::Answer;
use crate::api::answer::Listed;
use crate::api::request::{NoParameters, Parameters};
use crate::json;

/// All roles, the mightiest first.
pub(super) async fn list(_: Parameters<NoParameters>) -> Answer<Listed<json::Role>> {
    Ok(Listed::whole(Role::ALL.to_vec(), json::Role::from))
}
