//! `DELETE /v1/products/{id}/barcode`.

use mercer_store::patch::Patch;
use mercer_store::products::{self, UpdateProduct};

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, MustMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Takes its barcode away.
pub(super) async fn remove_barcode(
    write: Write,
    id: IdText,
    MustMatch(expected_version): MustMatch,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let changes = UpdateProduct {
        expected_version,
        barcode: Patch::Clear,
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
