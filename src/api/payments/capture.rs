//! `POST /v1/payments/{id}/captures`.

use mercer_store::payments::{self, Capture, Payment};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Amount, Body, IdText, IfMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// How much is taken; `{}` for all that can be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CapturePayment")]
#[schemars(example = serde_json::json!({
    "amount": {"amount": 500, "currency": "GBP"}
}))]
pub(super) struct Input {
    /// As much as was promised and the order still needs, if left out.
    amount: Option<Object<Amount>>,
}

/// Asks the provider for money that it promised.
pub(super) async fn capture(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Payment>>> {
    let capture = Capture {
        payment_id: id.of("payment")?,
        expected_version: version,
        amount: input.amount.map(|Object(amount)| amount.money()),
    };
    write
        .run(
            move |store| async move { payments::capture(&store, capture).await },
            |payment: &Payment| One(payment.clone().into()),
        )
        .await
}
