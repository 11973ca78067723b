//! The shop's own code of a product.

use std::fmt;
use std::str::FromStr;

use crate::{Invalid, text};

/// A product code: 1 to 64 printable characters, spaces inside allowed, upper and lower case told
/// apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sku(String);

impl Sku {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code, to be stored.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Sku {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text::one_line("sku", text, 64).map(Sku)
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
