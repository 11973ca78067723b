//! `POST /v1/orders/{id}/shipments`.

use mercer_store::Quantity;
use mercer_store::shipments::{self, CreateShipment, ShipmentLine, ShipmentWithItems};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::{Body, Id, IdText, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// What is packed; `{}` for everything that is neither sent nor packed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateShipment")]
#[schemars(example = serde_json::json!({"lines": [{"line": 1, "quantity": 1}]}))]
pub(super) struct Input {
    /// Each line of the order at most once; everything that is open if left out.
    lines: Option<Vec<Object<Line>>>,
    /// Who carries it, at most 100 characters.
    carrier: Option<String>,
    /// What the carrier calls it, at most 100 characters.
    tracking_number: Option<String>,
    /// At most 2,000 characters.
    note: Option<String>,
}

/// So much of one line of the order.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateShipmentLine")]
struct Line {
    line: Id,
    /// At most what is neither sent nor packed.
    quantity: Quantity,
}

/// Packs goods: they stay reserved, and no other shipment takes them.
pub(super) async fn create(
    write: Write,
    id: IdText,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::ShipmentWithItems>>> {
    let line = |Object(line): Object<Line>| ShipmentLine {
        line: line.line.0,
        quantity: line.quantity,
    };
    let lines = input.lines;
    let shipment = CreateShipment {
        order_id: id.of("order")?,
        lines: lines.map(|lines| lines.into_iter().map(line).collect()),
        carrier: input.carrier,
        tracking_number: input.tracking_number,
        note: input.note,
    };
    write
        .run(
            move |store| async move { shipments::create(&store, shipment).await },
            |created: &ShipmentWithItems| {
                let location = format!("/v1/shipments/{}", created.shipment.id);
                Created::at(location, created.clone().into())
            },
        )
        .await
}
