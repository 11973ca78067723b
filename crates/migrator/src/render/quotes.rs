//! Names and texts in quotes.

use mercer_database::Kind;

/// A name.
pub(super) fn quoted(name: &str, kind: Kind) -> String {
    let quote = if kind == Kind::MySql { '`' } else { '"' };
    let doubled = name.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{doubled}{quote}")
}

/// Names with commas between them.
pub(super) fn quoted_list(names: &[String], kind: Kind) -> String {
    let names: Vec<_> = names.iter().map(|name| quoted(name, kind)).collect();
    names.join(", ")
}

/// A text. Backslashes mean something on MySQL only.
pub(super) fn text(text: &str, kind: Kind) -> String {
    let doubled = text.replace('\'', "''");
    match kind {
        Kind::MySql => format!("'{}'", doubled.replace('\\', "\\\\")),
        _ => format!("'{doubled}'"),
    }
}

/// `CONSTRAINT name ` where there is a name.
pub(super) fn constraint(name: &str, kind: Kind) -> String {
    if name.is_empty() {
        return String::new();
    }
    format!("CONSTRAINT {} ", quoted(name, kind))
}
