//! Put a setting back to its default.

use super::change::change;
use super::{Declared, Setting, SettingError};
use crate::Store;

/// Puts the setting back to its default, whatever that is in this and later versions of Mercer.
/// One that was never set stays as it is.
///
/// # Errors
/// An unknown name, and a version that is not the expected one.
pub async fn reset(
    store: &Store,
    name: &str,
    expected_version: Option<i64>,
) -> Result<Setting, SettingError> {
    let declared = Declared::of(name)?;
    change(store, declared, "settings.reset", expected_version, None).await
}
