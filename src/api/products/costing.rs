//! What one unit costs the shop, as a change of a product says it.

use mercer_store::patch::Patch;
use mercer_store::{Currency, Money, products};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::request::{Given, Merge, Object};

/// What of the cost is to change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchCost")]
pub(super) struct Cost {
    /// Minor units (pence, cents, yen).
    #[schemars(range(min = 0))]
    amount: i64,
    /// That of the price, which it is unless told otherwise.
    #[serde(default)]
    currency: Given<Currency>,
}

/// The cost as the store takes it; without a currency it is in that of the price, which may be
/// written by the same change.
pub(super) async fn costing(
    cost: Merge<Object<Cost>>,
    price_currency: Option<Currency>,
    caller: &Caller,
    product_id: i64,
) -> Answer<Patch<Money>> {
    let Object(cost) = match cost.0 {
        Patch::Keep => return Ok(Patch::Keep),
        Patch::Clear => return Ok(Patch::Clear),
        Patch::Set(cost) => cost,
    };
    let currency = if let Some(currency) = cost.currency.0.or(price_currency) {
        currency
    } else {
        let product = products::get(caller.store(), product_id).await?;
        product.currency.parse()?
    };
    Ok(Patch::Set(Money::new(cost.amount, currency)))
}
