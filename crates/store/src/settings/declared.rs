//! Which settings there are.

use serde_json::Value;

use super::SettingError;
use super::nearest::nearest;
use crate::email::Email;
use crate::text::word_enum;
use crate::{Invalid, text};

word_enum! {
    /// What a setting's value is.
    pub enum SettingKind {
        /// Text of one line.
        Line = "line",
        /// Text with line breaks where they are wanted.
        Text = "text",
        /// An e-mail address.
        Email = "email",
    }
}

/// A setting as it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it is called, everywhere.
    pub name: &'static str,
    /// What its value is.
    pub kind: SettingKind,
    /// The longest value, characters.
    pub max_characters: usize,
    /// Its value until it is set; `None` is no value.
    pub default: Option<&'static str>,
    /// What it is for, in one line.
    pub doc: &'static str,
}

/// Every setting, in the order in which they are shown.
pub const DECLARED: &[Declared] = &[
    Declared {
        name: "store.name",
        kind: SettingKind::Line,
        max_characters: 100,
        default: Some("Our shop"),
        doc: "The name that customers know the shop by, at the head of pages and documents",
    },
    Declared {
        name: "store.legal_name",
        kind: SettingKind::Line,
        max_characters: 200,
        default: None,
        doc: "The name of the business as it is registered, for invoices",
    },
    Declared {
        name: "store.legal_address",
        kind: SettingKind::Text,
        max_characters: 500,
        default: None,
        doc: "The address of the business as it is registered, line by line, for invoices",
    },
    Declared {
        name: "store.tax_number",
        kind: SettingKind::Line,
        max_characters: 64,
        default: None,
        doc: "The number that the tax office knows the business by (VAT number), for invoices",
    },
    Declared {
        name: "store.support_email",
        kind: SettingKind::Email,
        max_characters: 254,
        default: None,
        doc: "Where customers write to for help",
    },
    Declared {
        name: "store.public_note",
        kind: SettingKind::Text,
        max_characters: 2000,
        default: None,
        doc: "What every visitor shall read, such as holidays and opening hours",
    },
];

impl Declared {
    /// The setting of this name.
    ///
    /// # Errors
    /// [`SettingError::Unknown`] with the name that was probably meant.
    pub(super) fn of(name: &str) -> Result<&'static Declared, SettingError> {
        let found = DECLARED.iter().find(|declared| declared.name == name);
        found.ok_or_else(|| SettingError::Unknown {
            name: name.to_owned(),
            advice: advice(name),
        })
    }

    /// Checks a value that is to be kept, and gives it the form in which it is.
    pub(super) fn check(&self, value: &Value) -> Result<String, Invalid> {
        let Value::String(value) = value else {
            let reason = format!("{value} is not a text in quotes; a setting is put back by reset");
            return Err(Invalid::new(self.name, reason));
        };
        match self.kind {
            SettingKind::Line => text::one_line(self.name, value, self.max_characters),
            SettingKind::Text => text::required(self.name, value, self.max_characters),
            SettingKind::Email => match value.parse::<Email>() {
                Ok(email) => Ok(email.into_string()),
                Err(invalid) => Err(Invalid::new(self.name, invalid.reason)),
            },
        }
    }

    /// The value until it is set.
    pub fn default_value(&self) -> Value {
        self.default.map_or(Value::Null, Value::from)
    }
}

fn advice(name: &str) -> String {
    let names = || DECLARED.iter().map(|declared| declared.name);
    match nearest(name, names()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!(
            "the settings are {}",
            names().collect::<Vec<_>>().join(", ")
        ),
    }
}
