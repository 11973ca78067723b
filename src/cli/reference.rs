//! How a person names a product, a customer or an order: by its code, or by its id.

use std::convert::Infallible;
use std::str::FromStr;

/// A code (SKU, barcode, username, order number) or an id.
///
/// `id:7` is the id 7 and nothing else. Anything else is a code; a number that is nobody's code is
/// taken for an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// The id and nothing else.
    Id(i64),
    /// The code, or else the id that it may be.
    Code(String),
}

impl Reference {
    /// What the text names.
    pub(super) fn of(text: &str) -> Self {
        let id = text.strip_prefix("id:").and_then(|id| id.parse().ok());
        id.map_or_else(|| Reference::Code(text.to_owned()), Reference::Id)
    }

    /// The id that the code may be.
    pub(super) fn as_id(&self) -> Option<i64> {
        match self {
            Reference::Id(id) => Some(*id),
            Reference::Code(text) => text.parse().ok(),
        }
    }
}

impl FromStr for Reference {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Reference::of(text))
    }
}
