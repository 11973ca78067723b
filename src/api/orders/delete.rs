//! `DELETE /v1/orders/{id}`.

use mercer_store::orders::{self, Cascade, OrderError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, MustMatch, Parameters};
use crate::api::write::{Done, Write};

/// What may go with it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What an order that was paid takes with it; without it, such an order is refused.
    cascade: Option<With>,
}

/// What else is deleted.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum With {
    /// Its payments, received or given back.
    Payments,
}

/// Deletes an order with its lines, shipments and returns. Invoices stay.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
    Parameters(options): Parameters<Options>,
) -> Answer<Done<NoContent>> {
    let id = id.of("order")?;
    let cascade = match options.cascade {
        None => Cascade::Refuse,
        Some(With::Payments) => Cascade::WithPayments,
    };
    write
        .run(
            move |store| async move {
                orders::delete(&store, id, cascade, version).await?;
                Ok::<_, OrderError>(())
            },
            |()| NoContent,
        )
        .await
}
