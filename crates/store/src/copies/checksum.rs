//! A checksum of rows that is the same whatever database they are in.

use sea_orm::Value;
use sha2::{Digest, Sha256};

use crate::secret::hexadecimal;

/// SHA-256 of a table's rows in the order of their key, and how many there are.
#[derive(Default)]
pub(super) struct Checksum {
    hash: Sha256,
    rows: u64,
}

impl Checksum {
    pub(super) fn add(&mut self, row: &[Value]) {
        self.rows += 1;
        for value in row {
            self.value(value);
        }
    }

    pub(super) fn finish(self) -> (u64, String) {
        (self.rows, hexadecimal(&self.hash.finalize()))
    }

    /// Each value with its length, so that no two rows look like one another.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Bool(Some(flag)) => self.bytes(&[u8::from(*flag)]),
            Value::SmallInt(Some(number)) => self.integer(i64::from(*number)),
            Value::Int(Some(number)) => self.integer(i64::from(*number)),
            Value::BigInt(Some(number)) => self.integer(*number),
            Value::Double(Some(number)) => self.bytes(&number.to_bits().to_be_bytes()),
            Value::String(Some(text)) => self.bytes(text.as_bytes()),
            Value::Bytes(Some(bytes)) => self.bytes(bytes),
            Value::ChronoDateTimeUtc(Some(at)) => self.integer(at.timestamp_micros()),
            Value::ChronoDate(Some(day)) => self.bytes(day.to_string().as_bytes()),
            Value::Json(Some(document)) => {
                let mut text = String::new();
                canonical(document, &mut text);
                self.bytes(text.as_bytes());
            }
            // All others are NULL: what is read is one of these.
            _ => self.hash.update([0]),
        }
    }

    fn integer(&mut self, number: i64) {
        self.bytes(&number.to_be_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.hash.update([1]);
        self.hash.update((bytes.len() as u64).to_be_bytes());
        self.hash.update(bytes);
    }
}

/// A document with its names in order: PostgreSQL keeps them in an order of its own.
fn canonical(document: &serde_json::Value, text: &mut String) {
    match document {
        serde_json::Value::Object(object) => {
            let mut names: Vec<&String> = object.keys().collect();
            names.sort_unstable();
            text.push('{');
            for name in names {
                text.push_str(&serde_json::Value::from(name.as_str()).to_string());
                text.push(':');
                canonical(&object[name], text);
                text.push(',');
            }
            text.push('}');
        }
        serde_json::Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}
