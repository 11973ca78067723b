//! Rows as CSV or as JSON lines.

use std::io::Write;

use serde_json::{Map, Value};

use super::ExportError;
use super::cell::Cell;
use super::formula::with_quote;
use crate::text::word_enum;

word_enum! {
    /// How rows are written.
    pub enum Format {
        /// Comma-separated values in UTF-8 under a line of names, for spreadsheets too: what they
        /// would take for a formula has an apostrophe in front.
        Csv = "csv",
        /// A JSON object a line, numbers as decimal text.
        JsonLines = "jsonl",
    }
}

/// Writes rows one after the other.
pub(super) struct Writer<'a> {
    columns: &'static [&'static str],
    place: Place<'a>,
    rows: u64,
}

enum Place<'a> {
    Csv(Box<csv::Writer<&'a mut (dyn Write + Send)>>),
    JsonLines(&'a mut (dyn Write + Send)),
}

impl<'a> Writer<'a> {
    pub(super) fn begin(
        columns: &'static [&'static str],
        format: Format,
        output: &'a mut (dyn Write + Send),
    ) -> Result<Self, ExportError> {
        let place = match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(output);
                writer.write_record(columns)?;
                Place::Csv(Box::new(writer))
            }
            Format::JsonLines => Place::JsonLines(output),
        };
        Ok(Writer {
            columns,
            place,
            rows: 0,
        })
    }

    /// Writes a row, a cell for each column.
    pub(super) fn row(&mut self, cells: Vec<Cell>) -> Result<(), ExportError> {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows += 1;
        match &mut self.place {
            Place::Csv(writer) => writer.write_record(cells.into_iter().map(in_csv))?,
            Place::JsonLines(output) => {
                let names = self.columns.iter().map(|name| (*name).to_owned());
                let object: Map<String, Value> =
                    names.zip(cells.into_iter().map(in_json)).collect();
                serde_json::to_writer(&mut *output, &object).map_err(std::io::Error::from)?;
                output.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Ends; returns how many rows were written.
    pub(super) fn finish(mut self) -> Result<u64, ExportError> {
        match &mut self.place {
            Place::Csv(writer) => writer.flush()?,
            Place::JsonLines(output) => output.flush()?,
        }
        Ok(self.rows)
    }
}

fn in_csv(cell: Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => with_quote(text),
        Cell::Plain(text) => text,
        Cell::Flag(flag) => flag.to_string(),
    }
}

fn in_json(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) | Cell::Plain(text) => Value::String(text),
        Cell::Flag(flag) => Value::Bool(flag),
    }
}
