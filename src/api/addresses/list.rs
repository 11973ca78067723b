//! `GET /v1/addresses`.

use mercer_store::addresses::{self, AddressSort, ListAddresses};
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
    /// In this customer's book.
    customer_id: Option<i64>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Letter for letter.
    zip_code: Option<String>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = AddressSort::WORDS;
}

/// Addresses; to a customer, their own.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Address>> {
    let (page, sort, filter) = (query.page()?, query.sort()?, query.filter);
    let (me, named) = (caller.customer_id(), filter.customer_id);
    if me.is_some() && named.is_some() && me != named {
        // As for a customer who does not exist.
        return Ok(Listed::whole(
            Vec::<addresses::Address>::new(),
            json::Address::from,
        ));
    }
    let wanted = ListAddresses {
        page,
        sort,
        customer_id: me.or(named),
        country: filter.country,
        zip_code: filter.zip_code,
    };
    let page = addresses::list(caller.store(), wanted).await;
    Ok(Listed::of(page.map_err(in_query)?, json::Address::from))
}
