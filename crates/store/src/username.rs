//! The name somebody signs in with.

use std::fmt;
use std::str::FromStr;

use crate::{Invalid, text};

/// A user name: 3 to 64 of the letters a to z, digits, dot, underscore and hyphen. Kept in lower
/// case, so that Ann and ann are one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Username(String);

impl Username {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, to be stored.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Username {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let name = text::required("username", text, 64)?.to_ascii_lowercase();
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if !name.bytes().all(is_allowed) {
            let reason = "it may hold only letters a to z, digits, dots, underscores and hyphens";
            return Err(Invalid::new("username", reason));
        }
        if name.len() < 3 {
            return Err(Invalid::new("username", "it has fewer than 3 characters"));
        }
        Ok(Username(name))
    }
}

impl fmt::Display for Username {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
