//! The `information_schema` of MySQL and MariaDB.

use mercer_database::{Error, Kind, Transaction};

use super::rows::{Row, query};
use super::{of_name, unread};
use crate::normalise::{canonical, unique_indexes_as_constraints};
use crate::{Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, Table};

// Its names are in another character set than the connection's, whence the conversions.
const TABLES: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(version() USING utf8mb4) AS server_version \
    FROM information_schema.tables \
    WHERE table_schema = database() AND table_type = 'BASE TABLE' ORDER BY table_name";

const COLUMNS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(column_name USING utf8mb4) AS column_name, \
    CONVERT(column_type USING utf8mb4) AS type_text, \
    CONVERT(collation_name USING utf8mb4) AS collation_name, \
    CONVERT(is_nullable USING utf8mb4) AS nullable, \
    CONVERT(column_default USING utf8mb4) AS default_text, \
    CONVERT(extra USING utf8mb4) AS extra, \
    CONVERT(generation_expression USING utf8mb4) AS generation \
    FROM information_schema.columns WHERE table_schema = database() \
    ORDER BY table_name, ordinal_position";

/// MariaDB names checks within a table, and those of a column like the column.
const MARIADB_CHECKS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(constraint_name USING utf8mb4) AS name, \
    CONVERT(check_clause USING utf8mb4) AS expression \
    FROM information_schema.check_constraints WHERE constraint_schema = database() \
    ORDER BY table_name, name";

const MYSQL_CHECKS: &str = "SELECT CONVERT(t.table_name USING utf8mb4) AS table_name, \
    CONVERT(c.constraint_name USING utf8mb4) AS name, \
    CONVERT(c.check_clause USING utf8mb4) AS expression \
    FROM information_schema.check_constraints c JOIN information_schema.table_constraints t \
    ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name \
    AND t.constraint_type = 'CHECK' \
    WHERE c.constraint_schema = database() ORDER BY table_name, name";

const FOREIGN_KEYS: &str = "SELECT CONVERT(k.table_name USING utf8mb4) AS table_name, \
    CONVERT(k.constraint_name USING utf8mb4) AS name, \
    CONVERT(k.column_name USING utf8mb4) AS column_name, \
    CONVERT(k.referenced_table_name USING utf8mb4) AS parent_name, \
    CONVERT(k.referenced_column_name USING utf8mb4) AS parent_column, \
    CONVERT(r.delete_rule USING utf8mb4) AS delete_words, \
    CONVERT(r.update_rule USING utf8mb4) AS update_words \
    FROM information_schema.key_column_usage k \
    JOIN information_schema.referential_constraints r \
    ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name \
    AND r.table_name = k.table_name \
    WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL \
    ORDER BY table_name, name, k.ordinal_position";

pub(super) async fn tables(transaction: &Transaction) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    let mut mariadb = false;
    for row in query(transaction, TABLES).await? {
        tables.push(unread(&row.text("table_name")?));
        mariadb = row.text("server_version")?.contains("MariaDB");
    }
    if tables.is_empty() {
        return Ok(tables);
    }
    let mut numbered = Vec::new();
    for row in query(transaction, COLUMNS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let column = column(&row)?;
            if row.text("extra")?.contains("auto_increment") {
                numbered.push((table.name.clone(), column.name.clone()));
            }
            table.columns.push(column);
        }
    }
    for row in query(transaction, &indexes(mariadb)).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            index_part(table, &row)?;
        }
    }
    let checks = if mariadb {
        MARIADB_CHECKS
    } else {
        MYSQL_CHECKS
    };
    for row in query(transaction, checks).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let name = row.text("name")?;
            let expression = row.text("expression")?;
            table.checks.push(Check { name, expression });
        }
    }
    for row in query(transaction, FOREIGN_KEYS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            foreign_key_part(table, &row)?;
        }
    }
    for table in &mut tables {
        documents(table);
        unique_indexes_as_constraints(table);
        let key = (
            table.name.clone(),
            table.primary_key.first().cloned().unwrap_or_default(),
        );
        table.identity = table.primary_key.len() == 1 && numbered.contains(&key);
    }
    Ok(tables)
}

/// One row for each part of each index. Only MySQL has indexes over expressions, and the column
/// that tells them.
fn indexes(mariadb: bool) -> String {
    let expression = if mariadb {
        "NULL"
    } else {
        "CONVERT(expression USING utf8mb4)"
    };
    format!(
        "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
         CONVERT(index_name USING utf8mb4) AS name, \
         CAST(non_unique AS SIGNED) AS is_repeatable, \
         CONVERT(column_name USING utf8mb4) AS column_name, \
         CONVERT(CAST(sub_part AS CHAR) USING utf8mb4) AS prefix_length, \
         CONVERT(collation USING utf8mb4) AS direction, \
         CONVERT(index_type USING utf8mb4) AS method, {expression} AS expression \
         FROM information_schema.statistics WHERE table_schema = database() \
         ORDER BY table_name, name, seq_in_index"
    )
}

fn column(row: &Row) -> Result<Column, Error> {
    let collation = row.optional("collation_name")?;
    let default = match row.optional("generation")? {
        Some(text) if !text.is_empty() => Some(format!("GENERATED ALWAYS AS ({text})")),
        // MariaDB's word for no default.
        _ => row.optional("default_text")?.filter(|text| text != "NULL"),
    };
    Ok(Column {
        name: row.text("column_name")?,
        column_type: column_type(&row.text("type_text")?, collation.as_deref()),
        nullable: row.text("nullable")? == "YES",
        default,
    })
}

fn column_type(text: &str, collation: Option<&str>) -> ColumnType {
    let by_bytes = matches!(collation, Some("utf8mb4_bin"));
    let length = text
        .strip_prefix("varchar(")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|length| length.parse().ok());
    match (text, length) {
        (_, Some(length)) if by_bytes => ColumnType::Text(length),
        ("text", _) if by_bytes => ColumnType::LongText,
        // MariaDB tells a display width, MySQL 8 none.
        ("bigint(20)" | "bigint", _) => ColumnType::BigInteger,
        ("tinyint(1)", _) => ColumnType::Boolean,
        ("datetime(6)", _) => ColumnType::Timestamp,
        ("date", _) => ColumnType::Date,
        ("json", _) => ColumnType::Json,
        _ => ColumnType::Other(match collation {
            Some(collation) => format!("{text} COLLATE {collation}"),
            None => text.to_owned(),
        }),
    }
}

/// MariaDB's JSON is a long text and a check with the column's name.
fn documents(table: &mut Table) {
    for column in &mut table.columns {
        let ColumnType::Other(text) = &column.column_type else {
            continue;
        };
        let valid = canonical(&format!("json_valid(`{}`)", column.name), Kind::MySql);
        let place = table.checks.iter().position(|check| {
            check.name == column.name && canonical(&check.expression, Kind::MySql) == valid
        });
        if let (Some(place), true) = (place, text.starts_with("longtext")) {
            table.checks.remove(place);
            column.column_type = ColumnType::Json;
        }
    }
}

fn index_part(table: &mut Table, row: &Row) -> Result<(), Error> {
    let name = row.text("name")?;
    let column = row.optional("column_name")?;
    if name == "PRIMARY" {
        table.primary_key.extend(column);
        return Ok(());
    }
    let prefix = row.optional("prefix_length")?;
    let term = match (column, prefix, row.optional("expression")?) {
        (Some(column), None, _) => IndexTerm::Column(column),
        (Some(column), Some(length), _) => IndexTerm::Expression(format!("`{column}`({length})")),
        (None, _, text) => IndexTerm::Expression(format!("({})", text.unwrap_or_default())),
    };
    let part = IndexPart {
        term,
        descending: row.optional("direction")?.as_deref() == Some("D"),
    };
    match table.indexes.last_mut().filter(|index| index.name == name) {
        Some(index) => index.parts.push(part),
        None => table.indexes.push(Index {
            name,
            parts: vec![part],
            unique: !row.flag("is_repeatable")?,
            predicate: None,
            method: Some(row.text("method")?).filter(|method| method != "BTREE"),
        }),
    }
    Ok(())
}

fn foreign_key_part(table: &mut Table, row: &Row) -> Result<(), Error> {
    let name = row.text("name")?;
    if table.foreign_keys.last().is_none_or(|key| key.name != name) {
        table.foreign_keys.push(ForeignKey {
            name,
            columns: Vec::new(),
            parent: row.text("parent_name")?,
            parent_columns: Vec::new(),
            on_delete: Action::of_words(&row.text("delete_words")?),
            on_update: Action::of_words(&row.text("update_words")?),
        });
    }
    if let Some(key) = table.foreign_keys.last_mut() {
        key.columns.push(row.text("column_name")?);
        key.parent_columns.push(row.text("parent_column")?);
    }
    Ok(())
}
