//! `PATCH /v1/tax-classes/{id}`.

use mercer_store::amounts::TaxRate;
use mercer_store::taxes::{self, UpdateTaxClass};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, Given, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// What is to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PatchTaxClass")]
#[schemars(example = serde_json::json!({
    "rate_percent": 5
}))]
pub(super) struct Input {
    /// At most 32 letters, digits, `-` and `_`, unique without regard to case.
    #[serde(default)]
    code: Given<String>,
    /// At most 100 characters.
    #[serde(default)]
    name: Given<String>,
    /// 20 is 20 %, for orders from now on.
    #[serde(default)]
    rate_percent: Given<TaxRate>,
}

/// Changes a tax class. Orders keep the rates that they were placed with.
pub(super) async fn patch(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::TaxClass>>> {
    let id = id.of("tax class")?;
    let changes = UpdateTaxClass {
        expected_version,
        code: input.code.0,
        name: input.name.0,
        rate: input.rate_percent.0,
    };
    write
        .run(
            move |store| async move { taxes::update(&store, id, changes).await },
            |class| One(json::TaxClass::from(class.clone())),
        )
        .await
}
