//! `POST /v1/tax-classes`.

use mercer_store::amounts::TaxRate;
use mercer_store::taxes::{self, CreateTaxClass};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::Created;
use crate::api::request::Body;
use crate::api::write::{Done, Write};
use crate::json;

/// The tax class as the client writes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateTaxClass")]
#[schemars(example = serde_json::json!({
    "code": "reduced", "name": "Reduced rate", "rate_percent": 5
}))]
pub(super) struct Input {
    /// Its short name for programs: at most 32 letters, digits, `-` and `_`, unique without regard
    /// to case.
    #[schemars(example = &"reduced")]
    code: String,
    /// At most 100 characters.
    #[schemars(example = &"Reduced rate")]
    name: String,
    /// 20 is 20 %.
    rate_percent: TaxRate,
}

/// Adds a tax class; the answer says where it is.
pub(super) async fn create(
    write: Write,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::TaxClass>>> {
    let class = CreateTaxClass {
        code: input.code,
        name: input.name,
        rate: input.rate_percent,
    };
    write
        .run(
            |store| async move { taxes::create(&store, class).await },
            |class| {
                let location = format!("/v1/tax-classes/{}", class.id);
                Created::at(location, json::TaxClass::from(class.clone()))
            },
        )
        .await
}
