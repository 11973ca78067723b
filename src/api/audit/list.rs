//! `GET /v1/audit-log`.

use chrono::{DateTime, Utc};
use mercer_store::audit::{self, EntrySort, ListEntries};
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
    /// Only what this actor did.
    actor: Option<String>,
    /// Only this act, such as orders.cancel.
    action: Option<String>,
    /// Only what was done to this, such as customer 7.
    subject: Option<String>,
    /// Only what belongs to this order.
    order_id: Option<i64>,
    /// Done then or later.
    from: Option<DateTime<Utc>>,
    /// Done earlier.
    until: Option<DateTime<Utc>>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = EntrySort::WORDS;
}

/// What was done, newest first.
pub(super) async fn list(
    caller: Caller,
    query: List<Narrowed>,
) -> Answer<Listed<json::AuditEntry>> {
    let (page, sort, filter) = (query.page()?, query.sort()?, query.filter);
    let wanted = ListEntries {
        page,
        sort,
        subject: filter.subject,
        order_id: filter.order_id,
        actor: filter.actor,
        action: filter.action,
        from: filter.from,
        until: filter.until,
    };
    let page = audit::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::AuditEntry::from))
}
