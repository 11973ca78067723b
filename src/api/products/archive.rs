//! `POST /v1/products/{id}/archival`.

use mercer_store::products;

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Takes a product out of the catalogue; one that is archived already stays as it is.
pub(super) async fn archive(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let shown = shown(write.caller());
    write
        .run(
            move |store| async move { products::archive(&store, id, expected_version).await },
            move |product| One(shown(product.clone())),
        )
        .await
}
