//! CREATE TABLE, with all that belongs to the table.

use mercer_database::Kind;

use super::columns::definition;
use super::constraints::{check, foreign_key, primary_key, unique};
use super::quotes::{quoted, text};
use super::{indexes, postgres};
use crate::Table;

/// The statements that create a table with its indexes and comments, in order, where it is missing.
pub fn create_table(table: &Table, kind: Kind) -> Vec<String> {
    statements(table, "IF NOT EXISTS ", kind)
}

/// The same; `how` is put before the names of the table and its indexes.
pub(super) fn statements(table: &Table, how: &str, kind: Kind) -> Vec<String> {
    let mut statements = vec![table_alone(table, how, kind)];
    if kind != Kind::MySql {
        let create = |index| indexes::create(&table.name, index, how, kind);
        statements.extend(table.indexes.iter().map(create));
    }
    if kind == Kind::Postgres {
        statements.extend(postgres::comments(table));
    }
    statements
}

/// CREATE TABLE without what other statements add.
pub(super) fn table_alone(table: &Table, how: &str, kind: Kind) -> String {
    let columns = table.columns.iter();
    let mut parts: Vec<String> = columns.map(|one| definition(table, one, kind)).collect();
    // SQLite's word for a numbered key stands with the column.
    let said = kind == Kind::Sqlite && table.identity && table.primary_key.len() == 1;
    if !said && !table.primary_key.is_empty() {
        parts.push(primary_key(&table.primary_key, kind));
    }
    parts.extend(table.uniques.iter().map(|one| unique(one, kind)));
    parts.extend(table.checks.iter().map(|one| check(one, kind)));
    if kind == Kind::MySql {
        // Declared before the foreign keys, so that these use them and add none of their own.
        parts.extend(table.indexes.iter().map(indexes::mysql_clause));
    }
    parts.extend(table.foreign_keys.iter().map(|key| foreign_key(key, kind)));
    let options = match (kind, &table.comment) {
        (Kind::Sqlite, _) if table.clustered => " WITHOUT ROWID".to_owned(),
        (Kind::MySql, comment) => {
            let comment = comment.as_ref().map(|words| text(words, kind));
            let comment = comment.map_or(String::new(), |words| format!(" COMMENT={words}"));
            format!(" ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin{comment}")
        }
        _ => String::new(),
    };
    format!(
        "CREATE TABLE {how}{} (\n  {}\n){options}",
        quoted(&table.name, kind),
        parts.join(",\n  ")
    )
}
