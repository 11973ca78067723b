//! The tree as TOML that a person can read, write and review. It keeps to TOML 1.0, which every
//! editor knows: inline tables stay on one line.

use std::fmt::Write as _;

use chrono::SecondsFormat;

use super::value::{Fields, Value};

/// One line for each field, or as many as its lists and texts take.
pub(super) fn fields(toml: &mut String, Fields(fields): &Fields) {
    for (key, value) in fields {
        match value {
            Value::PerDatabase(texts)
                if texts.sqlite != texts.postgres || texts.sqlite != texts.mysql =>
            {
                line(toml, &format!("{key}.sqlite"), &long(&texts.sqlite));
                line(toml, &format!("{key}.postgres"), &long(&texts.postgres));
                line(toml, &format!("{key}.mysql"), &long(&texts.mysql));
            }
            Value::PerDatabase(texts) => line(toml, key, &long(&texts.sqlite)),
            Value::Text(text) => line(toml, key, &long(text)),
            Value::Lines(values) => {
                line(toml, key, "[");
                for value in values {
                    toml.push_str("    ");
                    toml.push_str(&inline(value));
                    toml.push_str(",\n");
                }
                toml.push_str("]\n");
            }
            value => line(toml, key, &inline(value)),
        }
    }
}

fn line(toml: &mut String, key: &str, value: &str) {
    writeln!(toml, "{key} = {value}").expect("a text grows without failing");
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Text(text) => short(text),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        Value::List(values) | Value::Lines(values) => {
            let values: Vec<_> = values.iter().map(inline).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Table(Fields(fields)) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(key, value)| format!("{key} = {}", inline(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Value::PerDatabase(texts) => format!(
            "{{ sqlite = {}, postgres = {}, mysql = {} }}",
            short(&texts.sqlite),
            short(&texts.postgres),
            short(&texts.mysql)
        ),
    }
}

/// A text over several lines where it has them and can be read so.
fn long(text: &str) -> String {
    let readable = |letter: char| matches!(letter, '\n' | '\t') || !is_hidden(letter);
    if !text.contains('\n') || !text.chars().all(readable) {
        short(text)
    } else if !text.contains('\\') && !text.contains("\"\"\"") && !text.ends_with('"') {
        format!("\"\"\"\n{text}\"\"\"")
    } else if !text.contains("'''") && !text.ends_with('\'') {
        format!("'''\n{text}'''")
    } else {
        short(text)
    }
}

/// A text on one line: plain if it can be, otherwise with escapes.
fn short(text: &str) -> String {
    if text.chars().any(is_hidden) {
        return escaped(text);
    }
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => escaped(text),
    }
}

fn escaped(text: &str) -> String {
    let mut toml = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => toml.push_str("\\\""),
            '\\' => toml.push_str("\\\\"),
            '\n' => toml.push_str("\\n"),
            '\r' => toml.push_str("\\r"),
            '\t' => toml.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                write!(toml, "\\u{:04X}", u32::from(hidden)).expect("a text grows without failing");
            }
            letter => toml.push(letter),
        }
    }
    toml.push('"');
    toml
}

/// Control characters, and those that make text look other than it is to a reviewer. All of them
/// have four hexadecimal digits at most.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
