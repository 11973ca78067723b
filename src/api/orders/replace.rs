//! `PUT /v1/orders/{id}`.

use mercer_store::orders::OrderWithItems;
use mercer_store::patch::Patch;
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::{AddressInput, DiscountInput};
use super::modification::{Edit, LineInput};
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Amount, Body, IdText, MustMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// All of an order that can be changed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceOrder")]
#[schemars(example = serde_json::json!({
    "lines": [{"line": 1, "quantity": 1}], "shipping": {"amount": 495, "currency": "GBP"},
    "shipping_address": {"line1": "1 High Street", "city": "London", "country": "GB",
    "zip_code": "N1 9GU"}, "billing_address": {"line1": "1 High Street", "city": "London",
    "country": "GB", "zip_code": "N1 9GU"}
}))]
pub(super) struct Input {
    /// All its lines; those that are not named go.
    lines: Vec<Object<LineInput>>,
    /// Taken off the order as a whole; nothing if left out.
    discount: Option<Object<DiscountInput>>,
    /// Charged for delivery.
    shipping: Object<Amount>,
    /// Where the goods go. Once they have left, only the same address is taken.
    shipping_address: Object<AddressInput>,
    /// Where the invoice goes.
    billing_address: Object<AddressInput>,
    /// Why it changes, at most 200 characters.
    reason: Option<String>,
}

/// Replaces lines, addresses, discount and the charge for delivery; the change is recorded.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::OrderWithItems>>> {
    let id = id.of("order")?;
    let discount = input.discount.map(|Object(discount)| discount);
    let edit = Edit {
        lines: Some(input.lines),
        discount: discount.map_or(Patch::Clear, Patch::Set),
        shipping: Some(input.shipping.0),
        shipping_address: Some(input.shipping_address.0.into()),
        billing_address: Some(input.billing_address.0.into()),
        reason: input.reason,
    };
    edit.check_allowed(write.caller())?;
    write
        .run(
            move |store| async move { edit.make(&store, id, version).await },
            |order: &OrderWithItems| One(order.clone().into()),
        )
        .await
}
