//! `/v1/orders/{id}/items`: the lines of an order, each edit of which is a change of the order.

use mercer_store::orders::{self, LineChange, ModifyOrder, OrderError, OrderLine, OrderWithItems};
use mercer_store::patch::Patch;
use mercer_store::{Quantity, Store};
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::{DiscountInput, currency_of, may_discount, renamed};
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::{Created, Listed, NoContent, One};
use crate::api::problem::Problem;
use crate::api::request::{
    Body, Given, Id, IdText, Merge, MustMatch, Object, Parameters, SubIdText,
};
use crate::api::write::{Done, Write};
use crate::json;

/// A new line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AddOrderLine")]
#[schemars(example = serde_json::json!({
    "product_id": 2, "quantity": 1
}))]
pub(super) struct NewLine {
    /// What, at the price of today.
    product_id: Id,
    quantity: Quantity,
    /// Taken off the line.
    discount: Option<Object<DiscountInput>>,
    /// Why the order changes, at most 200 characters.
    reason: Option<String>,
}

/// All of a line that can be changed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceOrderLine")]
#[schemars(example = serde_json::json!({
    "quantity": 2
}))]
pub(super) struct WholeLine {
    /// How much in all; not less than has left or is being packed.
    quantity: Quantity,
    /// Taken off the line; nothing if left out.
    discount: Option<Object<DiscountInput>>,
    /// Why the order changes, at most 200 characters.
    reason: Option<String>,
}

/// What is to change about a line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchOrderLine")]
#[schemars(example = serde_json::json!({
    "quantity": 2
}))]
pub(super) struct LineEdit {
    /// How much in all; not less than has left or is being packed.
    #[serde(default)]
    quantity: Given<Quantity>,
    /// Taken off the line.
    #[serde(default)]
    discount: Merge<Object<DiscountInput>>,
    /// Why the order changes, at most 200 characters.
    reason: Option<String>,
}

/// Why a line goes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// Why the order changes, at most 200 characters.
    reason: Option<String>,
}

/// The lines of an order.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::OrderItem>> {
    let OrderWithItems { order, items } = orders::get(caller.store(), id.of("order")?).await?;
    Ok(Listed::whole(items, |item| {
        json::OrderItem::of(item, &order.currency)
    }))
}

/// One of them.
pub(super) async fn get(
    caller: Caller,
    id: IdText,
    line: SubIdText,
) -> Answer<One<json::ItemOfOrder>> {
    let (id, line) = (id.of("order")?, line.of("line")?);
    let order = orders::get(caller.store(), id).await?;
    let found = line_of(&order, line);
    found.map(One).ok_or_else(|| no_such_line(line))
}

/// Adds a line.
pub(super) async fn add(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
    Body(input): Body<NewLine>,
) -> Answer<Done<Created<json::ItemOfOrder>>> {
    let id = id.of("order")?;
    if input.discount.is_some() {
        may_discount(write.caller(), "discount")?;
    }
    write
        .run(
            move |store| async move {
                let discount = Merge(input.discount.map_or(Patch::Clear, Patch::Set));
                let discount = match given(&store, id, discount).await? {
                    Patch::Set(discount) => Some(discount),
                    Patch::Keep | Patch::Clear => None,
                };
                let line = OrderLine {
                    product_id: input.product_id.0,
                    quantity: input.quantity,
                    discount,
                };
                let modification = ModifyOrder {
                    add: vec![line],
                    reason: input.reason,
                    ..about(id, version)
                };
                let order = made(&store, modification, "add/0/").await?;
                // The last number given out is that of the new line.
                let line = line_of(&order, order.order.last_line);
                line.ok_or_else(|| no_such_line(order.order.last_line))
            },
            move |line: &json::ItemOfOrder| {
                let location = format!("/v1/orders/{id}/items/{}", line.item.line);
                Created::at(location, line.clone())
            },
        )
        .await
}

/// Replaces what can be changed about a line.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    line: SubIdText,
    version: MustMatch,
    Body(input): Body<WholeLine>,
) -> Answer<Done<One<json::ItemOfOrder>>> {
    let discount = Merge(input.discount.map_or(Patch::Clear, Patch::Set));
    change(
        write,
        (&id, &line),
        version,
        Some(input.quantity),
        discount,
        input.reason,
    )
    .await
}

/// Changes what is named of a line.
pub(super) async fn update(
    write: Write,
    id: IdText,
    line: SubIdText,
    version: MustMatch,
    Body(input): Body<LineEdit>,
) -> Answer<Done<One<json::ItemOfOrder>>> {
    change(
        write,
        (&id, &line),
        version,
        input.quantity.0,
        input.discount,
        input.reason,
    )
    .await
}

/// Removes a line of which nothing has left and nothing was credited.
pub(super) async fn remove(
    write: Write,
    id: IdText,
    line: SubIdText,
    MustMatch(version): MustMatch,
    Parameters(why): Parameters<Why>,
) -> Answer<Done<NoContent>> {
    let (id, line) = (id.of("order")?, line.of("line")?);
    write
        .run(
            move |store| async move {
                let modification = ModifyOrder {
                    remove: vec![line],
                    reason: why.reason,
                    ..about(id, version)
                };
                match made(&store, modification, "remove/0").await {
                    Ok(_) => Ok(()),
                    Err(error) => {
                        let order = orders::get(&store, id).await?;
                        let is_there = line_of(&order, line).is_some();
                        Err(if is_there { error } else { no_such_line(line) })
                    }
                }
            },
            |()| NoContent,
        )
        .await
}

async fn change(
    write: Write,
    (id, line): (&IdText, &SubIdText),
    MustMatch(version): MustMatch,
    quantity: Option<Quantity>,
    discount: Merge<Object<DiscountInput>>,
    reason: Option<String>,
) -> Answer<Done<One<json::ItemOfOrder>>> {
    let (id, line) = (id.of("order")?, line.of("line")?);
    if matches!(discount.0, Patch::Set(_)) {
        may_discount(write.caller(), "discount")?;
    }
    write
        .run(
            move |store| async move {
                let change = LineChange {
                    line,
                    quantity,
                    discount: given(&store, id, discount).await?,
                };
                let modification = ModifyOrder {
                    change: vec![change],
                    reason,
                    ..about(id, version)
                };
                let order = made(&store, modification, "change/0/").await?;
                line_of(&order, line).ok_or_else(|| no_such_line(line))
            },
            |line: &json::ItemOfOrder| One(line.clone()),
        )
        .await
}

fn about(order_id: i64, expected_version: Option<i64>) -> ModifyOrder {
    ModifyOrder {
        order_id,
        expected_version,
        ..ModifyOrder::default()
    }
}

async fn given(
    store: &Store,
    order_id: i64,
    discount: Merge<Object<DiscountInput>>,
) -> Result<Patch<mercer_store::amounts::Discount>, Problem> {
    Ok(match discount.0 {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(Object(discount)) => {
            let currency = currency_of(store, order_id).await?;
            Patch::Set(discount.discount("discount", &currency)?)
        }
    })
}

/// Makes the change. The one line that it is about is the whole body, so its place is left out of
/// the names of fields.
async fn made(
    store: &Store,
    modification: ModifyOrder,
    place: &str,
) -> Result<OrderWithItems, Problem> {
    let line = modification.change.first().map(|change| change.line);
    match orders::modify(store, modification).await {
        Ok(modified) => Ok(modified.order),
        Err(OrderError::Invalid(invalid)) if invalid.field == "change/0/line" => {
            Err(no_such_line(line.unwrap_or_default()))
        }
        Err(error) => {
            let name = |field: &str| field.strip_prefix(place).unwrap_or(field).to_owned();
            Err(renamed(error, name).into())
        }
    }
}

fn line_of(order: &OrderWithItems, line: i64) -> Option<json::ItemOfOrder> {
    let item = order.items.iter().find(|item| item.line == line)?;
    Some(json::ItemOfOrder {
        order_id: order.order.id,
        order_version: order.order.version,
        item: json::OrderItem::of(item.clone(), &order.order.currency),
    })
}

fn no_such_line(line: i64) -> Problem {
    Problem::not_found(format!("the order has no line {line}"))
}
