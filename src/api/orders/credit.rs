//! `POST /v1/orders/{id}/credits`.

use mercer_store::Invalid;
use mercer_store::orders::{self, Credit, CreditOrder};
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::currency_of;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::api::request::{Amount, Body, Id, IdText, MustMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What the customer no longer owes: an amount over the whole order, or amounts on lines.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreditOrder")]
#[schemars(example = serde_json::json!({
    "amount": {"amount": 200, "currency": "GBP"}, "reason": "It was late"
}))]
pub(super) struct Input {
    /// Divided over what is left of the lines and of the delivery.
    amount: Option<Object<Amount>>,
    /// On these lines instead.
    lines: Option<Vec<Object<Line>>>,
    /// Why, at most 200 characters.
    reason: String,
}

/// On one line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreditOrderLine")]
struct Line {
    /// The line; 0 is the delivery.
    line: Id,
    amount: Object<Amount>,
}

/// Credits an order. It moves no money: where it was paid, a refund is due then.
pub(super) async fn credit(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::OrderWithItems>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move {
                let currency = currency_of(&store, id).await?;
                let credit = CreditOrder {
                    order_id: id,
                    expected_version: version,
                    credit: where_it_lies(input.amount, input.lines, &currency)?,
                    reason: input.reason,
                };
                Ok::<_, Problem>(orders::credit(&store, credit).await?)
            },
            |order| One(order.clone().into()),
        )
        .await
}

fn where_it_lies(
    amount: Option<Object<Amount>>,
    lines: Option<Vec<Object<Line>>>,
    currency: &str,
) -> Result<Credit, Invalid> {
    match (amount, lines) {
        (Some(Object(amount)), None) => Ok(Credit::Whole(amount.in_currency("amount", currency)?)),
        (None, Some(lines)) => {
            let part = |(index, Object(line)): (usize, Object<Line>)| {
                let field = format!("lines/{index}/amount");
                Ok((line.line.0, line.amount.0.in_currency(&field, currency)?))
            };
            let parts = lines.into_iter().enumerate().map(part);
            Ok(Credit::Lines(parts.collect::<Result<_, Invalid>>()?))
        }
        _ => Err(Invalid::new("amount", "name either an amount or lines")),
    }
}
