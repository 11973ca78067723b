//! `PATCH /v1/orders/{id}`.

use mercer_store::orders::OrderWithItems;
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::{AddressInput, DiscountInput};
use super::modification::{Edit, LineInput};
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Amount, Body, Given, IdText, Merge, MustMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What is to change about an order.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchOrder")]
#[schemars(example = serde_json::json!({
    "lines": [{"line": 1, "quantity": 1}], "reason": "The customer asked"
}))]
pub(super) struct Input {
    /// All its lines, as a merge patch has lists; those that are not named go. To change one line,
    /// there is `/v1/orders/{id}/items/{line}`.
    #[serde(default)]
    lines: Given<Vec<Object<LineInput>>>,
    /// Taken off the order as a whole.
    #[serde(default)]
    discount: Merge<Object<DiscountInput>>,
    /// Charged for delivery.
    #[serde(default)]
    shipping: Given<Object<Amount>>,
    /// Where the goods go.
    #[serde(default)]
    shipping_address: Given<Object<AddressInput>>,
    /// Where the invoice goes.
    #[serde(default)]
    billing_address: Given<Object<AddressInput>>,
    /// Why it changes, at most 200 characters. It is no field of the order: it goes into the record
    /// of the change.
    reason: Option<String>,
}

/// Changes the fields that are named; the change is recorded.
pub(super) async fn update(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::OrderWithItems>>> {
    let id = id.of("order")?;
    let address = |address: Given<Object<AddressInput>>| address.0.map(|one| one.0.into());
    let edit = Edit {
        lines: input.lines.0,
        discount: input.discount.map(|Object(discount)| discount),
        shipping: input.shipping.0.map(|Object(amount)| amount),
        shipping_address: address(input.shipping_address),
        billing_address: address(input.billing_address),
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
