//! Page through the log.

use chrono::{DateTime, Utc};

use super::AuditError;
use super::entity::{Column, Entity, Model};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What the log's rows can be sorted by.
    pub enum EntrySort of Entity by Column {}
    default Id descending
}

/// Which rows are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListEntries {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; newest first unless told otherwise.
    pub sort: Sort<EntrySort>,
    /// Only what was done to this, such as `customer 7`.
    pub subject: Option<String>,
    /// Only what belongs to this order.
    pub order_id: Option<i64>,
    /// Only what this actor did.
    pub actor: Option<String>,
    /// Only this act, such as `orders.cancel`.
    pub action: Option<String>,
    /// Done then or later.
    pub from: Option<DateTime<Utc>>,
    /// Done earlier.
    pub until: Option<DateTime<Utc>>,
}

/// The rows that are wanted, a page of them.
pub async fn list(store: &Store, input: ListEntries) -> Result<Page<Model>, AuditError> {
    let filters = Filters::new()
        .equal_text(Column::Subject, "subject", input.subject.as_deref())?
        .equal(Column::OrderId, input.order_id)
        .equal_text(Column::Actor, "actor", input.actor.as_deref())?
        .equal_text(Column::Action, "action", input.action.as_deref())?
        .from(Column::CreatedAt, input.from)
        .until(Column::CreatedAt, input.until);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
