//! `POST /v1/payments/{id}/confirmation`.

use mercer_store::payments::{self, Payment};

use crate::api::Answer;
use crate::api::access::forbidden;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Asks the provider again; it has the last word. That a bank transfer arrived, only the shop can
/// say.
pub(super) async fn confirm(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
) -> Answer<Done<One<json::Payment>>> {
    let id = id.of("payment")?;
    let caller = write.caller();
    if caller.customer_id().is_some() {
        let payment = payments::get(caller.store(), id).await?;
        if !payment.kind.has_token() {
            let reason = format!("that a payment by {} arrived, the shop says", payment.kind);
            return Err(forbidden(reason));
        }
    }
    write
        .run(
            move |store| async move { payments::confirm(&store, id, version).await },
            |payment: &Payment| One(payment.clone().into()),
        )
        .await
}
