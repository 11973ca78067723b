//! `PUT /v1/tax-classes/{id}`.

use mercer_store::amounts::TaxRate;
use mercer_store::taxes::{self, UpdateTaxClass};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The whole tax class.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PutTaxClass")]
pub(super) struct Input {
    /// At most 32 letters, digits, `-` and `_`, unique without regard to case.
    #[schemars(example = &"reduced")]
    code: String,
    /// At most 100 characters.
    #[schemars(example = &"Reduced rate")]
    name: String,
    /// 20 is 20 %, for orders from now on.
    rate_percent: TaxRate,
}

/// Writes a tax class anew. Orders keep the rates that they were placed with.
pub(super) async fn put(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::TaxClass>>> {
    let id = id.of("tax class")?;
    let changes = UpdateTaxClass {
        expected_version,
        code: Some(input.code),
        name: Some(input.name),
        rate: Some(input.rate_percent),
    };
    write
        .run(
            move |store| async move { taxes::update(&store, id, changes).await },
            |class| One(json::TaxClass::from(class.clone())),
        )
        .await
}
