//! `mercer.toml`, read into one value per setting.

use std::ffi::OsString;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::ConfigError;
use super::key::Key;
use super::setting::{Setting, Source};
use super::suggest;

/// A setting's name with its value.
type Entry = (&'static str, Setting<OsString>);

/// Reads the settings of a configuration file, in the order in which they stand there.
pub(super) fn parse(
    path: &Path,
    text: &str,
    keys: &[&'static Key],
) -> Result<Vec<Entry>, ConfigError> {
    let file = File { path, text, keys };
    let table = DeTable::parse(text).map_err(|error| ConfigError::NotToml {
        path: path.to_owned(),
        line: file.line(error.span().unwrap_or(0..0)),
        reason: error.message().to_owned(),
    })?;
    let mut entries = Vec::new();
    file.collect("", table.get_ref(), &mut entries)?;
    Ok(entries)
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
    keys: &'a [&'static Key],
}

impl File<'_> {
    fn collect(
        &self,
        section: &str,
        table: &DeTable<'_>,
        entries: &mut Vec<Entry>,
    ) -> Result<(), ConfigError> {
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in rows {
            let path = match section {
                "" => name.get_ref().to_string(),
                _ => format!("{section}.{}", name.get_ref()),
            };
            let line = self.line(name.span());
            if let Some(key) = self.keys.iter().find(|key| key.name == path) {
                entries.push((key.name, self.setting(key, value, line)?));
            } else if let DeValue::Table(inner) = value.get_ref()
                && self.is_section(&path)
            {
                self.collect(&path, inner, entries)?;
            } else {
                return Err(self.unknown(path, value, line));
            }
        }
        Ok(())
    }

    fn is_section(&self, path: &str) -> bool {
        let prefix = format!("{path}.");
        self.keys.iter().any(|key| key.name.starts_with(&prefix))
    }

    fn setting(
        &self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
        line: usize,
    ) -> Result<Setting<OsString>, ConfigError> {
        let source = Source::File {
            path: self.path.to_owned(),
            line,
        };
        match plain_text(value.get_ref()) {
            Some(text) => Ok(Setting {
                value: text.into(),
                source,
            }),
            None => Err(ConfigError::WrongValue {
                key: key.name,
                origin: source,
                reason: "write one value, as text in quotes or as a number".to_owned(),
            }),
        }
    }

    fn unknown(&self, path: String, value: &Spanned<DeValue<'_>>, line: usize) -> ConfigError {
        let names: Vec<&str> = self.keys.iter().map(|key| key.name).collect();
        let advice = if value.get_ref().is_table() {
            suggest::section(&path, &names)
        } else {
            suggest::setting(&path, &names)
        };
        ConfigError::UnknownKey {
            path: self.path.to_owned(),
            line,
            key: path,
            advice,
        }
    }

    fn line(&self, span: Range<usize>) -> usize {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        before.matches('\n').count() + 1
    }
}

/// The value as a user would write it in the environment; `None` for tables, arrays and dates.
fn plain_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(
            i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| number.as_str().to_owned(), |number| number.to_string()),
        ),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(value) => Some(value.to_string()),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
