//! A revision as a tree of named values: what its file shows and what its hash covers.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::PerDatabase;

/// One value of the tree.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Moment(DateTime<Utc>),
    /// Printed on one line.
    List(Vec<Value>),
    /// A list that is printed with each element on a line of its own.
    Lines(Vec<Value>),
    Table(Fields),
    PerDatabase(PerDatabase),
}

/// Named values, in the order in which they are printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(&'static str, Value)>);

impl Fields {
    pub(super) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    pub(super) fn with_some(self, key: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Nothing is said of what is not so.
    pub(super) fn with_flag(self, key: &'static str, value: bool) -> Self {
        if value { self.with(key, value) } else { self }
    }

    /// Nothing is said of a list without elements.
    pub(super) fn with_lines(self, key: &'static str, lines: Vec<Value>) -> Self {
        if lines.is_empty() {
            self
        } else {
            self.with(key, Value::Lines(lines))
        }
    }

    /// Nothing is said of a list without elements.
    pub(super) fn with_texts(self, key: &'static str, texts: &[String]) -> Self {
        if texts.is_empty() {
            self
        } else {
            self.with(key, texts)
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(text.clone())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Boolean(flag)
    }
}

impl From<&[String]> for Value {
    fn from(texts: &[String]) -> Self {
        Value::List(texts.iter().map(Value::from).collect())
    }
}

impl From<&Vec<String>> for Value {
    fn from(texts: &Vec<String>) -> Self {
        Value::from(texts.as_slice())
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Value::Table(fields)
    }
}

impl From<&PerDatabase> for Value {
    fn from(texts: &PerDatabase) -> Self {
        Value::PerDatabase(texts.clone())
    }
}

/// SHA-256 in hexadecimal. It does not follow the layout of files, which may change; what it
/// does follow is written into databases and may not.
pub(super) fn hash(fields: &Fields) -> String {
    let mut canonical = b"mercer revision 1\n".to_vec();
    write_fields(&mut canonical, fields);
    let mut hexadecimal = String::with_capacity(64);
    for byte in Sha256::digest(&canonical) {
        hexadecimal.extend(
            [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)])),
        );
    }
    hexadecimal
}

/// Every value says its kind and its length, so that two different trees never read alike.
fn write(canonical: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Text(text) => write_text(canonical, text),
        Value::Integer(number) => canonical.extend(format!("i{number};").bytes()),
        Value::Boolean(flag) => canonical.extend(if *flag { b"+" } else { b"-" }),
        Value::Moment(moment) => write_text(canonical, &moment.to_rfc3339()),
        Value::List(values) | Value::Lines(values) => {
            canonical.extend(format!("[{}:", values.len()).bytes());
            for value in values {
                write(canonical, value);
            }
        }
        Value::Table(fields) => write_fields(canonical, fields),
        Value::PerDatabase(texts) => {
            canonical.push(b'd');
            for text in [&texts.sqlite, &texts.postgres, &texts.mysql] {
                write_text(canonical, text);
            }
        }
    }
}

fn write_fields(canonical: &mut Vec<u8>, Fields(fields): &Fields) {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    canonical.extend(format!("{{{}:", sorted.len()).bytes());
    for (key, value) in sorted {
        write_text(canonical, key);
        write(canonical, value);
    }
}

fn write_text(canonical: &mut Vec<u8>, text: &str) {
    canonical.extend(format!("t{}:{text}", text.len()).bytes());
}
