//! A setting with the value that holds now.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Declared;
use super::entity::Model;

/// A setting and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it is called, what it is for, its default.
    pub declared: &'static Declared,
    /// The value that holds: a text, or null when there is none.
    pub value: Value,
    /// Whether the value is the default because it was not set, or put back.
    pub is_default: bool,
    /// Counts the changes, 0 before the first; the ETag.
    pub version: i64,
    /// When it last changed, if ever.
    pub updated_at: Option<DateTime<Utc>>,
    /// Who changed it.
    pub updated_by: Option<String>,
}

impl Setting {
    /// The value as text, if there is one.
    pub fn text(&self) -> Option<&str> {
        self.value.as_str()
    }

    pub(super) fn of(declared: &'static Declared, row: Option<Model>) -> Self {
        let Some(row) = row else {
            return Setting {
                declared,
                value: declared.default_value(),
                is_default: true,
                version: 0,
                updated_at: None,
                updated_by: None,
            };
        };
        let (is_default, value) = match row.value {
            Some(value) => (false, value.0),
            None => (true, declared.default_value()),
        };
        Setting {
            declared,
            value,
            is_default,
            version: row.version,
            updated_at: Some(row.updated_at),
            updated_by: Some(row.updated_by),
        }
    }

    /// What the audit log tells of it.
    pub(super) fn told(&self) -> Value {
        serde_json::json!({ "value": self.value, "is_default": self.is_default })
    }
}
