//! `PUT /v1/customers/{id}/addresses/{address_id}`.

use mercer_store::addresses::{self, EditLink, UnlessLinked};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, SubIdText, replaced};
use crate::api::write::{Done, Write};
use crate::json;

/// What the address is to the customer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplaceCustomerAddress")]
pub(in crate::api::customers) struct Input {
    /// Home, work; left out, there is none.
    #[schemars(example = &"home")]
    label: Option<String>,
    /// Whether goods go here. One address always is the default: it stays until another becomes it.
    default_shipping: bool,
    /// Whether invoices go here, likewise.
    default_billing: bool,
}

/// Replaces the link; staff may make one.
pub(in crate::api::customers) async fn replace(
    write: Write,
    id: IdText,
    address_id: SubIdText,
    IfMatch(expected_state): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::CustomerAddress>>> {
    let edit = EditLink {
        customer_id: id.of("customer")?,
        address_id: address_id.of("address")?,
        expected_state,
        label: replaced(input.label),
        default_shipping: Some(input.default_shipping),
        default_billing: Some(input.default_billing),
        unless_linked: match write.caller().customer_id() {
            Some(_) => UnlessLinked::Refuse,
            None => UnlessLinked::Link,
        },
    };
    write
        .run(
            move |store| async move {
                let edited = addresses::edit_link(&store, edit).await;
                edited.map_err(refused)
            },
            |entry| One(json::CustomerAddress::from(entry.clone())),
        )
        .await
}
