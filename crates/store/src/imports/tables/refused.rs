//! The file of refused rows: as they were, with line, column and reason behind them, to be
//! corrected and imported in turn.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::layout::Layout;
use super::records::Record;
use crate::exports::Format;
use crate::imports::{ImportError, Rejection};

/// The columns that are added; an import passes them over.
const ADDED: [&str; 3] = ["refused_line", "refused_column", "refused_reason"];

/// A file that is made with the first row that is refused.
pub(super) struct Refused {
    path: PathBuf,
    /// Whether an import goes on that wrote to it before.
    goes_on: bool,
    open: Option<Open>,
}

enum Open {
    Csv(Box<csv::Writer<File>>),
    JsonLines(File),
}

impl Refused {
    pub(super) fn new(path: &Path, goes_on: bool) -> Self {
        Refused {
            path: path.to_owned(),
            goes_on,
            open: None,
        }
    }

    /// Writes a row of the file.
    pub(super) fn add(
        &mut self,
        layout: &Layout,
        record: &Record,
        rejection: &Rejection,
    ) -> Result<(), ImportError> {
        self.write(layout, record, rejection)
            .map_err(|error| ImportError::File {
                path: self.path.clone(),
                reason: error.to_string(),
            })
    }

    fn write(
        &mut self,
        layout: &Layout,
        record: &Record,
        rejection: &Rejection,
    ) -> std::io::Result<()> {
        // The columns of an earlier run's file of refused rows are written anew.
        let kept: Vec<usize> = (0..layout.columns.len())
            .filter(|place| !ADDED.contains(&layout.columns[*place].theirs.as_str()))
            .collect();
        let names = || {
            kept.iter()
                .map(|place| layout.columns[*place].theirs.as_str())
        };
        let cells = kept.iter().map(|place| record.cells[*place].as_str());
        let line = rejection.line.to_string();
        let told = [line.as_str(), &rejection.column, &rejection.reason];
        if self.open.is_none() {
            let header: Vec<&str> = names().chain(ADDED).collect();
            self.open = Some(self.begin(layout, &header)?);
        }
        match &mut self.open {
            Some(Open::Csv(writer)) => {
                writer.write_record(cells.chain(told))?;
                writer.flush()
            }
            Some(Open::JsonLines(file)) => {
                let pairs = names().chain(ADDED).zip(cells.chain(told));
                let text = |(name, cell): (&str, &str)| (name.to_owned(), Value::from(cell));
                let object: Map<String, Value> = pairs.map(text).collect();
                let mut line = Value::Object(object).to_string();
                line.push('\n');
                std::io::Write::write_all(file, line.as_bytes())
            }
            None => Ok(()),
        }
    }

    fn begin(&self, layout: &Layout, header: &[&str]) -> std::io::Result<Open> {
        let goes_on = self.goes_on && self.path.exists();
        let mut options = OpenOptions::new();
        options.create(true).write(true);
        let file = if goes_on {
            options.append(true).open(&self.path)?
        } else {
            options.truncate(true).open(&self.path)?
        };
        Ok(match layout.format {
            Format::JsonLines => Open::JsonLines(file),
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(u8::try_from(layout.delimiter).unwrap_or(b','))
                    .from_writer(file);
                if !goes_on {
                    writer.write_record(header)?;
                }
                Open::Csv(Box::new(writer))
            }
        })
    }

    /// Where refused rows lie, if there are any.
    pub(super) fn path(&self) -> Option<&Path> {
        self.open.is_some().then_some(self.path.as_path())
    }
}
