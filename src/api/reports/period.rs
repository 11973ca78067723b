//! What may stand after the `?` of a report.

use chrono::NaiveDate;
use mercer_store::reports::{Period, Step};
use mercer_store::{Currency, PageRequest, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::request::in_query;

/// Of a report that is told step by step.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Stepped {
    /// The first day, in UTC; 29 days before the last one unless told otherwise.
    from: Option<NaiveDate>,
    /// The last day, which is included; today unless told otherwise.
    to: Option<NaiveDate>,
    /// How long the steps are.
    pub(super) by: Option<Step>,
    /// The currency of the orders that are told of; the store's unless told otherwise.
    pub(super) currency: Option<Currency>,
}

impl Stepped {
    /// The days that it is of.
    pub(super) fn period(&self, store: &Store) -> Answer<Period> {
        Period::asked(store, self.from, self.to).map_err(in_query)
    }
}

/// Of a report that tells the first of many.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ranked {
    /// The first day, in UTC; 29 days before the last one unless told otherwise.
    from: Option<NaiveDate>,
    /// The last day, which is included; today unless told otherwise.
    to: Option<NaiveDate>,
    /// At most so many of each kind, between 1 and 200; 20 unless told otherwise.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u64>,
    /// The currency of the orders that are told of; the store's unless told otherwise.
    pub(super) currency: Option<Currency>,
}

impl Ranked {
    /// The days that it is of.
    pub(super) fn period(&self, store: &Store) -> Answer<Period> {
        Period::asked(store, self.from, self.to).map_err(in_query)
    }

    /// How many are wanted, within what a page holds.
    pub(super) fn most(&self) -> Answer<usize> {
        let page = PageRequest::new(None, self.limit).map_err(in_query)?;
        // It is at most what a page holds.
        Ok(usize::try_from(page.limit).unwrap_or(usize::MAX))
    }
}
