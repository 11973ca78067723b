//! What orders are written from: lines, discounts, addresses.

use mercer_store::addresses::NewAddress;
use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::orders::{self, OrderError};
use mercer_store::staff::Permission;
use mercer_store::{Invalid, Quantity, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::{Caller, forbidden};
use crate::api::request::{Amount, Object};

/// Something taken off: an amount or a percentage.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DiscountInput")]
#[schemars(example = serde_json::json!({"percent": 10, "reason": "A regular"}))]
pub(super) struct DiscountInput {
    /// So much.
    amount: Option<Object<Amount>>,
    /// So many percent of what it is taken from, with at most 3 decimals.
    percent: Option<Quantity>,
    /// Why, at most 200 characters.
    reason: String,
}

impl DiscountInput {
    /// As the store takes it. `field` is where it stands.
    pub(super) fn discount(self, field: &str, currency: &str) -> Result<Discount, Invalid> {
        let amount = match (self.amount, self.percent) {
            (Some(Object(amount)), None) => {
                let amount = amount.in_currency(&format!("{field}/amount"), currency)?;
                DiscountAmount::Fixed(amount)
            }
            (None, Some(percent)) => DiscountAmount::Rate(percent.thousandths().saturating_mul(10)),
            _ => {
                let reason = "name either an amount or a percent";
                return Err(Invalid::new(field, reason));
            }
        };
        let reason = self.reason;
        Ok(Discount { amount, reason })
    }
}

/// Whoever gives a discount needs the permission, beside that for the route.
pub(super) fn may_discount(caller: &Caller, field: &str) -> Answer<()> {
    if caller.may(Permission::OrdersDiscount) {
        return Ok(());
    }
    let reason = format!(
        "a discount takes the permission {}",
        Permission::OrdersDiscount
    );
    Err(forbidden(reason.clone()).at(field, reason))
}

/// A postal address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OrderAddressInput")]
#[schemars(example = serde_json::json!({
    "line1": "1 High Street", "city": "London", "country": "GB", "zip_code": "N1 9GU"
}))]
pub(super) struct AddressInput {
    /// Street and number, at most 200 characters.
    line1: String,
    /// Flat, floor, company, at most 200 characters.
    line2: Option<String>,
    /// Town, at most 100 characters.
    city: String,
    /// State, county or province, at most 100 characters.
    state: Option<String>,
    /// ISO 3166-1 alpha-2, such as GB.
    country: String,
    /// Postal code, at most 20 characters.
    zip_code: Option<String>,
    /// For the carrier, at most 32 characters.
    phone_number: Option<String>,
}

impl From<AddressInput> for NewAddress {
    fn from(input: AddressInput) -> Self {
        NewAddress {
            line1: input.line1,
            line2: input.line2,
            city: input.city,
            state: input.state,
            country: input.country,
            zip_code: input.zip_code,
            phone_number: input.phone_number,
        }
    }
}

/// The currency of an order, in which amounts of money about it have to be. It never changes.
pub(in crate::api) async fn currency_of(
    store: &Store,
    order_id: i64,
) -> Result<String, OrderError> {
    Ok(orders::get(store, order_id).await?.order.currency)
}

/// The same refusal with the fields named as the body has them.
pub(super) fn renamed(error: OrderError, name: impl FnOnce(&str) -> String) -> OrderError {
    match error {
        OrderError::Invalid(invalid) => Invalid::new(name(&invalid.field), invalid.reason).into(),
        other => other,
    }
}
