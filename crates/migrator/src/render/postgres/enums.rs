//! Enum types.

use super::super::columns::is_numbered;
use super::super::constraints::check;
use super::super::quotes::{quoted, text};
use super::super::{RenderError, indexes, unmodelled};
use super::KIND;
use crate::replay::mentions;
use crate::tokens::{TokenKind, tokens};
use crate::{Column, ColumnType, EnumType, IndexTerm, Schema, Table};

pub(super) fn create(named: &EnumType) -> String {
    let values: Vec<_> = named.values.iter().map(|value| text(value, KIND)).collect();
    let name = quoted(&named.name, KIND);
    format!("CREATE TYPE {name} AS ENUM ({})", values.join(", "))
}

/// New values are added in place, and can be used when the transaction has been committed. Where
/// values go or change places, a new type takes the place of the old one at once; a row that holds
/// a value that goes makes it fail.
pub(super) fn alter(
    before: &Schema,
    from: &EnumType,
    to: &EnumType,
) -> Result<Vec<String>, RenderError> {
    let (old, new) = (quoted(&from.name, KIND), quoted(&to.name, KIND));
    let mut sql = Vec::new();
    if from.name != to.name {
        sql.push(format!("ALTER TYPE {old} RENAME TO {new}"));
    }
    let from = before
        .enums
        .iter()
        .find(|known| known.name == from.name)
        .unwrap_or(from);
    let mut left = from.values.iter().peekable();
    let mut added = Vec::new();
    let mut last: Option<&String> = None;
    for value in &to.values {
        if left.next_if(|next| *next == value).is_none() {
            let place = match (last, from.values.first()) {
                (Some(last), _) => format!(" AFTER {}", text(last, KIND)),
                (None, Some(first)) => format!(" BEFORE {}", text(first, KIND)),
                (None, None) => String::new(),
            };
            let value = text(value, KIND);
            added.push(format!("ALTER TYPE {new} ADD VALUE {value}{place}"));
        }
        last = Some(value);
    }
    if left.peek().is_none() {
        sql.extend(added);
        return Ok(sql);
    }
    sql.extend(replace(before, &from.name, to)?);
    Ok(sql)
}

/// A new type under the old one's name, to which all columns are converted.
fn replace(before: &Schema, from: &str, to: &EnumType) -> Result<Vec<String>, RenderError> {
    let gone = format!("mercer_old_{}", to.name);
    let gone = quoted(&gone[..gone.floor_char_boundary(63)], KIND);
    let mut sql = vec![
        format!("ALTER TYPE {} RENAME TO {gone}", quoted(&to.name, KIND)),
        create(to),
    ];
    for table in &before.tables {
        let of_type = |column: &&Column| uses(&column.column_type, from).is_some();
        let columns: Vec<&Column> = table.columns.iter().filter(of_type).collect();
        if !columns.is_empty() {
            sql.extend(convert(table, &columns, from, to)?);
        }
    }
    sql.push(format!("DROP TYPE {gone}"));
    Ok(sql)
}

/// Converts the columns of one table. What compares them with values of the old type would not
/// survive that and is made anew.
fn convert(
    table: &Table,
    columns: &[&Column],
    from: &str,
    to: &EnumType,
) -> Result<Vec<String>, RenderError> {
    let name = quoted(&table.name, KIND);
    let says = |text: &str| {
        columns
            .iter()
            .any(|one| mentions(text, &one.name, Some(KIND)))
    };
    let checks = table.checks.iter().filter(|it| says(&it.expression));
    let indexes: Vec<_> = table
        .indexes
        .iter()
        .filter(|index| {
            let in_part = index.parts.iter().any(|part| match &part.term {
                IndexTerm::Column(_) => false,
                IndexTerm::Expression(text) => says(text),
            });
            in_part || index.predicate.as_deref().is_some_and(says)
        })
        .collect();
    let mut sql = Vec::new();
    for check in checks.clone() {
        unmodelled::keep(table, &check.name, KIND)?;
        let check = quoted(&check.name, KIND);
        sql.push(format!("ALTER TABLE {name} DROP CONSTRAINT {check}"));
    }
    for index in &indexes {
        unmodelled::keep(table, &index.name, KIND)?;
        sql.push(format!("DROP INDEX {}", quoted(&index.name, KIND)));
    }
    for column in columns {
        let array = uses(&column.column_type, from).unwrap_or_default();
        let (type_name, column_name) = (quoted(&to.name, KIND), quoted(&column.name, KIND));
        let start = format!("ALTER TABLE {name} ALTER COLUMN {column_name}");
        let default = column
            .default
            .as_ref()
            .filter(|_| !is_numbered(table, column));
        sql.extend(default.map(|_| format!("{start} DROP DEFAULT")));
        sql.push(format!(
            "{start} TYPE {type_name}{array} USING {column_name}::text{array}::{type_name}{array}"
        ));
        sql.extend(default.map(|text| format!("{start} SET DEFAULT {text}")));
    }
    for one in checks {
        sql.push(format!("ALTER TABLE {name} ADD {}", check(one, KIND)));
    }
    for index in indexes {
        sql.push(indexes::create(&table.name, index, "", KIND));
    }
    Ok(sql)
}

/// What stands behind the enum type's name in a column's type: nothing or `[]`.
fn uses(column_type: &ColumnType, name: &str) -> Option<&'static str> {
    let ColumnType::Other(text) = column_type else {
        return None;
    };
    let pieces = tokens(text, KIND);
    let is_name = pieces.first().is_some_and(|first| match first.kind {
        TokenKind::Word | TokenKind::Quoted => first.text == name,
        _ => false,
    });
    match (is_name, pieces.len()) {
        (true, 1) => Some(""),
        (true, 3) if text.ends_with("[]") => Some("[]"),
        _ => None,
    }
}
