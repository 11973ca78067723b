//! `POST /v1/transfers/{id}/receipt`.

use mercer_store::inventory::InventoryError;
use mercer_store::inventory::transfers::{self, ReceiveTransfer};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Line, stock_lines};
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::api::request::{Body, IdText, IfMatch, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What has arrived.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReceiveTransfer")]
#[schemars(example = serde_json::json!({
    "lines": [{"product_id": 1, "quantity": 6}]
}))]
pub(super) struct Input {
    /// What arrived, each product once; everything that is in transit when it is left out.
    lines: Option<Vec<Object<Line>>>,
    /// Closes the transfer: what has not arrived by now is lost or broken, for this reason, at most
    /// 200 characters. Left out, the rest stays in transit.
    #[schemars(example = &"fell off the lorry")]
    missing: Option<String>,
}

/// Puts what arrived into the receiving location's stock.
pub(super) async fn receive(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::TransferWithItems>>> {
    let arrived = ReceiveTransfer {
        transfer_id: id.of("stock transfer")?,
        expected_version,
        lines: input.lines.map(stock_lines),
        missing: input.missing,
    };
    write
        .run(
            |store| async move {
                let received = transfers::receive(&store, arrived.clone()).await;
                received.map_err(|error| refused(error, &arrived))
            },
            |transfer| One(json::TransferWithItems::from(transfer.clone())),
        )
        .await
}

/// Names the line of a product of which more arrives than is on its way.
fn refused(error: InventoryError, arrived: &ReceiveTransfer) -> Problem {
    let InventoryError::NotInTransit { product_id, .. } = &error else {
        return error.into();
    };
    let mut lines = arrived.lines.iter().flatten();
    let index = lines.position(|line| line.product_id == *product_id);
    let detail = error.to_string();
    let problem = Problem::from(error);
    match index {
        Some(index) => problem.at(&format!("lines/{index}/quantity"), detail),
        None => problem,
    }
}
