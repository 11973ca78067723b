//! Lists: which part of one is wanted, and how it is printed.

use clap::Args;
use mercer_store::page::{DEFAULT_LIMIT, MAX_LIMIT};
use mercer_store::{Cursor, Invalid, PageRequest};
use serde::Serialize;

use super::Failure;
use super::output::{Output, is_read};
use super::table::{Align, Table};
use crate::json::Page;

/// Something that lists show, a row each.
pub(super) trait Listed: Serialize {
    /// What several of them are called.
    const NOUN: &'static str;
    /// The headings.
    const COLUMNS: &'static [(&'static str, Align)];

    /// What stands under them.
    fn cells(&self) -> Vec<String>;
}

/// Options of every list.
#[derive(Args, Clone, Debug)]
pub(super) struct PageArguments {
    /// Print at most this many.
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = DEFAULT_LIMIT,
        value_parser = count
    )]
    limit: u64,

    /// Print all of them.
    #[arg(long, conflicts_with = "limit")]
    all: bool,

    /// Begin where the list before ended: the text that it named as its end.
    #[arg(long, value_name = "TEXT", value_parser = cursor)]
    after: Option<Cursor>,
}

fn count(text: &str) -> Result<u64, String> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| "write a number above zero".to_owned())
}

fn cursor(text: &str) -> Result<Cursor, String> {
    text.parse().map_err(|invalid: Invalid| invalid.reason)
}

impl PageArguments {
    /// Reads the list page by page and prints it as it comes, so that a list of any length takes
    /// no more room than a page.
    pub(super) async fn print<T: Listed>(
        &self,
        output: &Output,
        read: impl AsyncFn(PageRequest) -> Result<Page<T>, Failure>,
    ) -> Result<(), Failure> {
        let mut printed = Printed::new(output);
        let mut left = if self.all { u64::MAX } else { self.limit };
        let mut after = self.after.clone();
        loop {
            let page = read(PageRequest::new(after, Some(left.min(MAX_LIMIT)))?).await?;
            left = left.saturating_sub(page.items.len() as u64);
            let is_read = printed.rows(&page.items)?;
            if page.next.is_none() || left == 0 || !is_read {
                return printed.end(page.next);
            }
            after = page.next;
        }
    }
}

/// Prints a list that always comes whole.
pub(super) fn print_whole<T: Listed>(output: &Output, rows: &[T]) -> Result<(), Failure> {
    let mut printed = Printed::new(output);
    printed.rows(rows)?;
    printed.end(None)
}

/// A list that is being printed.
struct Printed<'a> {
    output: &'a Output,
    table: Option<Table>,
    rows: usize,
}

impl<'a> Printed<'a> {
    fn new(output: &'a Output) -> Self {
        Printed {
            output,
            table: None,
            rows: 0,
        }
    }

    /// Prints rows behind those before; tells whether anybody still reads them.
    fn rows<T: Listed>(&mut self, rows: &[T]) -> Result<bool, Failure> {
        let mut text = String::new();
        if self.output.is_json() {
            for row in rows {
                text.push_str(if self.rows == 0 {
                    "{\n  \"items\": [\n    "
                } else {
                    ",\n    "
                });
                // A line break inside a text is written \n, so these are all of the layout.
                text.push_str(&json(row)?.replace('\n', "\n    "));
                self.rows += 1;
            }
        } else {
            if rows.is_empty() && self.rows == 0 {
                self.output
                    .message(&format!("There are no {} here.", T::NOUN));
            }
            let table = self.table.get_or_insert_with(|| Table::new(T::COLUMNS));
            for row in rows {
                table.row(row.cells());
            }
            self.rows += rows.len();
            text = table.render();
        }
        is_read(&text)
    }

    /// Tells how to go on, if there are more.
    fn end(self, next: Option<Cursor>) -> Result<(), Failure> {
        if !self.output.is_json() {
            if let Some(next) = next {
                self.output.message(&format!(
                    "There are more: --after {next} goes on here, --all shows all."
                ));
            }
            return Ok(());
        }
        let items = match self.rows {
            0 => "{\n  \"items\": []",
            _ => "\n  ]",
        };
        let end = format!("{items},\n  \"next\": {}\n}}\n", json(&next)?);
        is_read(&end).map(drop)
    }
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map_err(|error| Failure::refused(format!("cannot write JSON: {error}")))
}
