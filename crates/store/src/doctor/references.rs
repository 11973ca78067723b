//! The check of every foreign key, written from the declarations of the tables.
//!
//! The databases enforce these themselves, unless somebody switched that off while loading data,
//! or a table was restored without another.

use mercer_database::Transaction;
use mercer_migrator::{ForeignKey, Table};
use sea_orm::DbErr;

use super::Check;
use super::checks::Definition;
use super::examine::check as run;
use crate::schema::schema;

/// Counts, for each foreign key, the rows that refer to one that is not there.
pub(super) async fn check(transaction: &Transaction) -> Result<Check, DbErr> {
    let tables = schema().tables;
    let keys = || {
        let of = |table: &'_ Table| -> Vec<(String, ForeignKey)> {
            let keys = table.foreign_keys.iter().cloned();
            keys.map(|key| (table.name.clone(), key)).collect()
        };
        tables.iter().flat_map(of)
    };
    let referring: Vec<String> = keys().map(|(table, key)| referring(&table, &key)).collect();
    let orphans: Vec<String> = keys().map(|(table, key)| orphans(&table, &key)).collect();
    let examined = format!(
        "SELECT CAST(SUM(n) AS BIG) AS examined FROM ({}) counted",
        referring.join(" UNION ALL ")
    );
    let definition = Definition {
        name: "every row that another one refers to is there",
        examined: &examined,
        wrong: &orphans.join(" UNION ALL "),
    };
    run(transaction, &definition).await
}

/// How many rows refer to another one.
fn referring(table: &str, key: &ForeignKey) -> String {
    let set = all(&key.columns, |column| format!("{column} IS NOT NULL"));
    format!("SELECT COUNT(*) AS n FROM {table} WHERE {set}")
}

/// One row if any refers to one that is not there.
fn orphans(table: &str, key: &ForeignKey) -> String {
    let set = all(&key.columns, |column| format!("child.{column} IS NOT NULL"));
    let pairs: Vec<String> = key
        .columns
        .iter()
        .zip(&key.parent_columns)
        .map(|(column, parent)| format!("parent.{parent} = child.{column}"))
        .collect();
    format!(
        "SELECT '{table}.{columns} without {parent}' AS subject, CAST(0 AS BIG) AS expected, \
         CAST(COUNT(*) AS BIG) AS found FROM {table} child WHERE {set} AND NOT EXISTS \
         (SELECT 1 FROM {parent} parent WHERE {same}) HAVING COUNT(*) > 0",
        columns = key.columns.join(", "),
        parent = key.parent,
        same = pairs.join(" AND "),
    )
}

fn all(columns: &[String], condition: impl Fn(&String) -> String) -> String {
    let conditions: Vec<String> = columns.iter().map(condition).collect();
    conditions.join(" AND ")
}
