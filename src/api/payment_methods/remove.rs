//! `DELETE /v1/payment-methods/{id}`.

use mercer_store::payment_methods;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes a payment method.
pub(super) async fn remove(
    write: Write,
    id: IdText,
    IfMatch(expected): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("payment method")?;
    write
        .run(
            move |store| async move { payment_methods::remove(&store, id, expected).await },
            |()| NoContent,
        )
        .await
}
