//! `PUT /v1/products/{id}/price`.

use mercer_store::products::{self, UpdateProduct};

use super::shown::shown;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Amount, Body, IdText, MustMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Sets its price for orders from now on; the history keeps the one before.
pub(super) async fn set_price(
    write: Write,
    id: IdText,
    MustMatch(expected_version): MustMatch,
    Body(input): Body<Amount>,
) -> Answer<Done<One<json::Product>>> {
    let id = id.of("product")?;
    let price = input.money();
    let changes = UpdateProduct {
        expected_version,
        price: Some(price.amount),
        currency: Some(price.currency),
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
