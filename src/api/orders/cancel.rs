//! `POST /v1/orders/{id}/cancellation`.

use mercer_store::orders;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, MustMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Calls an order off and releases its goods.
pub(super) async fn cancel(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
) -> Answer<Done<One<json::OrderWithItems>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move { orders::cancel(&store, id, version).await },
            |order| One(order.clone().into()),
        )
        .await
}
