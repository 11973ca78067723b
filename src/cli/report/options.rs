//! The options that reports share.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use mercer_store::reports::{Period, Step};
use mercer_store::{Currency, Invalid, Store};

use crate::cli::Failure;

/// The time of a report, and how it is printed.
#[derive(Args, Debug)]
pub(super) struct ReportOptions {
    /// The first day, such as 2026-01-01; 29 days before the last one by default. Days are in UTC.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<NaiveDate>,

    /// The last day, which is included; today by default.
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<NaiveDate>,

    /// The currency of the report; the store's by default.
    #[arg(long, value_name = "CODE", value_parser = currency)]
    pub(super) currency: Option<Currency>,

    /// Print CSV, for spreadsheets.
    #[arg(long, conflicts_with = "json")]
    pub(super) csv: bool,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "it is no day such as 2026-01-31".to_owned())
}

fn currency(text: &str) -> Result<Currency, String> {
    text.parse().map_err(|invalid: Invalid| invalid.reason)
}

impl ReportOptions {
    /// The days that the report is of.
    pub(super) fn period(&self, store: &Store) -> Result<Period, Failure> {
        Period::asked(store, self.from, self.to).map_err(|invalid| {
            Failure::wrong_call(format!("--{}: {}", invalid.field, invalid.reason))
        })
    }
}

/// How long the steps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Each day.
    Day,
    /// Each week, from Monday.
    Week,
    /// Each month.
    Month,
}

impl From<By> for Step {
    fn from(by: By) -> Self {
        match by {
            By::Day => Step::Day,
            By::Week => Step::Week,
            By::Month => Step::Month,
        }
    }
}
