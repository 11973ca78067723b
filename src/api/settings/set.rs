//! `PUT /v1/settings/{name}`.

use mercer_store::Invalid;
use mercer_store::settings::{self, SetSetting, SettingError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{Body, IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// The value to give.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SetSetting")]
pub(super) struct Input {
    /// Of the setting's kind.
    #[schemars(example = &"The Corner Shop")]
    value: String,
}

/// Gives a setting a value.
pub(super) async fn set(
    write: Write,
    name: IdText,
    IfMatch(expected_version): IfMatch,
    Body(input): Body<Input>,
) -> Answer<Done<One<json::Setting>>> {
    let name = name.text().to_owned();
    let value = SetSetting {
        expected_version,
        value: input.value.into(),
    };
    write
        .run(
            move |store| async move {
                let set = settings::set(&store, &name, value).await;
                set.map_err(in_the_body)
            },
            |setting| One(json::Setting::from(setting.clone())),
        )
        .await
}

/// The store names the setting at fault; in the request it is the value.
fn in_the_body(error: SettingError) -> SettingError {
    match error {
        SettingError::Invalid(invalid) => Invalid::new("value", invalid.reason).into(),
        error => error,
    }
}
