//! Where a page of a list ended, as a text that callers hand back.
//!
//! The text is not secret and not signed: it says nothing that the page did not show, and one that
//! somebody made up only asks for another part of the same list.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, Utc};
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::Invalid;

/// Longer texts are no cursors: the longest value that lists are sorted by is a name.
const MOST_CHARACTERS: usize = 4_000;

/// The last row of a page: the sort's word, the value by which the row was sorted, its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cursor(Place);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place(Cow<'static, str>, Option<SortValue>, i64);

/// A value that rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum SortValue {
    #[serde(rename = "n")]
    Integer(i64),
    #[serde(rename = "s")]
    Text(String),
    #[serde(rename = "t")]
    Time(DateTime<Utc>),
}

impl Cursor {
    /// The end of a list by id, oldest first.
    pub fn after_id(id: i64) -> Self {
        Cursor::at("id", None, id)
    }

    /// The end of a page whose last row is this one.
    pub(crate) fn at(sort: &'static str, value: Option<SortValue>, id: i64) -> Self {
        Cursor(Place(Cow::Borrowed(sort), value, id))
    }

    /// The word of the sort of the list that it is from.
    pub fn sort(&self) -> &str {
        &self.0.0
    }

    /// The value of the last row; `None` where it is NULL or the list is sorted by id.
    pub(crate) fn value(&self) -> Option<&SortValue> {
        self.0.1.as_ref()
    }

    /// The id of the last row.
    pub(crate) fn id(&self) -> i64 {
        self.0.2
    }

    /// Whether every database can compare with the value: none keeps NUL in a text, and their
    /// calendars end at different years.
    fn may_be_stored(&self) -> bool {
        match self.value() {
            Some(SortValue::Text(text)) => !text.contains('\0'),
            Some(SortValue::Time(time)) => (1..=9999).contains(&time.year()),
            Some(SortValue::Integer(_)) | None => true,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = serde_json::to_vec(&self.0).map_err(|_| fmt::Error)?;
        formatter.pad(&URL_SAFE_NO_PAD.encode(place))
    }
}

impl FromStr for Cursor {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let decoded = if text.len() > MOST_CHARACTERS {
            None
        } else {
            URL_SAFE_NO_PAD.decode(text).ok()
        };
        let place: Option<Place> = decoded.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let cursor = place.map(Cursor).filter(Cursor::may_be_stored);
        cursor.ok_or_else(nonsense)
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

impl TryFrom<String> for Cursor {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

/// The refusal of what is not the end of any page.
pub(crate) fn nonsense() -> Invalid {
    Invalid::new("cursor", "it is not the `next` of a page")
}

impl From<SortValue> for Value {
    fn from(value: SortValue) -> Self {
        match value {
            SortValue::Integer(number) => number.into(),
            SortValue::Text(text) => text.into(),
            SortValue::Time(time) => time.into(),
        }
    }
}

/// What a column that lists are sorted by holds.
pub(crate) trait Sortable {
    /// Its value; `None` for NULL.
    fn sort_value(&self) -> Option<SortValue>;
}

impl Sortable for i64 {
    fn sort_value(&self) -> Option<SortValue> {
        Some(SortValue::Integer(*self))
    }
}

impl Sortable for String {
    fn sort_value(&self) -> Option<SortValue> {
        Some(SortValue::Text(self.clone()))
    }
}

impl Sortable for DateTime<Utc> {
    fn sort_value(&self) -> Option<SortValue> {
        Some(SortValue::Time(*self))
    }
}

impl<T: Sortable> Sortable for Option<T> {
    fn sort_value(&self) -> Option<SortValue> {
        self.as_ref().and_then(Sortable::sort_value)
    }
}
