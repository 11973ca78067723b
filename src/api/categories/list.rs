//! `GET /v1/categories`.

use mercer_store::categories::{self, CategorySort, ListCategories};
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
    /// The first letters of the name, letter for letter.
    q: Option<String>,
    /// Only those directly inside this category.
    parent_id: Option<i64>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = CategorySort::WORDS;
}

/// Categories, oldest first unless asked otherwise.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Category>> {
    let wanted = ListCategories {
        page: query.page()?,
        sort: query.sort()?,
        q: query.filter.q,
        parent_id: query.filter.parent_id,
    };
    let page = categories::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Category::from))
}
