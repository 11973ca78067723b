//! In which order a list comes: one of the sorts that its noun declares, in either direction.
//!
//! Rows that are alike by the sort come by id, in the same direction. Rows without a value (an
//! order that was never placed, by the time of placing) come last in both directions.

use std::fmt;
use std::str::FromStr;

use mercer_database::Row;
use sea_orm::{DbErr, EntityTrait};

use crate::Invalid;
use crate::cursor::SortValue;
use crate::statement_text::StatementText;

/// What a noun's lists can be sorted by.
pub trait SortKey: Copy + Default + Eq + fmt::Debug + Send + Sync + 'static {
    /// Every sort as callers write it: `total`, and `-total` for the largest first.
    const WORDS: &'static [&'static str];
    /// The sort of a list whose caller names none.
    const DEFAULT: Sort<Self>;

    /// The word of the key in a direction.
    fn word(self, descending: bool) -> &'static str;

    /// The key and direction of a word.
    fn of_word(word: &str) -> Option<Sort<Self>>;

    /// The smallest, or oldest, first.
    fn ascending(self) -> Sort<Self> {
        Sort {
            by: self,
            descending: false,
        }
    }

    /// The largest, or newest, first.
    fn descending(self) -> Sort<Self> {
        Sort {
            by: self,
            descending: true,
        }
    }
}

/// A sort of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<K> {
    /// What the rows are sorted by.
    pub by: K,
    /// Whether the largest come first.
    pub descending: bool,
}

impl<K: SortKey> Sort<K> {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        self.by.word(self.descending)
    }
}

impl<K: SortKey> Default for Sort<K> {
    fn default() -> Self {
        K::DEFAULT
    }
}

impl<K: SortKey> From<K> for Sort<K> {
    fn from(key: K) -> Self {
        key.ascending()
    }
}

impl<K: SortKey> FromStr for Sort<K> {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        K::of_word(text).ok_or_else(|| {
            let words = K::WORDS.join(", ");
            Invalid::new("sort", format!("{text:?} is not one of {words}"))
        })
    }
}

impl<K: SortKey> fmt::Display for Sort<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What kind of value a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// The row's id itself.
    Id,
    Integer,
    Text,
    Time,
    /// A time that a row may be without.
    TimeOrNull,
}

impl ValueKind {
    /// Whether a row may be without the value.
    pub(crate) fn is_nullable(self) -> bool {
        matches!(self, ValueKind::TimeOrNull)
    }

    /// Whether a cursor with this value can be of a list sorted so.
    pub(crate) fn fits(self, value: Option<&SortValue>) -> bool {
        match value {
            None => matches!(self, ValueKind::Id | ValueKind::TimeOrNull),
            Some(SortValue::Integer(_)) => self == ValueKind::Integer,
            Some(SortValue::Text(_)) => self == ValueKind::Text,
            Some(SortValue::Time(_)) => {
                matches!(self, ValueKind::Time | ValueKind::TimeOrNull)
            }
        }
    }
}

/// How the rows of a list read by the position of their columns, and the text of the statement
/// that reads them by id: for lists that shops read often.
pub(crate) struct ByPosition<M> {
    pub(crate) text: &'static StatementText,
    pub(crate) row: fn(Row) -> Result<M, DbErr>,
}

/// A noun's sorts on its table.
pub(crate) trait Listed: SortKey {
    type Entity: EntityTrait<Model = Self::Row>;
    type Row: sea_orm::FromQueryResult + Send + Sync + 'static;

    /// The column of ids.
    const ID: <Self::Entity as EntityTrait>::Column;
    /// `None` reads rows by the names of their columns.
    const BY_POSITION: Option<ByPosition<Self::Row>>;

    fn column(self) -> <Self::Entity as EntityTrait>::Column;
    fn kind(self) -> ValueKind;
    fn id(row: &Self::Row) -> i64;
    /// The row's value; `None` for NULL, and for the id.
    fn value(self, row: &Self::Row) -> Option<SortValue>;
}

/// Declares what a noun's lists can be sorted by: a word, the kind of its values, the column, the
/// field. The id is always one. After it, the sort of a list whose caller names none, and how rows
/// are read by position.
macro_rules! sort_keys {
    (
        $(#[$meta:meta])*
        pub enum $name:ident of $entity:ident by $column:ident {
            $( $(#[$key_meta:meta])*
               $key:ident = $word:literal: $kind:ident $key_column:ident $field:ident, )*
        }
        default $default:ident $direction:ident
        $(, by position $text:ident $row:path)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            /// By id: in the order in which they were recorded.
            #[default]
            Id,
            $( $(#[$key_meta])* $key, )*
        }

        impl $crate::sort::SortKey for $name {
            const WORDS: &'static [&'static str] =
                &["id", "-id", $( $word, concat!("-", $word), )*];
            const DEFAULT: $crate::sort::Sort<Self> = $crate::sort::Sort {
                by: $name::$default,
                descending: $crate::sort::$direction,
            };

            fn word(self, descending: bool) -> &'static str {
                match (self, descending) {
                    ($name::Id, false) => "id",
                    ($name::Id, true) => "-id",
                    $( ($name::$key, false) => $word,
                       ($name::$key, true) => concat!("-", $word), )*
                }
            }

            fn of_word(word: &str) -> Option<$crate::sort::Sort<Self>> {
                let (word, descending) = match word.strip_prefix('-') {
                    Some(word) => (word, true),
                    None => (word, false),
                };
                let by = match word {
                    "id" => $name::Id,
                    $( $word => $name::$key, )*
                    _ => return None,
                };
                Some($crate::sort::Sort { by, descending })
            }
        }

        impl $crate::sort::Listed for $name {
            type Entity = $entity;
            type Row = <$entity as sea_orm::EntityTrait>::Model;

            const ID: $column = $column::Id;
            const BY_POSITION: Option<$crate::sort::ByPosition<Self::Row>> =
                $crate::sort::by_position!($($text $row)?);

            fn column(self) -> $column {
                match self {
                    $name::Id => $column::Id,
                    $( $name::$key => $column::$key_column, )*
                }
            }

            fn kind(self) -> $crate::sort::ValueKind {
                match self {
                    $name::Id => $crate::sort::ValueKind::Id,
                    $( $name::$key => $crate::sort::ValueKind::$kind, )*
                }
            }

            fn id(row: &Self::Row) -> i64 {
                row.id
            }

            #[allow(unused_variables, reason = "where the id is the only key")]
            fn value(self, row: &Self::Row) -> Option<$crate::cursor::SortValue> {
                match self {
                    $name::Id => None,
                    $( $name::$key => $crate::cursor::Sortable::sort_value(&row.$field), )*
                }
            }
        }
    };
}
pub(crate) use sort_keys;

macro_rules! by_position {
    () => {
        None
    };
    ($text:ident $row:path) => {
        Some($crate::sort::ByPosition {
            text: &$text,
            row: $row,
        })
    };
}
pub(crate) use by_position;

/// For [`sort_keys`]: the smallest first.
#[allow(non_upper_case_globals, reason = "a word of the declaration above")]
pub(crate) const ascending: bool = false;
/// For [`sort_keys`]: the largest first.
#[allow(non_upper_case_globals, reason = "a word of the declaration above")]
pub(crate) const descending: bool = true;
