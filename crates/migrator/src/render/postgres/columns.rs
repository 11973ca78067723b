//! Altering a column: type, nullability, default, comment.

use super::super::columns::{definition, is_numbered};
use super::super::quotes::quoted;
use super::super::types::{is_text, type_name};
use super::super::{RenderError, unmodelled};
use super::KIND;
use crate::replay::is_generated;
use crate::{Column, ColumnType, Schema, Table};

pub(super) fn alter(
    before: &Schema,
    table: &Table,
    to: &Column,
) -> Result<Vec<String>, RenderError> {
    let mut columns = table.columns.iter();
    let Some(from) = columns.find(|column| column.name == to.name) else {
        return Ok(Vec::new());
    };
    let start = format!("ALTER TABLE {}", quoted(&table.name, KIND));
    let generated = |column: &Column| column.default.as_deref().is_some_and(is_generated);
    if generated(to) && (from.default != to.default || from.column_type != to.column_type) {
        unmodelled::keep(table, &to.name, KIND)?;
        // What it holds follows from other columns, so nothing is lost with the old one.
        let definition = definition(table, to, KIND);
        let mut sql = vec![
            format!("{start} DROP COLUMN {}", quoted(&to.name, KIND)),
            format!("{start} ADD COLUMN {definition}"),
        ];
        sql.extend(to.comment.as_ref().map(|_| comment(&table.name, to)));
        return Ok(sql);
    }
    let start = format!("{start} ALTER COLUMN {}", quoted(&to.name, KIND));
    let mut sql = Vec::new();
    let (old, new) = (
        type_name(&from.column_type, KIND),
        type_name(&to.column_type, KIND),
    );
    let (old_default, new_default) = if is_numbered(table, from) {
        (None, None)
    } else {
        (from.default.as_deref(), to.default.as_deref())
    };
    // A default is not converted with its column.
    let gives_up_default = old_default.is_some() && (old_default != new_default || old != new);
    if gives_up_default {
        sql.push(format!("{start} {}", drop_default(old_default)));
    }
    if from.nullable != to.nullable && to.nullable {
        sql.push(format!("{start} DROP NOT NULL"));
    }
    if old != new {
        sql.push(format!("{start} TYPE {new}{}", using(before, from, to)));
    }
    if from.nullable != to.nullable && !to.nullable {
        sql.push(format!("{start} SET NOT NULL"));
    }
    if let Some(default) = new_default
        && (gives_up_default || old_default.is_none())
    {
        sql.push(if is_identity(default) {
            format!("{start} ADD {default}")
        } else {
            format!("{start} SET DEFAULT {default}")
        });
    }
    if from.comment != to.comment {
        sql.push(comment(&table.name, to));
    }
    Ok(sql)
}

pub(super) fn comment(table: &str, column: &Column) -> String {
    let name = format!("{}.{}", quoted(table, KIND), quoted(&column.name, KIND));
    super::comment("COLUMN", &name, column.comment.as_ref())
}

fn drop_default(default: Option<&str>) -> &'static str {
    match default {
        Some(text) if is_identity(text) => "DROP IDENTITY",
        Some(text) if is_generated(text) => "DROP EXPRESSION",
        _ => "DROP DEFAULT",
    }
}

fn is_identity(default: &str) -> bool {
    let upper = default.to_ascii_uppercase();
    upper.starts_with("GENERATED") && upper.ends_with("IDENTITY")
}

/// How the values are converted where PostgreSQL does not do so by itself. Never to text: a cast
/// that is written out cuts what is too long, the one by itself refuses it.
fn using(before: &Schema, from: &Column, to: &Column) -> String {
    let name = quoted(&from.name, KIND);
    let (old, new) = (&from.column_type, &to.column_type);
    let words = type_name(new, KIND);
    let is_enum = |one: &ColumnType| match one {
        ColumnType::Other(text) => before.enums.iter().any(|named| named.name == *text),
        _ => false,
    };
    let expression = match (old, new) {
        (ColumnType::Binary, _) if is_text(new) => format!("convert_from({name}, 'UTF8')"),
        _ if is_text(new) => return String::new(),
        (_, ColumnType::Binary) if is_text(old) => format!("convert_to({name}, 'UTF8')"),
        (ColumnType::Boolean, _) if is_number(new) => format!("{name}::int::{words}"),
        (_, ColumnType::Boolean) if is_number(old) => format!("{name} <> 0"),
        (_, ColumnType::Json) if !is_text(old) => format!("to_jsonb({name})"),
        _ if is_enum(old) || is_enum(new) => format!("{name}::text::{words}"),
        _ => format!("{name}::{words}"),
    };
    format!(" USING {expression}")
}

fn is_number(column_type: &ColumnType) -> bool {
    use ColumnType::{BigInteger, Decimal, Double, Integer, SmallInteger};
    match column_type {
        SmallInteger | Integer | BigInteger | Double | Decimal(..) => true,
        ColumnType::Other(text) => {
            let known = ["smallint", "integer", "numeric", "double precision", "real"];
            known.iter().any(|start| text.starts_with(start))
        }
        _ => false,
    }
}
