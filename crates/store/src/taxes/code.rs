//! The short name of a tax class.

use crate::{Invalid, text};

/// Checks a code: 1 to 32 letters of the Latin alphabet, digits, `-` and `_`. Case does not tell
/// codes apart; they are kept in small letters.
pub(super) fn check(code: &str) -> Result<String, Invalid> {
    let code = text::one_line("code", code, 32)?.to_ascii_lowercase();
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if code.chars().all(fits) {
        return Ok(code);
    }
    let reason = format!("{code:?} has other characters than a to z, 0 to 9, - and _");
    Err(Invalid::new("code", reason))
}
