//! `GET /v1/products/{id}/lowest-price`.

use mercer_store::products::{self, RULE_DAYS};
use schemars::JsonSchema;
use serde::Deserialize;

use super::get::seen;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{One, Resource};
use crate::api::request::{IdText, Parameters, in_query};
use crate::json;

impl Resource for json::LowestPrice {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// How far to look back.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    /// How many days before the present price count, between 1 and 3650; the 30 of the European
    /// Union's rule unless told otherwise.
    #[schemars(range(min = 1, max = 3650))]
    days: Option<u16>,
}

/// Its price, and the lowest one of the days before it was set.
pub(super) async fn lowest_price(
    caller: Caller,
    id: IdText,
    Parameters(period): Parameters<Period>,
) -> Answer<One<json::LowestPrice>> {
    let days = period.days.unwrap_or(RULE_DAYS);
    let product = seen(&caller, id.of("product")?).await?;
    let store = caller.store();
    let found = products::lowest_price_of_days(store, product.id, store.now(), days).await;
    let found = found.map_err(in_query)?;
    Ok(One(json::LowestPrice::of(product.id, days, &found)))
}
