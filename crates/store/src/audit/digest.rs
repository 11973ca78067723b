//! What a row of the log and a seal hash to, the same wherever they were stored meanwhile.
//!
//! JSON may come back from a database with its keys in another order, so hashes are made of a
//! canonical form: keys sorted, no spaces, integers only. A fraction has no one spelling that all
//! databases give back and is refused: amounts are integers of minor units everywhere.

use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::entity::Model;

/// What the first seal has in place of the hash of the seal before.
pub(super) const NOTHING_BEFORE: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// 128 random bits in hexadecimal digits.
pub(super) fn fresh_salt() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The hash of what a row says of before and after. A missing state and JSON's null are the same.
///
/// # Errors
/// When there is a fraction in it.
pub(super) fn content_hash(
    salt: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Result<String, DbErr> {
    let mut text = String::with_capacity(256);
    text.push_str(salt);
    for state in [before, after] {
        text.push('\n');
        write_canonical(state.unwrap_or(&Value::Null), &mut text)?;
    }
    Ok(hexadecimal(&Sha256::digest(text.as_bytes())))
}

/// The digest of a row whose states have this hash.
///
/// It is made of a hash of the states, not of the states themselves, so that it can be made again
/// from the rest of the row after these were redacted.
pub(super) fn digest(row: &Model, content_hash: &str) -> String {
    let mut text = String::with_capacity(256);
    for word in [&row.actor, &row.action, &row.subject] {
        text.push(if text.is_empty() { '[' } else { ',' });
        write_text(word, &mut text);
    }
    text.push(',');
    match row.order_id {
        Some(id) => write_integer(id, &mut text),
        None => text.push_str("null"),
    }
    text.push(',');
    write_integer(row.created_at.timestamp_micros(), &mut text);
    text.push(',');
    write_text(content_hash, &mut text);
    text.push(']');
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// Gives a row its salt and its digest.
pub(super) fn complete(row: &mut Model) -> Result<(), DbErr> {
    row.salt = fresh_salt();
    row.digest = digest(row, &content_hash_of(row)?);
    Ok(())
}

/// The hash of a row's states, also after they were redacted.
pub(super) fn content_hash_of(row: &Model) -> Result<String, DbErr> {
    if row.redacted_at.is_some() {
        return Ok(row.salt.clone());
    }
    let before = row.state_before.as_ref().map(|json| &json.0);
    let after = row.state_after.as_ref().map(|json| &json.0);
    content_hash(&row.salt, before, after)
}

/// Hashes a seal, row by row.
pub(super) struct SealHash(Sha256);

impl SealHash {
    pub(super) fn new(previous: &str, position: i64, time: DateTime<Utc>) -> Self {
        let mut hash = Sha256::new();
        hash.update(format!("{previous} {position} {}\n", time.timestamp_micros()).as_bytes());
        SealHash(hash)
    }

    pub(super) fn add(&mut self, id: i64, digest: &str) {
        self.0.update(format!("{id} {digest}\n").as_bytes());
    }

    pub(super) fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// As `serde_json` writes it, without its detour where nothing has to be escaped, which is nearly
/// always.
fn write_text(word: &str, text: &mut String) {
    if word
        .bytes()
        .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        text.push_str(&Value::from(word).to_string());
        return;
    }
    text.push('"');
    text.push_str(word);
    text.push('"');
}

fn write_integer(number: i64, text: &mut String) {
    use std::fmt::Write;
    // Writing to a String cannot fail.
    let _ = write!(text, "{number}");
}

fn write_canonical(value: &Value, text: &mut String) -> Result<(), DbErr> {
    match value {
        Value::Number(number) if number.is_f64() => {
            return Err(DbErr::Json(format!(
                "the audit log takes no fractions such as {number}"
            )));
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_canonical(item, text)?;
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (index, (key, item)) in fields.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_text(key, text);
                text.push(':');
                write_canonical(item, text)?;
            }
            text.push('}');
        }
        Value::String(word) => write_text(word, text),
        // Null, true, false, integers and strings have one spelling in serde_json.
        other => text.push_str(&other.to_string()),
    }
    Ok(())
}
