//! `DELETE /v1/products/{id}/archival`.

use mercer_store::products;

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Takes an archived product back; one that is not archived stays as it is.
pub(super) async fn unarchive(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let shown = shown(write.caller());
    write
        .run(
            move |store| async move { products::unarchive(&store, id, expected_version).await },
            move |product| One(shown(product.clone())),
        )
        .await
}
