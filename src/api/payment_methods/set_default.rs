//! `POST /v1/payment-methods/{id}/default`.

use mercer_store::payment_methods;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Makes it the customer's default.
pub(super) async fn set_default(
    write: Write,
    id: IdText,
    IfMatch(expected): IfMatch,
) -> Answer<Done<One<json::PaymentMethod>>> {
    let id = id.of("payment method")?;
    write
        .run(
            move |store| async move { payment_methods::set_default(&store, id, expected).await },
            |method| One(json::PaymentMethod::from(method.clone())),
        )
        .await
}
