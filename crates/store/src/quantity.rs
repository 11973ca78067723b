//! Exact quantities of goods.

use std::fmt;
use std::str::FromStr;

use crate::money::{format_decimal, parse_decimal};
use crate::{Invalid, Unit};

/// An amount of goods in thousandths of its product's unit, so that 0.350 kg is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity(0);
    /// The largest quantity that any input may name: 10^12 units.
    pub const MAX: Quantity = Quantity(1_000_000_000_000_000);

    /// So many thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Quantity(thousandths)
    }

    /// So many whole units; `None` above what fits.
    pub fn whole(units: i64) -> Option<Self> {
        units.checked_mul(1_000).map(Quantity)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The sum; `None` above what fits.
    pub fn checked_add(self, other: Quantity) -> Option<Quantity> {
        self.0.checked_add(other.0).map(Quantity)
    }

    /// Checks a quantity that goods are moved by: positive, not above [`Quantity::MAX`], and
    /// whole where the product is sold by the piece.
    pub fn check(self, unit: Unit) -> Result<Self, Invalid> {
        if self.0 <= 0 {
            return Err(Invalid::new(
                "quantity",
                format!("{self} is not above zero"),
            ));
        }
        if self > Self::MAX {
            return Err(Invalid::new(
                "quantity",
                format!("{self} is above the limit of 10^12"),
            ));
        }
        if unit.is_whole() && self.0 % 1_000 != 0 {
            let reason = format!("{self} is not whole, and the product is sold by the piece");
            return Err(Invalid::new("quantity", reason));
        }
        Ok(self)
    }
}

impl FromStr for Quantity {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        parse_decimal(text, 3)
            .map(Quantity)
            .map_err(|reason| Invalid::new("quantity", format!("{text:?}: {reason}")))
    }
}

impl fmt::Display for Quantity {
    /// Without trailing zeros: `3`, `0.35`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format_decimal(self.0, 3);
        formatter.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl serde::Serialize for Quantity {
    /// As a JSON number with at most three decimals.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1_000 == 0 {
            return serializer.serialize_i64(self.0 / 1_000);
        }
        // Exact: every multiple of 0.001 up to 10^12 survives the trip through a double.
        #[allow(clippy::cast_precision_loss)]
        serializer.serialize_f64(self.0 as f64 / 1_000.0)
    }
}

impl schemars::JsonSchema for Quantity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }

    /// A number for what is sent; what is taken may be a decimal string too.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = schemars::json_schema!({ "type": "number" });
        if generator.contract().is_serialize() {
            return number;
        }
        // That there are no more decimals cannot be said of numbers: to divide by 0.001 is not exact
        // for a double.
        let number = schemars::json_schema!({
            "type": "number", "minimum": -1_000_000_000_000_i64, "maximum": 1_000_000_000_000_i64,
        });
        let text = "^-?(1000000000000([.]0{1,3})?|[0-9]{1,12}([.][0-9]{1,3})?)$";
        schemars::json_schema!({
            "description": "At most 3 decimals.",
            "anyOf": [number, { "type": "string", "pattern": text }],
            "examples": [2, 0.35],
        })
    }
}

impl<'de> serde::Deserialize<'de> for Quantity {
    /// From a JSON number or a decimal string.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text,
            other => {
                let message = format!("a quantity is a number such as 3 or 0.35, not {other}");
                return Err(serde::de::Error::custom(message));
            }
        };
        text.parse()
            .map_err(|error: Invalid| serde::de::Error::custom(error.reason))
    }
}
