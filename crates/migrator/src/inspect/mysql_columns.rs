//! What MySQL and MariaDB say about a column, which they word differently.

use mercer_database::Error;

use super::rows::Row;
use super::{decimal, length};
use crate::{Column, ColumnType};

/// Reads one row of `information_schema.columns`.
pub(super) fn column(row: &Row, mariadb: bool) -> Result<Column, Error> {
    let collation = row.optional("collation_name")?;
    let extra = row.text("extra")?.to_ascii_lowercase();
    let written = row.text("type_text")?;
    let mut column_type = column_type(&written, collation.as_deref());
    if extra.contains("invisible") {
        column_type = ColumnType::Other(match collation {
            Some(collation) => format!("{written} COLLATE {collation} INVISIBLE"),
            None => format!("{written} INVISIBLE"),
        });
    }
    let default = match row.optional("generation")? {
        Some(text) if !text.is_empty() => {
            let text = plain(&text, mariadb);
            let storage = if extra.contains("virtual") {
                "VIRTUAL"
            } else {
                "STORED"
            };
            Some(format!("GENERATED ALWAYS AS ({text}) {storage}"))
        }
        _ => {
            let text = row.optional("default_text")?;
            if mariadb {
                // Its word for no default.
                text.filter(|text| text != "NULL")
            } else {
                text.map(|text| mysql_default(&text, &extra, &written))
            }
        }
    };
    Ok(Column {
        name: row.text("column_name")?,
        column_type,
        nullable: row.text("nullable")? == "YES",
        default: on_update(default, &extra),
        comment: row.optional("comment")?.filter(|text| !text.is_empty()),
        renamed_from: None,
    })
}

/// What fills the column in at an update follows its default in MySQL's words, and here too.
fn on_update(default: Option<String>, extra: &str) -> Option<String> {
    match extra.find("on update ") {
        Some(place) => {
            let words = extra[place..].trim_end_matches(" invisible");
            Some(format!("{} {words}", default.as_deref().unwrap_or("NULL")))
        }
        None => default,
    }
}

/// MySQL tells a string without its quotes and an expression without its brackets; MariaDB tells
/// both as they are to be written.
fn mysql_default(text: &str, extra: &str, type_text: &str) -> String {
    if text.to_ascii_uppercase().starts_with("CURRENT_TIMESTAMP") {
        return text.to_owned();
    }
    if extra.contains("default_generated") {
        return format!("({})", plain(text, false));
    }
    let numeric = [
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "bit",
        "year",
    ];
    let name = type_text
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .next();
    if name.is_some_and(|name| numeric.contains(&name)) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// MySQL tells the expressions of checks and generated columns with escaped quotes:
/// `_utf8mb4\'a\'`.
pub(super) fn plain(text: &str, mariadb: bool) -> String {
    if mariadb || !text.contains("\\'") {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => letters.next().unwrap_or('\\'),
            other => other,
        });
    }
    plain
}

fn column_type(text: &str, collation: Option<&str>) -> ColumnType {
    let by_bytes = collation == Some("utf8mb4_bin");
    if let (Some(length), true) = (length(text, "varchar"), by_bytes) {
        return ColumnType::Text(length);
    }
    if let Some(decimal) = decimal(text, "decimal") {
        return decimal;
    }
    let text = without_width(text);
    match text.as_str() {
        "text" if by_bytes => ColumnType::LongText,
        "smallint" => ColumnType::SmallInteger,
        "int" => ColumnType::Integer,
        "bigint" => ColumnType::BigInteger,
        "double" => ColumnType::Double,
        "longblob" => ColumnType::Binary,
        "tinyint(1)" => ColumnType::Boolean,
        "datetime(6)" => ColumnType::Timestamp,
        "date" => ColumnType::Date,
        "json" => ColumnType::Json,
        _ => ColumnType::Other(match collation {
            Some(collation) => format!("{text} COLLATE {collation}"),
            None => text,
        }),
    }
}

/// MariaDB tells the display width of integers, MySQL 8 only where it means something.
fn without_width(text: &str) -> String {
    let Some((name, rest)) = text.split_once('(') else {
        return text.to_owned();
    };
    let integers = ["tinyint", "smallint", "mediumint", "int", "bigint"];
    if text == "tinyint(1)" || text.contains("zerofill") || !integers.contains(&name) {
        return text.to_owned();
    }
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    format!("{name}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mysql_and_mariadb_word_differently_reads_alike() {
        for (mariadb, mysql) in [
            ("int(11)", "int"),
            ("bigint(20) unsigned", "bigint unsigned"),
            ("smallint(6)", "smallint"),
            ("tinyint(4)", "tinyint"),
        ] {
            assert_eq!(column_type(mariadb, None), column_type(mysql, None));
        }
        assert_eq!(column_type("tinyint(1)", None), ColumnType::Boolean);
        let filled = "int(5) unsigned zerofill";
        assert_eq!(
            column_type(filled, None),
            ColumnType::Other(filled.to_owned())
        );
    }

    #[test]
    fn mysqls_defaults_are_told_as_they_are_written() {
        for (text, extra, type_text, expected) in [
            ("it's", "", "varchar(9)", "'it''s'"),
            ("", "", "varchar(9)", "''"),
            ("1.50", "", "decimal(9,2)", "1.50"),
            (
                "CURRENT_TIMESTAMP(6)",
                "default_generated",
                "datetime(6)",
                "CURRENT_TIMESTAMP(6)",
            ),
            (
                "concat(_utf8mb4\\'a\\',1)",
                "default_generated",
                "text",
                "(concat(_utf8mb4'a',1))",
            ),
            ("2020-01-01", "", "date", "'2020-01-01'"),
        ] {
            assert_eq!(mysql_default(text, extra, type_text), expected);
        }
        assert_eq!(
            plain("(`a` = _utf8mb4\\'b\\')", false),
            "(`a` = _utf8mb4'b')"
        );
    }

    #[test]
    fn what_fills_in_at_an_update_follows_the_default() {
        let extra = "default_generated on update current_timestamp(6)";
        assert_eq!(
            on_update(None, extra).as_deref(),
            Some("NULL on update current_timestamp(6)")
        );
    }
}
