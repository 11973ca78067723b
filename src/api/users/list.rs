//! `GET /v1/users`.

use mercer_store::sort::SortKey;
use mercer_store::staff::{self, ListUsers, Role, UserSort};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{Filter, List, in_query};
use crate::json;

/// What narrows the list.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Narrowed {
    /// Only those with this role.
    role: Option<Role>,
    /// Only those who may, or may not, sign in.
    active: Option<bool>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = UserSort::WORDS;
}

/// The staff.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::User>> {
    let wanted = ListUsers {
        page: query.page()?,
        sort: query.sort()?,
        role: query.filter.role,
        active: query.filter.active,
    };
    let page = staff::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::User::from))
}
