//! Passwords in bodies. They are never answered, and never shown in a log.

use std::borrow::Cow;

use mercer_store::Invalid;
use mercer_store::password::{MAX_BYTES, MIN_CHARACTERS, Password};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

/// A password that is to be.
#[derive(Clone, Debug)]
pub(in crate::api) struct NewPassword(pub(in crate::api) Password);

/// What somebody says is their password.
#[derive(Clone, Debug)]
pub(in crate::api) struct ClaimedPassword(pub(in crate::api) Password);

impl<'de> Deserialize<'de> for NewPassword {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, Password::parse).map(NewPassword)
    }
}

impl<'de> Deserialize<'de> for ClaimedPassword {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, Password::claimed).map(ClaimedPassword)
    }
}

/// The refusal does not repeat it.
fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    parse: fn(&str) -> Result<Password, Invalid>,
) -> Result<Password, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).map_err(|invalid| D::Error::custom(invalid.reason))
}

impl JsonSchema for NewPassword {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NewPassword".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "password",
            "writeOnly": true,
            "minLength": MIN_CHARACTERS,
            "pattern": r"^[^\u0000-\u001F\u007F-\u009F]*$",
            "maxLength": MAX_BYTES,
            "examples": ["correct horse battery"],
        })
    }
}

impl JsonSchema for ClaimedPassword {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ClaimedPassword".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "password",
            "writeOnly": true,
            "maxLength": MAX_BYTES,
            "examples": ["correct horse battery"],
        })
    }
}
