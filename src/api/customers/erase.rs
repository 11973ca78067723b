//! `POST /v1/customers/{id}/erasure`.

use mercer_store::customers;

use crate::api::Answer;
use crate::api::answer::{One, Resource};
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

impl Resource for json::Erasure {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Forgets the person behind a customer, and tells what was forgotten.
pub(super) async fn erase(
    write: Write,
    id: IdText,
    IfMatch(expected): IfMatch,
) -> Answer<Done<One<json::Erasure>>> {
    let id = id.of("customer")?;
    write
        .run(
            move |store| async move { customers::erase(&store, id, expected).await },
            |erased| One(json::Erasure::from(*erased)),
        )
        .await
}
