//! `DELETE /v1/customers/{id}`.

use mercer_store::customers::{self, Cascade};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch, Parameters};
use crate::api::write::{Done, Write};

/// What may go too.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Also the customer's orders with their items and payments; without it a customer with placed
    /// orders stays.
    cascade: Option<With>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum With {
    Orders,
}

/// Removes a customer.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected): IfMatch,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Done<NoContent>> {
    let id = id.of("customer")?;
    let cascade = match asked.cascade {
        Some(With::Orders) => Cascade::WithOrders,
        None => Cascade::Refuse,
    };
    write
        .run(
            move |store| async move { customers::delete(&store, id, cascade, expected).await },
            |_| NoContent,
        )
        .await
}
