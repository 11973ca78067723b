//! Figures in rows: a table for people, with bars on a terminal, or CSV.

use std::io::{self, IsTerminal};

use crate::cli::Failure;
use crate::cli::table::{Align, Table};
use crate::json::{Money, Period};

/// The longest bar, in letters.
const LONGEST_BAR: i64 = 24;

/// Rows under named columns.
pub(super) struct Sheet {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<(Vec<String>, i64)>,
}

impl Sheet {
    /// The first so many columns are texts, the others figures.
    pub(super) fn new(texts: usize, columns: &[&'static str]) -> Self {
        let align = |place| {
            if place < texts {
                Align::Left
            } else {
                Align::Right
            }
        };
        let columns = columns.iter().enumerate();
        Sheet {
            columns: columns.map(|(place, name)| (*name, align(place))).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, whose bar is as long as this is large; without one at nothing or below.
    pub(super) fn row(&mut self, cells: Vec<String>, bar: i64) {
        self.rows.push((cells, bar));
    }

    /// For people. Bars are drawn on a terminal only.
    pub(super) fn table(&self) -> String {
        let longest = self.rows.iter().map(|(_, bar)| *bar).max().unwrap_or(0);
        let has_bars = longest > 0 && io::stdout().is_terminal();
        let mut columns = self.columns.clone();
        if has_bars {
            columns.push(("", Align::Left));
        }
        let mut table = Table::new(&columns);
        for (cells, bar) in &self.rows {
            let mut cells = cells.clone();
            if has_bars {
                cells.push(drawn(*bar, longest));
            }
            table.row(cells);
        }
        table.render()
    }

    /// For spreadsheets: the columns in small letters, and a text that a spreadsheet would take for
    /// a formula with an apostrophe before it.
    pub(super) fn csv(&self) -> Result<String, Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| Failure::refused(format!("cannot write CSV: {error}"));
        let names = self
            .columns
            .iter()
            .map(|(name, _)| name.to_lowercase().replace(' ', "_"));
        writer.write_record(names).map_err(failed)?;
        for (cells, _) in &self.rows {
            let safe = cells.iter().zip(&self.columns).map(|(cell, (_, align))| {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                if *align == Align::Left && is_formula {
                    format!("'{cell}")
                } else {
                    cell.clone()
                }
            });
            writer.write_record(safe).map_err(failed)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| Failure::refused(format!("cannot write CSV: {error}")))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// In eighths of a letter.
fn drawn(bar: i64, longest: i64) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = i128::from(bar.max(0)) * i128::from(LONGEST_BAR * 8) / i128::from(longest);
    let eighths = usize::try_from(eighths).unwrap_or(0);
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

/// The number of an amount, without its currency.
pub(super) fn amount(money: &Money) -> String {
    let text = money.to_string();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// The line above a table.
pub(super) fn heading(title: &str, period: Period, money: &Money) -> String {
    let (from, to) = (period.from, period.to);
    format!("{title}, {from} to {to} (UTC), in {}\n\n", money.currency)
}
