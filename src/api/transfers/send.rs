//! `POST /v1/transfers`.

use mercer_store::inventory::transfers::{self, SendTransfer};
use mercer_store::inventory::{InventoryError, StockLine};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Line, stock_lines};
use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Body, Id, Object};
use crate::api::stock::of_move;
use crate::api::write::{Done, Write};
use crate::json;

/// Goods to be sent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SendTransfer")]
#[schemars(example = serde_json::json!({
    "from_location_id": 1, "to_location_id": 2, "lines": [{"product_id": 1, "quantity": 6}]
}))]
pub(super) struct Input {
    /// Where they leave.
    from_location_id: Id,
    /// Where they are to arrive.
    to_location_id: Id,
    /// What, each product once.
    lines: Vec<Object<Line>>,
    /// In words, at most 200 characters.
    note: Option<String>,
}

/// Takes the goods out of the one location; they are in transit until they are received.
pub(super) async fn send(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::TransferWithItems>>> {
    let goods = SendTransfer {
        from_location_id: input.from_location_id.0,
        to_location_id: input.to_location_id.0,
        lines: stock_lines(input.lines),
        note: input.note,
    };
    write
        .run(
            |store| async move {
                let sent = transfers::send(&store, goods.clone()).await;
                sent.map_err(|error| refused(error, &goods))
            },
            |sent| {
                let location = format!("/v1/transfers/{}", sent.transfer.id);
                Created::at(location, json::TransferWithItems::from(sent.clone()))
            },
        )
        .await
}

/// Names the line, or the location, that is at fault.
fn refused(error: InventoryError, goods: &SendTransfer) -> Problem {
    let (product_id, detail) = match &error {
        InventoryError::OutOfStock { product_id, .. } => (*product_id, error.to_string()),
        _ => return of_move(error, goods.from_location_id, goods.to_location_id),
    };
    let is_it = |line: &StockLine| line.product_id == product_id;
    match goods.lines.iter().position(is_it) {
        Some(index) => Problem::from(error).at(&format!("lines/{index}/quantity"), detail),
        None => error.into(),
    }
}
