//! `POST /v1/payments/{id}/voiding`.

use mercer_store::payments::{self, Payment};

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Asks the provider to give up what is left of its promise.
pub(super) async fn void(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Done<One<json::Payment>>> {
    let id = id.of("payment")?;
    write
        .run(
            move |store| async move { payments::void(&store, id, version).await },
            |payment: &Payment| One(payment.clone().into()),
        )
        .await
}
