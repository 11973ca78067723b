//! Text as it comes in: trimmed, bounded, without control characters and card numbers; and words
//! for states.

use crate::Invalid;
pub use crate::card_number::holds_card_number;

/// Checks and trims a text that must be there.
pub fn required(field: &str, text: &str, max_characters: usize) -> Result<String, Invalid> {
    match optional(field, Some(text), max_characters)? {
        Some(text) => Ok(text),
        None => Err(Invalid::new(field, "it is missing or blank")),
    }
}

/// Checks and trims a text that may be missing; blank means missing.
///
/// # Errors
/// Something that looks like a card number is refused, whatever the field: it would lie in backups
/// and logs where nobody looks for it.
pub fn optional(
    field: &str,
    text: Option<&str>,
    max_characters: usize,
) -> Result<Option<String>, Invalid> {
    let text = bounded(field, text, max_characters)?;
    match &text {
        Some(text) if holds_card_number(text) => Err(card_number_in(field)),
        _ => Ok(text),
    }
}

/// The refusal of a card number, which does not repeat it.
pub(crate) fn card_number_in(field: &str) -> Invalid {
    let reason = "it holds what looks like a card number, which is never kept";
    Invalid::new(field, reason)
}

/// The same as [`optional`] for text that may well look like a card number: barcodes, and what is
/// only searched for.
pub(crate) fn bounded(
    field: &str,
    text: Option<&str>,
    max_characters: usize,
) -> Result<Option<String>, Invalid> {
    let text = text.unwrap_or("").trim();
    if let Some(character) = text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        let code = u32::from(character);
        return Err(Invalid::new(
            field,
            format!("it contains the control character U+{code:04X}"),
        ));
    }
    let length = text.chars().count();
    if length > max_characters {
        let reason = format!("it has {length} characters, at most {max_characters} are kept");
        return Err(Invalid::new(field, reason));
    }
    Ok(if text.is_empty() {
        None
    } else {
        Some(text.to_owned())
    })
}

/// Checks and trims a code that must be there and has no line breaks or tabs.
pub(crate) fn one_line(field: &str, text: &str, max_characters: usize) -> Result<String, Invalid> {
    let text = required(field, text, max_characters)?;
    if text.contains(['\n', '\t']) {
        return Err(Invalid::new(field, "it contains a line break or a tab"));
    }
    Ok(text)
}

/// Declares an enum whose variants are stored, shown and parsed as words.
macro_rules! word_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[$variant_meta])* $variant, )+ }

        impl $name {
            /// Every word, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that is stored and shown.
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word, )+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Invalid;

            fn from_str(text: &str) -> Result<Self, $crate::Invalid> {
                match text {
                    $( $word => Ok($name::$variant), )+
                    _ => {
                        let words = Self::WORDS.join(", ");
                        let reason = format!("{text:?} is not one of {words}");
                        Err($crate::Invalid::new($crate::text::field_name(stringify!($name)), reason))
                    }
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl From<$name> for sea_orm::Value {
            fn from(word: $name) -> Self {
                sea_orm::Value::from(word.as_str())
            }
        }

        impl sea_orm::TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let text = <String as sea_orm::TryGetable>::try_get_by(row, index)?;
                text.parse().map_err(|error: $crate::Invalid| {
                    sea_orm::TryGetError::DbErr(sea_orm::DbErr::Type(error.to_string()))
                })
            }
        }

        impl sea_orm::sea_query::ValueType for $name {
            fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                match value {
                    sea_orm::Value::String(Some(text)) => {
                        text.parse().map_err(|_| sea_orm::sea_query::ValueTypeErr)
                    }
                    _ => Err(sea_orm::sea_query::ValueTypeErr),
                }
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> sea_orm::sea_query::ArrayType {
                sea_orm::sea_query::ArrayType::String
            }

            fn column_type() -> sea_orm::sea_query::ColumnType {
                sea_orm::sea_query::ColumnType::String(sea_orm::sea_query::StringLen::N(32))
            }
        }

        impl sea_orm::sea_query::Nullable for $name {
            fn null() -> sea_orm::Value {
                sea_orm::Value::String(None)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": Self::WORDS })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(|error: $crate::Invalid| serde::de::Error::custom(error.reason))
            }
        }
    };
}
pub(crate) use word_enum;

/// `PaymentStatus` as a field of the input: `payment_status`.
pub(crate) fn field_name(type_name: &str) -> String {
    let mut name = String::new();
    for (index, letter) in type_name.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}
