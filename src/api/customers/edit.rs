//! `PATCH /v1/customers/{id}`.

use mercer_store::customers::{self, UpdateCustomer};
use mercer_store::patch::Patch;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch, Merge};
use crate::api::write::{Done, Write};
use crate::json;

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EditCustomer")]
#[schemars(example = serde_json::json!({
    "phone": "+44 20 7946 0000"
}))]
pub(super) struct Input {
    /// Unique; kept in lower case.
    #[serde(default)]
    username: Given<String>,
    /// Unique; null takes it away.
    #[serde(default)]
    email: Merge<String>,
    #[serde(default)]
    first_name: Given<String>,
    #[serde(default)]
    last_name: Given<String>,
    /// Null takes it away.
    #[serde(default)]
    phone: Merge<String>,
}

/// Changes a customer's data.
pub(super) async fn edit(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Customer>>> {
    let id = id.of("customer")?;
    let update = UpdateCustomer {
        expected_version,
        username: input.username.0,
        email: input.email.0,
        password: Patch::Keep,
        first_name: input.first_name.0,
        last_name: input.last_name.0,
        phone: input.phone.0,
    };
    write
        .run(
            move |store| async move { customers::update(&store, id, update).await },
            |customer| One(json::Customer::from(customer.clone())),
        )
        .await
}
