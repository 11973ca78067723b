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
        /// By volume, in millilitres.
        Millilitre = "ml",
        /// By length, in metres.
        Metre = "m",
        /// By length, in centimetres.
        Centimetre = "cm",
        /// By area, in square metres.
        SquareMetre = "m2",
        /// By time, in hours.
        Hour = "h",
    }
}

impl Unit {
    /// Whether only whole quantities make sense.
    pub fn is_whole(self) -> bool {
        self == Unit::Each
    }
}
