//! `PUT /v1/addresses/{id}`.

use mercer_store::addresses::{self, UpdateAddress};

use super::AddressInput;
use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch, replaced};
use crate::api::write::{Done, Write};
use crate::json;

/// Replaces an address.
pub(super) async fn replace(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<AddressInput>,
) -> Answer<Done<One<json::Address>>> {
    let id = id.of("address")?;
    let update = UpdateAddress {
        expected_version,
        line1: Some(input.line1),
        line2: replaced(input.line2),
        city: Some(input.city),
        state: replaced(input.state),
        country: Some(input.country),
        zip_code: replaced(input.zip_code),
        phone_number: replaced(input.phone_number),
    };
    write
        .run(
            move |store| async move { addresses::update(&store, id, update).await },
            |address| One(json::Address::from(address.clone())),
        )
        .await
}
