//! Rows that come and go with a revision.

use mercer_database::Kind;

use super::columns::is_numbered;
use super::literals::literal;
use super::quotes::{quoted, quoted_list, text};
use super::{RenderError, Statement};
use crate::replay::find;
use crate::{Column, InsertRows, Literal, ReplayError, Schema, Table};

/// Rows a statement: below every server's limit for its length, with ordinary rows.
const ROWS_A_STATEMENT: usize = 200;

pub(super) fn insert(
    rows: &InsertRows,
    before: &Schema,
    kind: Kind,
) -> Result<Vec<Statement>, RenderError> {
    let table = find(before, &rows.table)?;
    let columns = columns(table, rows)?;
    let (name, list) = (quoted(&rows.table, kind), quoted_list(&rows.columns, kind));
    let mut statements = Vec::new();
    for some in rows.rows.chunks(ROWS_A_STATEMENT) {
        let mut lines = Vec::new();
        for row in some {
            let values: Result<Vec<_>, _> = row
                .iter()
                .zip(&columns)
                .map(|(value, column)| literal(value, table, column, kind))
                .collect();
            lines.push(format!("({})", values?.join(", ")));
        }
        let lines = lines.join(",\n  ");
        let sql = format!("INSERT INTO {name} ({list}) VALUES\n  {lines}");
        statements.push(Statement::new(sql));
    }
    let numbered = columns.iter().find(|column| is_numbered(table, column));
    if let (Some(column), Kind::Postgres, false) = (numbered, kind, rows.rows.is_empty()) {
        statements.push(go_on_above(&rows.table, &column.name));
    }
    Ok(statements)
}

/// Numbers that were given by hand are unknown to PostgreSQL's counter, which would give them again.
pub(super) fn go_on_above(table: &str, column: &str) -> Statement {
    let kind = Kind::Postgres;
    let (name, quoted_column) = (quoted(table, kind), quoted(column, kind));
    let counter = format!(
        "pg_get_serial_sequence({}, {})",
        text(&name, kind),
        text(column, kind)
    );
    Statement::new(format!(
        "SELECT setval({counter}, GREATEST(nextval({counter}), MAX({quoted_column}) + 1), false) \
         FROM {name}"
    ))
}

pub(super) fn delete(
    rows: &InsertRows,
    before: &Schema,
    kind: Kind,
) -> Result<Vec<Statement>, RenderError> {
    let table = find(before, &rows.table)?;
    let columns = columns(table, rows)?;
    if rows.key.is_empty() {
        return Err(RenderError::NoKey {
            table: rows.table.clone(),
        });
    }
    let is_key = |column: &Column| rows.key.contains(&column.name);
    let name = quoted(&rows.table, kind);
    let mut statements = Vec::new();
    for some in rows.rows.chunks(ROWS_A_STATEMENT) {
        let mut lines = Vec::new();
        for row in some {
            let mut parts = Vec::new();
            for (value, column) in row.iter().zip(&columns).filter(|(_, one)| is_key(one)) {
                let column_name = quoted(&column.name, kind);
                parts.push(match value {
                    Literal::Null => format!("{column_name} IS NULL"),
                    _ => format!("{column_name} = {}", literal(value, table, column, kind)?),
                });
            }
            lines.push(format!("({})", parts.join(" AND ")));
        }
        let lines = lines.join("\n  OR ");
        statements.push(Statement::new(format!("DELETE FROM {name} WHERE {lines}")));
    }
    Ok(statements)
}

/// The given columns; every row has a value for each, and the key is among them.
fn columns<'a>(table: &'a Table, rows: &InsertRows) -> Result<Vec<&'a Column>, RenderError> {
    let no_column = |column: &String| ReplayError::NoColumn {
        table: rows.table.clone(),
        column: column.clone(),
    };
    if let Some(key) = rows.key.iter().find(|key| !rows.columns.contains(key)) {
        return Err(no_column(key).into());
    }
    for (place, row) in rows.rows.iter().enumerate() {
        if row.len() != rows.columns.len() {
            return Err(RenderError::RowLength {
                table: rows.table.clone(),
                row: place + 1,
                values: row.len(),
                columns: rows.columns.len(),
            });
        }
    }
    let mut found = Vec::new();
    for name in &rows.columns {
        let column = table.columns.iter().find(|column| column.name == *name);
        found.push(column.ok_or_else(|| no_column(name))?);
    }
    Ok(found)
}
