//! `DELETE /v1/products/{id}`.

use mercer_store::products;

use crate::api::Answer;
use crate::api::answer::NoContent;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};

/// Removes a product that was never ordered or stocked.
pub(super) async fn delete(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<NoContent>> {
    let id = id.of("product")?;
    write
        .run(
            move |store| async move { products::delete(&store, id, expected_version).await },
            |()| NoContent,
        )
        .await
}
