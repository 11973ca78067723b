//! The code printed on a product.

use std::fmt;
use std::str::FromStr;

use crate::{Invalid, text};

/// A barcode: 1 to 32 printable characters.
///
/// Deliberately absent until the scanners arrive: the check digits of EAN and UPC.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Barcode(String);

impl Barcode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code, to be stored.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Barcode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text::one_line("barcode", text, 32).map(Barcode)
    }
}

impl fmt::Display for Barcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
