//! Exact amounts of money.

use std::fmt;

use crate::{Currency, Invalid, Quantity};

/// An amount in minor units (pence, cents, yen) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// Minor units; negative amounts are owed the other way.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub fn new(amount: i64, currency: Currency) -> Self {
        Money { amount, currency }
    }

    /// Parses a decimal amount such as `2.55`.
    ///
    /// # Errors
    /// Text that is no number, has more decimal places than the currency, or is too large.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Invalid> {
        let amount = parse_decimal(text, currency.exponent()).map_err(|reason| {
            Invalid::new(
                "amount",
                format!("{text:?} is not an amount of {currency}: {reason}"),
            )
        })?;
        Ok(Money { amount, currency })
    }

    /// The price of a quantity, rounded once, half away from zero.
    ///
    /// # Errors
    /// `None` if the amount does not fit.
    pub fn times(self, quantity: Quantity) -> Option<Money> {
        let exact = i128::from(self.amount) * i128::from(quantity.thousandths());
        let amount = i64::try_from(round_half_away(exact, 1_000)).ok()?;
        Some(Money {
            amount,
            currency: self.currency,
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format_decimal(self.amount, self.currency.exponent());
        write!(formatter, "{text} {}", self.currency)
    }
}

/// Divides and rounds to the nearest integer, half away from zero.
pub fn round_half_away(numerator: i128, denominator: i128) -> i128 {
    debug_assert!(denominator > 0, "a divisor is positive");
    let half = denominator / 2;
    if numerator >= 0 {
        (numerator + half) / denominator
    } else {
        (numerator - half) / denominator
    }
}

/// Parses a plain decimal number into an integer of its `places`-th decimal place.
pub(crate) fn parse_decimal(text: &str, places: u32) -> Result<i64, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || digits.ends_with('.') {
        return Err("write digits with a decimal point, such as 2.55".to_owned());
    }
    let significant = fraction.trim_end_matches('0');
    if significant.len() > places as usize {
        return Err(format!("it has more than {places} decimal places"));
    }
    let digits = format!("{whole}{significant:0<width$}", width = places as usize);
    let value: i64 = digits.parse().map_err(|_| "it is too large".to_owned())?;
    Ok(if text.starts_with('-') { -value } else { value })
}

/// Writes an integer of `places`-th decimal places as a plain decimal number.
pub(crate) fn format_decimal(value: i64, places: u32) -> String {
    if places == 0 {
        return value.to_string();
    }
    let sign = if value < 0 { "-" } else { "" };
    let scale = 10_u64.pow(places);
    let magnitude = value.unsigned_abs();
    let (whole, fraction) = (magnitude / scale, magnitude % scale);
    format!("{sign}{whole}.{fraction:0width$}", width = places as usize)
}
