//! `PUT` and `DELETE /v1/customers/{id}/password`.

use mercer_store::customers::{self, UpdateCustomer};
use mercer_store::patch::Patch;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::{NoContent, One};
use crate::api::request::{Body, IdText, IfMatch, NewPassword};
use crate::api::write::{Done, Write};
use crate::json;

/// The password that is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SetCustomerPassword")]
pub(super) struct Input {
    password: NewPassword,
}

/// Gives a customer a password, without the one they have.
pub(super) async fn set(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Customer>>> {
    let id = id.of("customer")?;
    let update = UpdateCustomer {
        expected_version,
        password: Patch::Set(input.password.0),
        ..UpdateCustomer::default()
    };
    write
        .run(
            move |store| async move { customers::update(&store, id, update).await },
            |customer| One(json::Customer::from(customer.clone())),
        )
        .await
}

/// Takes a customer's password away.
pub(super) async fn clear(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("customer")?;
    let update = UpdateCustomer {
        expected_version,
        password: Patch::Clear,
        ..UpdateCustomer::default()
    };
    write
        .run(
            move |store| async move { customers::update(&store, id, update).await },
            |_| NoContent,
        )
        .await
}
