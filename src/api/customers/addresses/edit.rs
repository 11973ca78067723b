//! `PATCH /v1/customers/{id}/addresses/{address_id}`.

use mercer_store::addresses::{self, EditLink, UnlessLinked};
use schemars::JsonSchema;
use serde::Deserialize;

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch, Merge, SubIdText};
use crate::api::write::{Done, Write};
use crate::json;

/// What to change; what is left out stays. The address itself is changed at `/v1/addresses/{id}`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EditCustomerAddress")]
#[schemars(example = serde_json::json!({
    "label": "work"
}))]
pub(in crate::api::customers) struct Input {
    /// Home, work; null takes it away.
    #[serde(default)]
    label: Merge<String>,
    /// Whether goods go here. One address always is the default: it stays until another becomes it.
    #[serde(default)]
    default_shipping: Given<bool>,
    /// Whether invoices go here, likewise.
    #[serde(default)]
    default_billing: Given<bool>,
}

/// Changes the link.
pub(in crate::api::customers) async fn edit(
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
        label: input.label.0,
        default_shipping: input.default_shipping.0,
        default_billing: input.default_billing.0,
        unless_linked: UnlessLinked::Refuse,
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
