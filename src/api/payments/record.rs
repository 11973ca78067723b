//! `POST /v1/payments/records`.

use mercer_store::Invalid;
use mercer_store::payments::{self, Means, Payment, PaymentKind, Record};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Amount, Body, Id, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// Money that was received outside Mercer; for a return, that was paid out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RecordPayment")]
#[schemars(example = serde_json::json!({
    "order_id": 1, "amount": {"amount": 1000, "currency": "GBP"}, "kind": "cash",
}))]
pub(super) struct Input {
    order_id: Id,
    amount: Object<Amount>,
    /// Cash, a bank transfer that arrived, or a card payment that a terminal took.
    kind: PaymentKind,
    /// The bank's own id of a transfer, at most 128 characters.
    reference: Option<String>,
    /// Who took a card payment.
    provider: Option<String>,
    /// The provider's token for a card payment. Never a card number.
    token: Option<String>,
    /// Visa, Mastercard.
    brand: Option<String>,
    /// The last four digits.
    last4: Option<String>,
}

/// Books the money.
pub(super) async fn record(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Payment>>> {
    let record = Record {
        order_id: input.order_id.0,
        amount: input.amount.0.money(),
        means: input.means()?,
    };
    write
        .run(
            move |store| async move { payments::record(&store, record).await },
            |payment: &Payment| {
                let location = format!("/v1/payments/{}", payment.id);
                Created::at(location, payment.clone().into())
            },
        )
        .await
}

impl Input {
    fn means(self) -> Result<Means, Invalid> {
        let fields = [
            (
                "reference",
                self.reference.is_some(),
                PaymentKind::BankTransfer,
            ),
            ("provider", self.provider.is_some(), PaymentKind::Card),
            ("token", self.token.is_some(), PaymentKind::Card),
            ("brand", self.brand.is_some(), PaymentKind::Card),
            ("last4", self.last4.is_some(), PaymentKind::Card),
        ];
        let wrong = fields
            .into_iter()
            .find(|(_, is_there, kind)| *is_there && *kind != self.kind);
        if let Some((field, _, kind)) = wrong {
            return Err(Invalid::new(
                field,
                format!("it belongs to a payment by {kind}"),
            ));
        }
        let missing = |field| Invalid::new(field, "it is missing");
        match self.kind {
            PaymentKind::Cash => Ok(Means::Cash),
            PaymentKind::BankTransfer => Ok(Means::BankTransfer {
                reference: self.reference,
            }),
            PaymentKind::Card => Ok(Means::Card {
                provider: self.provider.ok_or_else(|| missing("provider"))?,
                token: self.token.ok_or_else(|| missing("token"))?,
                brand: self.brand,
                last4: self.last4,
            }),
            other @ PaymentKind::Paypal => {
                let reason = format!("{other} is not received outside; pay by it");
                Err(Invalid::new("kind", reason))
            }
        }
    }
}
