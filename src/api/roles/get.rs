//! `GET /v1/roles/{name}`.

use mercer_store::staff::Role;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::api::request::IdText;
use crate::json;

/// One role with what it may do.
pub(super) async fn get(name: IdText) -> Answer<One<json::Role>> {
    let role: Role = name.text().parse().map_err(|_| {
        let known = Role::WORDS.join(", ");
        Problem::not_found(format!(
            "there is no role {:?}; the roles are {known}",
            name.text()
        ))
    })?;
    Ok(One(role.into()))
}
