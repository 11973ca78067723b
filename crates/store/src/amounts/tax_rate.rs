//! How much of a price is tax.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;

use crate::Invalid;
use crate::money::{format_decimal, parse_decimal, round_half_away};

/// A tax rate between 0 and 100 %, exact to a ten-thousandth of a percent.
///
/// As a column it is its parts per million; the column has a check that keeps it in its bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct TaxRate(i64);

impl TaxRate {
    /// No tax.
    pub const ZERO: TaxRate = TaxRate(0);
    /// The highest rate: 100 %.
    pub const MAX: TaxRate = TaxRate(1_000_000);

    /// So many parts per million: 200,000 is 20 %.
    ///
    /// # Errors
    /// Below 0 or above 100 %, on the field `rate`.
    pub fn from_ppm(ppm: i64) -> Result<Self, Invalid> {
        let rate = TaxRate(ppm);
        if (Self::ZERO..=Self::MAX).contains(&rate) {
            return Ok(rate);
        }
        let reason = format!("{rate} % is not between 0 and 100 %");
        Err(Invalid::new("rate", reason))
    }

    /// The rate in parts per million.
    pub const fn ppm(self) -> i64 {
        self.0
    }

    /// The tax on an amount without tax, rounded once.
    pub(super) fn on(self, net: i128) -> i128 {
        round_half_away(net * i128::from(self.0), i128::from(Self::MAX.0))
    }

    /// The tax inside so many minor units that include it.
    ///
    /// It grows with the amount, and never faster: of two amounts the larger holds at least the
    /// tax of the smaller, and the difference between them at least the difference in tax. What a
    /// line costs holds exactly its tax, whether its price includes tax or not.
    pub fn inside_of(self, total: i64) -> i64 {
        // Between nothing and the total.
        i64::try_from(self.inside(i128::from(total))).unwrap_or(total)
    }

    /// The tax inside an amount that includes it, of which the amount without tax is rounded once.
    pub(super) fn inside(self, gross: i128) -> i128 {
        let whole = i128::from(Self::MAX.0);
        gross - round_half_away(gross * whole, whole + i128::from(self.0))
    }
}

impl FromStr for TaxRate {
    type Err = Invalid;

    /// From a percentage: `20`, `8.875`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let ppm = parse_decimal(text, 4).map_err(|reason| {
            Invalid::new(
                "rate",
                format!("{text:?} is no percentage such as 20 or 8.875: {reason}"),
            )
        })?;
        TaxRate::from_ppm(ppm)
    }
}

impl fmt::Display for TaxRate {
    /// As a percentage without its sign and without trailing zeros: `20`, `8.875`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format_decimal(self.0, 4);
        formatter.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl serde::Serialize for TaxRate {
    /// As a JSON number of percent.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 10_000 == 0 {
            return serializer.serialize_i64(self.0 / 10_000);
        }
        // Exact: every multiple of 0.0001 up to 100 survives the trip through a double.
        #[allow(clippy::cast_precision_loss)]
        serializer.serialize_f64(self.0 as f64 / 10_000.0)
    }
}

impl schemars::JsonSchema for TaxRate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaxRate".into()
    }

    /// A number for what is sent; what is taken may be a decimal string too.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = schemars::json_schema!({ "type": "number" });
        if generator.contract().is_serialize() {
            return number;
        }
        schemars::json_schema!({
            "description": "Percent, with at most 4 decimals.",
            "anyOf": [number, { "type": "string", "pattern": "^[0-9]{1,3}([.][0-9]{1,4})?$" }],
            "examples": [20, 8.875],
        })
    }
}

impl<'de> serde::Deserialize<'de> for TaxRate {
    /// From a JSON number of percent or a decimal string.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text,
            other => {
                let message = format!("a tax rate is a number such as 20 or 8.875, not {other}");
                return Err(serde::de::Error::custom(message));
            }
        };
        text.parse()
            .map_err(|error: Invalid| serde::de::Error::custom(error.reason))
    }
}
