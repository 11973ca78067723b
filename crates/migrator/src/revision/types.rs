//! Column types in neutral words, as revision files and exported schemas write them.

use std::str::FromStr;

use crate::ColumnType;

/// What stands before a type in one database's own words.
const NATIVE: &str = "native:";

/// The types that are one word.
const WORDS: [(&str, ColumnType); 10] = [
    ("small_integer", ColumnType::SmallInteger),
    ("integer", ColumnType::Integer),
    ("big_integer", ColumnType::BigInteger),
    ("double", ColumnType::Double),
    ("boolean", ColumnType::Boolean),
    ("long_text", ColumnType::LongText),
    ("binary", ColumnType::Binary),
    ("timestamp", ColumnType::Timestamp),
    ("date", ColumnType::Date),
    ("json", ColumnType::Json),
];

/// What may be written as a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "small_integer, integer, big_integer, double, decimal(DIGITS,AFTER_THE_POINT), boolean, \
     text(CHARACTERS), long_text, binary, timestamp, date, json, or a type in a database's own \
     words after \"native: \""
)]
pub struct UnknownType;

impl ColumnType {
    /// The type in neutral words: `big_integer`, `text(40)`, `decimal(12,2)`, or
    /// `native: geometry(Point,4326)` for one that only some database knows.
    pub fn to_words(&self) -> String {
        if let Some((word, _)) = WORDS.iter().find(|(_, known)| known == self) {
            return (*word).to_owned();
        }
        match self {
            ColumnType::Text(characters) => format!("text({characters})"),
            ColumnType::Decimal(digits, after) => format!("decimal({digits},{after})"),
            ColumnType::Other(native) => format!("{NATIVE} {native}"),
            single => unreachable!("{single:?} is one of the single words"),
        }
    }
}

impl FromStr for ColumnType {
    type Err = UnknownType;

    /// Reads what [`ColumnType::to_words`] writes. A word that is not known is refused, for it is
    /// more often a slip than a database's own type; those say `native:`.
    fn from_str(words: &str) -> Result<Self, UnknownType> {
        if let Some(native) = words.strip_prefix(NATIVE) {
            let native = native.strip_prefix(' ').unwrap_or(native);
            return match native.trim() {
                "" => Err(UnknownType),
                _ => Ok(ColumnType::Other(native.to_owned())),
            };
        }
        if let Some((_, found)) = WORDS.iter().find(|(word, _)| *word == words) {
            return Ok(found.clone());
        }
        let (word, numbers) = words
            .strip_suffix(')')
            .and_then(|words| words.split_once('('))
            .ok_or(UnknownType)?;
        let numbers: Vec<u32> = numbers
            .split(',')
            .map(|number| whole_number(number.trim()))
            .collect::<Option<_>>()
            .ok_or(UnknownType)?;
        match (word, numbers.as_slice()) {
            ("text", &[characters]) => Ok(ColumnType::Text(characters)),
            ("decimal", &[digits, after]) => Ok(ColumnType::Decimal(digits, after)),
            _ => Err(UnknownType),
        }
    }
}

fn whole_number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}
