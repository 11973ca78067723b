//! A row, asked by the names of our columns.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::decimal;
use super::layout::Layout;
use super::records::Record;
use crate::exports::{Format, without_quote};
use crate::money::parse_decimal;
use crate::{Currency, Invalid, Money, Quantity};

/// A row, asked by the names of our columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    layout: &'a Layout,
    record: &'a Record,
    /// What the shape makes of several of their columns.
    adapted: Option<&'a HashMap<&'static str, String>>,
}

impl<'a> Row<'a> {
    pub(super) fn new(layout: &'a Layout, record: &'a Record) -> Self {
        Row {
            layout,
            record,
            adapted: None,
        }
    }

    pub(super) fn adapted(self, adapted: &'a HashMap<&'static str, String>) -> Self {
        Row {
            adapted: Some(adapted),
            ..self
        }
    }

    /// Whether the file tells of this column at all.
    pub(super) fn has(&self, ours: &str) -> bool {
        self.layout.place(ours).is_some()
            || self
                .adapted
                .is_some_and(|adapted| adapted.contains_key(ours))
    }

    /// The text of a cell, trimmed; `None` when it is empty.
    pub(super) fn text(&self, ours: &str) -> Option<&'a str> {
        let adapted = self.adapted.and_then(|adapted| adapted.get(ours));
        let cell = adapted.map(String::as_str);
        let cell = cell.or_else(|| self.cell(self.layout.place(ours)?));
        cell.map(str::trim).filter(|text| !text.is_empty())
    }

    /// The text of a column of theirs.
    pub(super) fn theirs(&self, theirs: &str) -> Option<&'a str> {
        let cell = self.cell(self.layout.place_of_theirs(theirs)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn cell(&self, place: usize) -> Option<&'a str> {
        let cell = self.record.cells.get(place)?.as_str();
        Some(match self.layout.format {
            Format::Csv => without_quote(cell),
            Format::JsonLines => cell,
        })
    }

    pub(super) fn required(&self, ours: &str) -> Result<&'a str, Invalid> {
        self.text(ours)
            .ok_or_else(|| Invalid::new(ours, "it is missing or blank"))
    }

    pub(super) fn owned(&self, ours: &str) -> Option<String> {
        self.text(ours).map(str::to_owned)
    }

    pub(super) fn flag(&self, ours: &str) -> Result<Option<bool>, Invalid> {
        let Some(text) = self.text(ours) else {
            return Ok(None);
        };
        match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "ja" | "oui" | "x" => Ok(Some(true)),
            // The last is WooCommerce's word for a draft.
            "false" | "no" | "n" | "0" | "nein" | "non" | "-1" => Ok(Some(false)),
            _ => {
                let reason = format!("{text:?} is neither true nor false");
                Err(Invalid::new(ours, reason))
            }
        }
    }

    /// One of the words that something is stored by.
    pub(super) fn word<T: FromStr<Err = Invalid>>(&self, ours: &str) -> Result<Option<T>, Invalid> {
        let parse = |text: &str| {
            let parsed = text.to_lowercase().parse();
            parsed.map_err(|error: Invalid| Invalid::new(ours, error.reason))
        };
        self.text(ours).map(parse).transpose()
    }

    pub(super) fn currency(&self, ours: &str) -> Result<Option<Currency>, Invalid> {
        let parse = |text: &str| {
            let parsed = text.to_uppercase().parse();
            parsed.map_err(|error: Invalid| Invalid::new(ours, error.reason))
        };
        self.text(ours).map(parse).transpose()
    }

    /// Minor units.
    pub(super) fn money(&self, ours: &str, currency: Currency) -> Result<Option<i64>, Invalid> {
        let Some(number) = self.number(ours)? else {
            return Ok(None);
        };
        let money = Money::parse(&number, currency);
        let money = money.map_err(|error| Invalid::new(ours, error.reason))?;
        Ok(Some(money.amount))
    }

    pub(super) fn quantity(&self, ours: &str) -> Result<Option<Quantity>, Invalid> {
        let Some(number) = self.number(ours)? else {
            return Ok(None);
        };
        let quantity = number.parse::<Quantity>();
        let quantity = quantity.map_err(|error| Invalid::new(ours, error.reason))?;
        Ok(Some(quantity))
    }

    /// Per cent as parts per million.
    pub(super) fn percent(&self, ours: &str) -> Result<Option<i64>, Invalid> {
        let Some(text) = self.text(ours) else {
            return Ok(None);
        };
        let refuse = |reason| Invalid::new(ours, reason);
        let text = text.trim_end_matches('%');
        let number = decimal::plain(text, self.layout.decimal_comma).map_err(refuse)?;
        parse_decimal(&number, 4).map(Some).map_err(refuse)
    }

    pub(super) fn integer(&self, ours: &str) -> Result<Option<i64>, Invalid> {
        let parse = |text: &str| {
            let refuse = |_| Invalid::new(ours, format!("{text:?} is no whole number"));
            text.parse().map_err(refuse)
        };
        self.text(ours).map(parse).transpose()
    }

    pub(super) fn time(&self, ours: &str) -> Result<Option<DateTime<Utc>>, Invalid> {
        let parse = |text: &str| {
            let parsed = DateTime::parse_from_rfc3339(text);
            parsed.map(|at| at.with_timezone(&Utc)).map_err(|_| {
                let reason = format!("{text:?} is no time such as 2026-11-21T18:30:00Z");
                Invalid::new(ours, reason)
            })
        };
        self.text(ours).map(parse).transpose()
    }

    fn number(&self, ours: &str) -> Result<Option<String>, Invalid> {
        let plain = |text: &str| {
            decimal::plain(text, self.layout.decimal_comma)
                .map_err(|reason| Invalid::new(ours, reason))
        };
        self.text(ours).map(plain).transpose()
    }
}
