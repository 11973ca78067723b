//! `POST /v1/orders/{id}/returns`.

use mercer_store::returns::{self, CreateReturn, Disposition, LineCredit, ReturnLine};
use mercer_store::{Invalid, Quantity};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Amount, Body, Id, IdText, Object};
use crate::api::write::{Done, Write};
use crate::{api::orders, json};

/// Goods that came back.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateReturn")]
#[schemars(example = serde_json::json!({
    "reason": "The wrong size", "lines": [{"line": 1, "quantity": 1}],
}))]
pub(super) struct Input {
    /// Where they came to; the order's location if left out.
    location_id: Option<Id>,
    /// Why, at most 200 characters.
    reason: String,
    /// Each line of the order at most once.
    lines: Vec<Object<Line>>,
}

/// What came back of one line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateReturnLine")]
// The line of the order.
#[allow(clippy::struct_field_names)]
struct Line {
    line: Id,
    /// At most what left and has not come back.
    quantity: Quantity,
    /// Whether the goods are sold again, which they are unless told otherwise.
    disposition: Option<Disposition>,
    /// What the customer no longer owes for them: the goods' part of the line if left out, and
    /// nothing if it is 0.
    credit: Option<Object<Amount>>,
}

/// Takes goods back. It moves no money: where they were paid, a refund is due then.
pub(super) async fn create(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::ReturnWithItems>>> {
    let order_id = id.of("order")?;
    write
        .run(
            move |store| async move {
                let currency = orders::currency_of(&store, order_id).await?;
                let input = input.into_return(order_id, &currency)?;
                let created = returns::create(&store, input).await?;
                Ok::<_, Problem>(json::ReturnWithItems::of(created, &currency))
            },
            |created: &json::ReturnWithItems| {
                Created::at(format!("/v1/returns/{}", created.row.id), created.clone())
            },
        )
        .await
}

impl Input {
    fn into_return(self, order_id: i64, currency: &str) -> Result<CreateReturn, Invalid> {
        let line = |(index, Object(line)): (usize, Object<Line>)| {
            let field = format!("lines/{index}/credit");
            let credit = line.credit.map(|one| one.0.in_currency(&field, currency));
            let credit = match credit.transpose()? {
                None => LineCredit::Full,
                Some(0) => LineCredit::Nothing,
                Some(amount) => LineCredit::Amount(amount),
            };
            Ok(ReturnLine {
                line: line.line.0,
                quantity: line.quantity,
                disposition: line.disposition.unwrap_or(Disposition::Restock),
                credit,
            })
        };
        let lines = self.lines.into_iter().enumerate().map(line);
        Ok(CreateReturn {
            order_id,
            location_id: self.location_id.map(|id| id.0),
            reason: self.reason,
            lines: lines.collect::<Result<_, Invalid>>()?,
        })
    }
}
