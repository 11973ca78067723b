//! `POST /v1/shipments/{id}/return-to-sender`.

use mercer_store::shipments::{self, ReturnToSender, ShipmentError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::problem::Problem;
use crate::api::request::{Body, Id, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::{api::orders, json};

/// How a shipment came back undelivered.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReturnToSender")]
#[schemars(example = serde_json::json!({
    "reason": "Moved away", "credited": true
}))]
pub(super) struct Input {
    /// Where it came to; where it left if left out.
    location_id: Option<Id>,
    /// Why, at most 200 characters.
    reason: String,
    /// The lines whose goods are not sold again.
    #[serde(default)]
    write_off: Vec<Id>,
    /// Whether the customer no longer owes the goods.
    credited: bool,
}

/// Books everything that the shipment holds as come back; the answer is the return.
pub(super) async fn return_to_sender(
    write: Write,
    id: IdText,
    IfMatch(version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::ReturnWithItems>>> {
    let back = ReturnToSender {
        shipment_id: id.of("shipment")?,
        expected_version: version,
        location_id: input.location_id.map(|id| id.0),
        reason: input.reason,
        write_off: input.write_off.into_iter().map(|id| id.0).collect(),
        is_credited: input.credited,
    };
    write
        .run(
            move |store| async move {
                let parcel = shipments::get(&store, back.shipment_id).await?;
                let currency = orders::currency_of(&store, parcel.shipment.order_id).await;
                let currency = currency.map_err(ShipmentError::from)?;
                let parcel = shipments::return_to_sender(&store, back).await?;
                Ok::<_, Problem>(json::ReturnWithItems::of(parcel.goods, &currency))
            },
            |goods: &json::ReturnWithItems| {
                Created::at(format!("/v1/returns/{}", goods.row.id), goods.clone())
            },
        )
        .await
}
