//! `PUT /v1/customers/{id}`.

use mercer_store::customers::{self, UpdateCustomer};
use mercer_store::patch::Patch;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, replaced};
use crate::api::write::{Done, Write};
use crate::json;

/// All of a customer but password and addresses, which have addresses of their own.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceCustomer")]
pub(super) struct Input {
    /// Unique; kept in lower case.
    #[schemars(example = &"ada")]
    username: String,
    /// Unique; left out, there is none.
    #[schemars(example = &"ada@example.com")]
    email: Option<String>,
    #[schemars(example = &"Ada")]
    first_name: String,
    #[schemars(example = &"Lovelace")]
    last_name: String,
    /// Left out, there is none.
    phone: Option<String>,
}

/// Replaces a customer's data.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Customer>>> {
    let id = id.of("customer")?;
    let update = UpdateCustomer {
        expected_version,
        username: Some(input.username),
        email: replaced(input.email),
        password: Patch::Keep,
        first_name: Some(input.first_name),
        last_name: Some(input.last_name),
        phone: replaced(input.phone),
    };
    write
        .run(
            move |store| async move { customers::update(&store, id, update).await },
            |customer| One(json::Customer::from(customer.clone())),
        )
        .await
}
