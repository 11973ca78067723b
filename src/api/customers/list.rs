//! `GET /v1/customers`.

use chrono::{DateTime, Utc};
use mercer_store::customers::{self, CustomerSort, ListCustomers};
use mercer_store::sort::SortKey;
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
    /// The first letters of the family name, the given name, the e-mail address or the user name.
    q: Option<String>,
    /// The e-mail address, in upper or lower case.
    email: Option<String>,
    /// The user name, in upper or lower case.
    username: Option<String>,
    /// Recorded then or later.
    created_from: Option<DateTime<Utc>>,
    /// Recorded earlier.
    created_until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = CustomerSort::WORDS;
}

/// Customers.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Customer>> {
    let (page, sort, filter) = (query.page()?, query.sort()?, query.filter);
    let wanted = ListCustomers {
        page,
        sort,
        prefix: filter.q,
        email: filter.email,
        username: filter.username,
        created_from: filter.created_from,
        created_until: filter.created_until,
    };
    let page = customers::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Customer::from))
}
