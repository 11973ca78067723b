//! `POST /v1/payments/{id}/refunds`.

use mercer_store::payments::{self, PaymentError, RefundInput, RefundOn};
use mercer_store::{Invalid, Money};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Amount, Body, Id, IdText, IfMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// How much goes back, and for which lines.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RefundPayment")]
#[schemars(example = serde_json::json!({
    "amount": {"amount": 500, "currency": "GBP"}, "reason": "Arrived broken",
}))]
pub(super) struct Input {
    /// At most what is left of the payment; the sum of the lines if left out.
    amount: Option<Object<Amount>>,
    /// Why, at most 200 characters.
    reason: String,
    /// Lines of the order that are credited first, together at most the amount.
    lines: Option<Vec<Object<Line>>>,
}

/// A part of it for one line of the order.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RefundPaymentLine")]
struct Line {
    /// The line; 0 is the delivery.
    line: Id,
    amount: Object<Amount>,
}

/// Gives money back through whoever took it.
pub(super) async fn create(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Refund>>> {
    let input = input.refund(id.of("payment")?, version)?;
    write
        .run(
            move |store| async move {
                let currency = input.amount.currency;
                let refund = payments::refund(&store, input).await?;
                let lines = payments::refund_lines(&store, refund.id).await?;
                Ok::<_, PaymentError>(json::Refund::of(refund, lines, currency.code()))
            },
            |refund: &json::Refund| {
                Created::at(format!("/v1/refunds/{}", refund.id), refund.clone())
            },
        )
        .await
}

impl Input {
    fn refund(self, payment_id: i64, version: Option<i64>) -> Result<RefundInput, Invalid> {
        let lines = self.lines.into_iter().flatten();
        let lines: Vec<RefundOn> = lines
            .map(|Object(line)| RefundOn {
                line: line.line.0,
                amount: line.amount.0.money(),
            })
            .collect();
        let amount = match self.amount {
            Some(Object(amount)) => amount.money(),
            None => sum(&lines)?,
        };
        Ok(RefundInput {
            payment_id,
            expected_version: version,
            amount,
            reason: self.reason,
            lines,
        })
    }
}

fn sum(lines: &[RefundOn]) -> Result<Money, Invalid> {
    let first = lines.first();
    let first = first.ok_or_else(|| Invalid::new("amount", "name an amount, or lines"))?;
    let amounts = lines.iter().map(|line| line.amount.amount);
    let sum = amounts.fold(0_i64, i64::saturating_add);
    Ok(Money::new(sum, first.amount.currency))
}
