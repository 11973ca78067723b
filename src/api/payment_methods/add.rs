//! `POST /v1/customers/{id}/payment-methods`.

use mercer_store::payment_methods::{self, AddPaymentMethod, NewMeans, PaymentMethodError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Body, IdText};
use crate::api::write::{Done, Write};
use crate::json;

/// A payment method to be saved. There is no place for a card number or a security code.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "AddPaymentMethod")]
#[schemars(example = serde_json::json!({
    "kind": "card", "provider": "simulator", "token": "sim_approve", "brand": "Visa",
    "last4": "4242", "expiry_month": 12, "expiry_year": 2031
}))]
pub(super) enum Input {
    /// A card that a provider keeps.
    Card {
        /// The provider's name.
        provider: String,
        /// What the provider knows the card by. It is never answered.
        token: String,
        /// Visa, Mastercard.
        brand: Option<String>,
        /// The last four digits.
        last4: String,
        /// 1 to 12.
        #[schemars(range(min = 1, max = 12))]
        expiry_month: i64,
        /// With four digits.
        #[schemars(range(min = 2000, max = 2999))]
        expiry_year: i64,
        /// What the customer calls it.
        label: Option<String>,
        /// Whether it is taken when the customer names none.
        is_default: Option<bool>,
    },
    /// A PayPal account.
    Paypal {
        /// The provider's name.
        provider: String,
        /// What the provider knows the account by. It is never answered.
        token: String,
        /// The account's e-mail address.
        email: String,
        /// What the customer calls it.
        label: Option<String>,
        /// Whether it is taken when the customer names none.
        is_default: Option<bool>,
    },
    /// Notes and coins.
    Cash {
        /// What the customer calls it.
        label: Option<String>,
        /// Whether it is taken when the customer names none.
        is_default: Option<bool>,
    },
    /// Money sent by bank.
    BankTransfer {
        /// What the customer calls it.
        label: Option<String>,
        /// Whether it is taken when the customer names none.
        is_default: Option<bool>,
    },
}

/// Saves a payment method.
pub(super) async fn add(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::PaymentMethod>>> {
    let method = input.into_method(id.of("customer")?);
    write
        .run(
            move |store| async move {
                let added = payment_methods::add(&store, method).await;
                added.map_err(refused)
            },
            |method| {
                let location = format!("/v1/payment-methods/{}", method.id);
                Created::at(location, json::PaymentMethod::from(method.clone()))
            },
        )
        .await
}

/// The customer stands in the address.
fn refused(error: PaymentMethodError) -> Problem {
    match error {
        PaymentMethodError::UnknownCustomer(_) => Problem::not_found(error.to_string()),
        error => error.into(),
    }
}

impl Input {
    fn into_method(self, customer_id: i64) -> AddPaymentMethod {
        let (means, label, is_default) = match self {
            Input::Card {
                provider,
                token,
                brand,
                last4,
                expiry_month,
                expiry_year,
                label,
                is_default,
            } => {
                let card = NewMeans::Card {
                    provider,
                    token,
                    brand,
                    last4,
                    expiry_month,
                    expiry_year,
                };
                (card, label, is_default)
            }
            Input::Paypal {
                provider,
                token,
                email,
                label,
                is_default,
            } => {
                let account = NewMeans::Paypal {
                    provider,
                    token,
                    email,
                };
                (account, label, is_default)
            }
            Input::Cash { label, is_default } => (NewMeans::Cash, label, is_default),
            Input::BankTransfer { label, is_default } => {
                (NewMeans::BankTransfer, label, is_default)
            }
        };
        AddPaymentMethod {
            customer_id,
            means,
            label,
            is_default: is_default.unwrap_or(false),
        }
    }
}
