//! `POST /v1/transfers/{id}/cancellation`.

use mercer_store::inventory::transfers;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Puts what is in transit back where it left.
pub(super) async fn cancel(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::TransferWithItems>>> {
    let id = id.of("stock transfer")?;
    write
        .run(
            move |store| async move { transfers::cancel(&store, id, expected_version).await },
            |transfer| One(json::TransferWithItems::from(transfer.clone())),
        )
        .await
}
