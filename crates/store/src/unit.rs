//! What a product is sold by.

use crate::text::word_enum;

word_enum! {
    /// The unit of a product's price and quantities.
    pub enum Unit {
        /// By the piece; whole quantities only.
        Each = "each",
        /// By weight, in kilograms.
        Kilogram = "kg",
        /// By weight, in grams.
        Gram = "g",
        /// By volume, in litres.
        Litre = "l",
        /// By length, in metres.
        Metre = "m",
    }
}

impl Unit {
    /// Whether only whole quantities make sense.
    pub fn is_whole(self) -> bool {
        self == Unit::Each
    }
}
