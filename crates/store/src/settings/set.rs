//! Give a setting a value.

use serde_json::Value;

use super::change::change;
use super::{Declared, Setting, SettingError};
use crate::Store;

/// The value to give.
#[derive(Clone, Debug)]
pub struct SetSetting {
    /// The version that the caller read, 0 for one that was never set; any when `None`.
    pub expected_version: Option<i64>,
    /// The value, of the setting's kind.
    pub value: Value,
}

/// Gives the setting a value.
///
/// # Errors
/// An unknown name, a value that is not of the setting's kind or too long, and a version that is
/// not the expected one.
pub async fn set(store: &Store, name: &str, input: SetSetting) -> Result<Setting, SettingError> {
    let declared = Declared::of(name)?;
    let value = declared.check(&input.value)?;
    let action = "settings.set";
    change(store, declared, action, input.expected_version, Some(value)).await
}
