//! `POST /v1/orders/{id}/placement`.

use mercer_store::orders;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, MustMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Makes a draft binding, at the prices of today.
pub(super) async fn place_draft(
    write: Write,
    id: IdText,
    MustMatch(version): MustMatch,
) -> Answer<Done<One<json::OrderWithItems>>> {
    let id = id.of("order")?;
    write
        .run(
            move |store| async move { orders::place_draft(&store, id, version).await },
            |order| One(order.clone().into()),
        )
        .await
}
