//! `POST /v1/orders/{id}/payments`.

use mercer_store::Invalid;
use mercer_store::payments::{self, Pay, PayBy, Payment, PaymentKind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::of_order;
use crate::api::Answer;
use crate::api::access::{Caller, forbidden};
use crate::api::answer::Created;
use crate::api::request::{Amount, Body, Id, IdText, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// How an order is paid: by a provider's token, by a saved method, in cash or by bank.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PayOrder")]
#[schemars(example = serde_json::json!({
    "kind": "card", "provider": "simulator", "token": "sim_approve",
}))]
#[schemars(example = serde_json::json!({"payment_method_id": 1}))]
pub(super) struct Input {
    /// How much; all that is due if left out.
    amount: Option<Object<Amount>>,
    /// By which means, unless by a saved method.
    kind: Option<PaymentKind>,
    /// The provider's name, with a token.
    provider: Option<String>,
    /// What a provider gave for this payment, at most 128 characters. Never a card number.
    token: Option<String>,
    /// Visa, Mastercard; with a token.
    brand: Option<String>,
    /// The last four digits, with a token.
    last4: Option<String>,
    /// A saved method of the customer's. Their default one, if neither this nor `kind` is there.
    payment_method_id: Option<Id>,
    /// Whether the money is only promised, to be captured later.
    authorise_only: Option<bool>,
}

/// Begins a payment and asks its provider.
pub(super) async fn pay(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Payment>>> {
    let order_id = id.of("order")?;
    let pay = Pay {
        order_id,
        amount: input.amount.as_ref().map(|Object(amount)| amount.money()),
        authorise_only: input.authorise_only == Some(true),
        by: input.by()?,
    };
    check_allowed(write.caller(), &pay.by)?;
    write
        .run(
            move |store| async move { payments::pay(&store, pay).await.map_err(of_order) },
            |payment: &Payment| {
                let location = format!("/v1/payments/{}", payment.id);
                Created::at(location, payment.clone().into())
            },
        )
        .await
}

impl Input {
    /// The means.
    fn by(self) -> Result<PayBy, Invalid> {
        let of_a_token = [
            ("provider", self.provider.is_some()),
            ("token", self.token.is_some()),
            ("brand", self.brand.is_some()),
            ("last4", self.last4.is_some()),
        ];
        let superfluous = of_a_token.into_iter().find(|(_, is_there)| *is_there);
        let without_token = |by: PayBy| match superfluous {
            None => Ok(by),
            Some((field, _)) => Err(Invalid::new(
                field,
                "it belongs to a payment by card or paypal",
            )),
        };
        let payment_method_id = self.payment_method_id.map(|id| id.0);
        let Some(kind) = self.kind else {
            return without_token(PayBy::Saved { payment_method_id });
        };
        if payment_method_id.is_some() {
            let reason = "a saved method has its own kind; leave the kind out";
            return Err(Invalid::new("kind", reason));
        }
        match kind {
            PaymentKind::Cash => without_token(PayBy::Cash),
            PaymentKind::BankTransfer => without_token(PayBy::BankTransfer),
            PaymentKind::Card | PaymentKind::Paypal => {
                let missing = |field| Invalid::new(field, "it is missing");
                Ok(PayBy::Token {
                    kind,
                    provider: self.provider.ok_or_else(|| missing("provider"))?,
                    token: self.token.ok_or_else(|| missing("token"))?,
                    brand: self.brand,
                    last4: self.last4,
                })
            }
        }
    }
}

/// Customers pay through a provider; that money arrived otherwise, the shop says.
fn check_allowed(caller: &Caller, by: &PayBy) -> Answer<()> {
    let is_said_by_the_shop = matches!(by, PayBy::Cash | PayBy::BankTransfer);
    if caller.customer_id().is_none() || !is_said_by_the_shop {
        return Ok(());
    }
    let reason = "customers pay by card, by PayPal or by a saved method";
    Err(forbidden(reason.to_owned()).at("kind", reason))
}
