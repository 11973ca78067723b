//! One value of a row.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::money::format_decimal;
use crate::{Currency, Quantity};

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// There is none.
    Nothing,
    /// What somebody wrote; it may look like a formula.
    Text(String),
    /// What Mercer wrote: a number as decimal text, a time, a word.
    Plain(String),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }

    pub(super) fn optional(text: Option<&str>) -> Self {
        text.map_or(Cell::Nothing, Cell::text)
    }

    // Words of states are as small as a reference to them.
    #[allow(clippy::needless_pass_by_value)]
    pub(super) fn plain(word: impl ToString) -> Self {
        Cell::Plain(word.to_string())
    }

    /// Minor units as a decimal amount.
    pub(super) fn money(amount: i64, currency: &str) -> Self {
        let currency: Result<Currency, _> = currency.parse();
        // The database holds no other than ISO 4217's; without an exponent, minor units stay.
        let exponent = currency.map_or(0, |currency| currency.exponent());
        Cell::Plain(format_decimal(amount, exponent))
    }

    /// Thousandths as a decimal quantity.
    pub(super) fn quantity(thousandths: i64) -> Self {
        Cell::plain(Quantity::from_thousandths(thousandths))
    }

    /// Parts per million as per cent.
    pub(super) fn percent(ppm: i64) -> Self {
        let text = format_decimal(ppm, 4);
        Cell::plain(text.trim_end_matches('0').trim_end_matches('.'))
    }

    pub(super) fn time(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Cell::Nothing, |at| {
            Cell::Plain(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        })
    }
}
