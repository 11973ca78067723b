//! The values of all sources, not yet parsed, and which of them wins.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::error::ConfigError;
use super::file;
use super::inputs::Inputs;
use super::key::Key;
use super::setting::{Setting, Source};

/// One value per setting that was given anywhere.
pub(super) struct Values {
    given: BTreeMap<&'static str, Setting<OsString>>,
}

impl Values {
    /// Reads all sources, the weakest first.
    pub(super) fn collect(inputs: &Inputs, keys: &[&'static Key]) -> Result<Self, ConfigError> {
        let mut given = BTreeMap::new();
        if let Some((path, text)) = configuration_file(inputs)? {
            for (key, setting) in file::parse(&path, &text, keys)? {
                given.insert(key, setting);
            }
        }
        let dot_env = dot_env_file(inputs)?;
        for key in keys {
            let sources = [
                (dot_env.get(key.variable), Source::DotEnv(key.variable)),
                (
                    inputs.environment.get(key.variable),
                    Source::Environment(key.variable),
                ),
            ];
            for (value, source) in sources {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    let value = value.clone();
                    given.insert(key.name, Setting { value, source });
                }
            }
        }
        for choice in &inputs.overrides {
            let setting = Setting {
                value: choice.value.clone().into(),
                source: Source::CommandLine(choice.option),
            };
            given.insert(choice.key, setting);
        }
        Ok(Values { given })
    }

    /// The value of a setting, parsed; `parse` says what is wrong with a wrong one.
    pub(super) fn get<T>(
        &self,
        key: &Key,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<T>, ConfigError> {
        let default = Setting {
            value: OsString::from(key.default),
            source: Source::Default,
        };
        let setting = self.given.get(key.name).unwrap_or(&default);
        let parsed = match setting.value.to_str() {
            Some(text) => parse(text.trim()),
            None => Err("it is not UTF-8 text".to_owned()),
        };
        match parsed {
            Ok(value) => Ok(Setting {
                value,
                source: setting.source.clone(),
            }),
            Err(reason) => Err(ConfigError::WrongValue {
                key: key.name,
                origin: setting.source.clone(),
                reason,
            }),
        }
    }
}

/// The configuration file's name for messages, and its text.
fn configuration_file(inputs: &Inputs) -> Result<Option<(PathBuf, String)>, ConfigError> {
    if let Some(path) = &inputs.file {
        return match read(&inputs.folder.join(path), path)? {
            Some(text) => Ok(Some((path.clone(), text))),
            None => Err(unreadable(path, "there is no such file")),
        };
    }
    let path = Path::new("mercer.toml");
    let text = read(&inputs.folder.join(path), path)?;
    Ok(text.map(|text| (path.to_owned(), text)))
}

/// The variables of `.env`; the process environment itself is left as it is.
fn dot_env_file(inputs: &Inputs) -> Result<BTreeMap<String, OsString>, ConfigError> {
    let path = Path::new(".env");
    let Some(text) = read(&inputs.folder.join(path), path)? else {
        return Ok(BTreeMap::new());
    };
    dotenvy::from_read_iter(text.as_bytes())
        .map(|entry| match entry {
            Ok((name, value)) => Ok((name, OsString::from(value))),
            // The line itself may hold a secret and is not repeated.
            Err(dotenvy::Error::LineParse(wrong, _)) => Err(ConfigError::NotDotEnv {
                path: path.to_owned(),
                line: line_number(&text, &wrong),
            }),
            Err(error) => Err(unreadable(path, &error.to_string())),
        })
        .collect()
}

fn line_number(text: &str, wrong: &str) -> usize {
    let position = text.find(wrong.trim_end()).unwrap_or(0);
    text[..position].matches('\n').count() + 1
}

fn read(path: &Path, name: &Path) -> Result<Option<String>, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(name, &error.to_string())),
    }
}

fn unreadable(path: &Path, reason: &str) -> ConfigError {
    ConfigError::Unreadable {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}
