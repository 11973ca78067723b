//! `DELETE /v1/stock/levels/{location_id}/{product_id}/reorder-point`.

use mercer_store::inventory::{self, SetReorderPoint};

use super::refused;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, SubIdText};
use crate::api::write::{Done, Write};
use crate::json;

/// Takes the reorder point away.
pub(super) async fn clear_reorder_point(
    write: Write,
    location_id: IdText,
    product_id: SubIdText,
) -> Answer<Done<One<json::Level>>> {
    let point = SetReorderPoint {
        product_id: product_id.of("product")?,
        location_id: Some(location_id.of("location")?),
        reorder_point: None,
    };
    write
        .run(
            |store| async move {
                let level = inventory::set_reorder_point(&store, point).await;
                level.map_err(refused::of_address)
            },
            |level| One(json::Level::from(level.clone())),
        )
        .await
}
