//! The rows of a file as texts.

use std::io::{BufRead, BufReader, Read};

use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use crate::exports::Format;

/// One row as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The line on which it begins; the header is line 1.
    pub(super) line: u64,
    /// A text for each column of the header; missing ones are empty.
    pub(super) cells: Vec<String>,
    /// Why it cannot be read, if it cannot.
    pub(super) fault: Option<String>,
}

/// The header and the rows behind it.
pub(super) struct Records {
    pub(super) header: Vec<String>,
    rows: Rows,
}

enum Rows {
    Csv(Box<csv::Reader<Box<dyn Read + Send>>>),
    JsonLines {
        lines: BufReader<Box<dyn Read + Send>>,
        next: u64,
        first: Option<Record>,
    },
}

/// What a file is, by its first line.
pub(super) struct Form {
    pub(super) format: Format,
    pub(super) delimiter: u8,
}

impl Form {
    /// Of a file that begins with this text.
    pub(super) fn of(start: &str) -> Self {
        if start.trim_start().starts_with('{') {
            return Form {
                format: Format::JsonLines,
                delimiter: 0,
            };
        }
        let line = start.lines().next().unwrap_or("");
        let mut in_quotes = false;
        let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
        for byte in line.bytes() {
            if byte == b'"' {
                in_quotes = !in_quotes;
            }
            for (delimiter, count) in &mut counts {
                *count += usize::from(byte == *delimiter && !in_quotes);
            }
        }
        // The first of those that stand equally often.
        let best = counts.iter().rev().max_by_key(|(_, count)| *count);
        Form {
            format: Format::Csv,
            delimiter: best.map_or(b',', |(delimiter, _)| *delimiter),
        }
    }
}

impl Records {
    /// Reads the header: the first line of CSV, the names in the first object of JSON lines.
    pub(super) fn open(form: &Form, content: Box<dyn Read + Send>) -> Result<Self, String> {
        match form.format {
            Format::Csv => {
                let mut reader = ReaderBuilder::new()
                    .has_headers(true)
                    .flexible(true)
                    .delimiter(form.delimiter)
                    .from_reader(content);
                let header = reader.headers().map_err(|error| error.to_string())?;
                Ok(Records {
                    header: header.iter().map(|name| name.trim().to_owned()).collect(),
                    rows: Rows::Csv(Box::new(reader)),
                })
            }
            Format::JsonLines => {
                let mut lines = BufReader::new(content);
                let mut next = 1;
                let first = json_line(&mut lines, &mut next)?;
                let Some((line, first)) = first else {
                    return Err("it is empty".to_owned());
                };
                let object = first.map_err(|fault| format!("line {line}: {fault}"))?;
                let header: Vec<String> = object.keys().cloned().collect();
                let first = Some(of_object(line, Ok(object), &header));
                Ok(Records {
                    header,
                    rows: Rows::JsonLines { lines, next, first },
                })
            }
        }
    }

    /// The next row; the error ends the file.
    pub(super) fn next(&mut self) -> Result<Option<Record>, String> {
        match &mut self.rows {
            Rows::Csv(reader) => {
                let mut record = StringRecord::new();
                let is_row = reader.read_record(&mut record);
                if !is_row.map_err(|error| error.to_string())? {
                    return Ok(None);
                }
                let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
                let surplus = cells.len().saturating_sub(self.header.len());
                let fault = (cells.iter().rev().take(surplus))
                    .any(|cell| !cell.trim().is_empty())
                    .then(|| {
                        format!(
                            "it has {} cells under a header of {}",
                            cells.len(),
                            self.header.len()
                        )
                    });
                cells.resize(self.header.len(), String::new());
                Ok(Some(Record {
                    line: record.position().map_or(0, csv::Position::line),
                    cells,
                    fault,
                }))
            }
            Rows::JsonLines { lines, next, first } => {
                if let Some(first) = first.take() {
                    return Ok(Some(first));
                }
                let read = json_line(lines, next)?;
                Ok(read.map(|(line, object)| of_object(line, object, &self.header)))
            }
        }
    }
}

type Object = Result<Map<String, Value>, String>;

/// The next line that is not blank, with its number.
fn json_line(lines: &mut impl BufRead, next: &mut u64) -> Result<Option<(u64, Object)>, String> {
    let mut text = String::new();
    loop {
        text.clear();
        let length = lines
            .read_line(&mut text)
            .map_err(|error| error.to_string())?;
        if length == 0 {
            return Ok(None);
        }
        let line = *next;
        *next += 1;
        if text.trim().is_empty() {
            continue;
        }
        let object = match serde_json::from_str(&text) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err("the line is no JSON object".to_owned()),
            Err(error) => Err(format!("the line is not JSON: {error}")),
        };
        return Ok(Some((line, object)));
    }
}

fn of_object(line: u64, object: Object, header: &[String]) -> Record {
    let (mut object, fault) = match object {
        Ok(object) => (object, None),
        Err(fault) => (Map::new(), Some(fault)),
    };
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    let cells = header
        .iter()
        .map(|name| object.remove(name).map_or_else(String::new, text));
    Record {
        line,
        cells: cells.collect(),
        fault,
    }
}
