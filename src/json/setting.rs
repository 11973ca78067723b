//! What the shop says of itself.

use chrono::{DateTime, Utc};
use mercer_store::settings::{self, SettingKind};
use schemars::JsonSchema;
use serde::Serialize;

/// A setting with the value that holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Setting {
    pub(crate) name: String,
    /// What it is for.
    pub(crate) says: String,
    pub(crate) kind: SettingKind,
    /// The longest value.
    pub(crate) max_characters: usize,
    /// The value that holds; null when there is none.
    pub(crate) value: Option<String>,
    /// The value until it is set.
    pub(crate) default: Option<String>,
    /// Whether the default holds.
    pub(crate) is_default: bool,
    pub(crate) updated_at: Option<DateTime<Utc>>,
    pub(crate) updated_by: Option<String>,
    /// 0 until it is changed for the first time.
    pub(crate) version: i64,
}

impl From<settings::Setting> for Setting {
    fn from(setting: settings::Setting) -> Self {
        let declared = setting.declared;
        Setting {
            name: declared.name.to_owned(),
            says: declared.doc.to_owned(),
            kind: declared.kind,
            max_characters: declared.max_characters,
            value: setting.text().map(str::to_owned),
            default: declared.default.map(str::to_owned),
            is_default: setting.is_default,
            updated_at: setting.updated_at,
            updated_by: setting.updated_by,
            version: setting.version,
        }
    }
}
