//! `PUT /v1/products/{id}/barcode`.

use mercer_store::patch::Patch;
use mercer_store::products::{self, Barcode, UpdateProduct};
use schemars::JsonSchema;
use serde::Deserialize;

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, MustMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The code printed on the product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutBarcode")]
#[schemars(example = serde_json::json!({
    "barcode": "4006381333931"
}))]
pub(super) struct Input {
    /// EAN-8, EAN-13 or UPC-A, unique.
    #[schemars(example = &"4006381333931")]
    barcode: String,
}

/// Sets its barcode.
pub(super) async fn set_barcode(
    write: Write,
    id: IdText,
    MustMatch(expected_version): MustMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let barcode: Barcode = input.barcode.parse()?;
    let changes = UpdateProduct {
        expected_version,
        barcode: Patch::Set(barcode.into_string()),
        ..UpdateProduct::default()
    };
    let shown = shown(write.caller());
    write
        .run(
            move |store| async move { products::update(&store, id, changes).await },
            move |product| One(shown(product.clone())),
        )
        .await
}
