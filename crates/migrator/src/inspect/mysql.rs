//! The `information_schema` of MySQL and MariaDB.

use mercer_database::{Error, Kind};
use sea_orm::ConnectionTrait;

use super::mysql_columns::{column, plain};
use super::rows::{Row, query};
use super::{mysql_unmodelled, of_name, texts, triggers, unread};
use crate::normalise::{canonical, unique_indexes_as_constraints};
use crate::{Action, Check, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, Schema, Table};

// Its names are in another character set than the connection's, whence the conversions.
const TABLES: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(table_comment USING utf8mb4) AS comment, \
    CONVERT(version() USING utf8mb4) AS server_version \
    FROM information_schema.tables \
    WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name";

const COLUMNS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(column_name USING utf8mb4) AS column_name, \
    CONVERT(column_type USING utf8mb4) AS type_text, \
    CONVERT(collation_name USING utf8mb4) AS collation_name, \
    CONVERT(is_nullable USING utf8mb4) AS nullable, \
    CONVERT(column_default USING utf8mb4) AS default_text, \
    CONVERT(extra USING utf8mb4) AS extra, \
    CONVERT(column_comment USING utf8mb4) AS comment, \
    CONVERT(generation_expression USING utf8mb4) AS generation \
    FROM information_schema.columns WHERE table_schema = database() \
    ORDER BY table_name, ordinal_position";

/// MariaDB names checks within a table, and those of a column like the column.
const MARIADB_CHECKS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(constraint_name USING utf8mb4) AS name, \
    CONVERT(check_clause USING utf8mb4) AS expression, CONVERT(level USING utf8mb4) AS level \
    FROM information_schema.check_constraints WHERE constraint_schema = database() \
    ORDER BY table_name, name";

const MYSQL_CHECKS: &str = "SELECT CONVERT(t.table_name USING utf8mb4) AS table_name, \
    CONVERT(c.constraint_name USING utf8mb4) AS name, \
    CONVERT(c.check_clause USING utf8mb4) AS expression, NULL AS level \
    FROM information_schema.check_constraints c JOIN information_schema.table_constraints t \
    ON t.constraint_schema = database() AND t.constraint_name = c.constraint_name \
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
    ON r.constraint_schema = database() AND r.constraint_name = k.constraint_name \
    AND r.table_name = k.table_name \
    WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL \
    ORDER BY table_name, name, k.ordinal_position";

const TRIGGERS: &str = "SELECT CONVERT(event_object_table USING utf8mb4) AS table_name, \
    CONVERT(trigger_name USING utf8mb4) AS name, CONVERT(CONCAT('CREATE TRIGGER `', \
    REPLACE(trigger_name, '`', '``'), '` ', action_timing, ' ', event_manipulation, ' ON `', \
    REPLACE(event_object_table, '`', '``'), '` FOR EACH ROW ', action_statement) \
    USING utf8mb4) AS create_text \
    FROM information_schema.triggers WHERE trigger_schema = database() \
    ORDER BY table_name, action_order";

/// The definition names the database with every table, and would still mean it elsewhere.
const VIEWS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS name, \
    CONVERT(CONCAT('CREATE VIEW `', REPLACE(table_name, '`', '``'), '` AS ', \
    REPLACE(view_definition, CONCAT('`', REPLACE(database(), '`', '``'), '`.'), '')) \
    USING utf8mb4) AS create_text \
    FROM information_schema.views WHERE table_schema = database() ORDER BY table_name";

pub(super) async fn schema<C: ConnectionTrait>(connection: &C) -> Result<Schema, Error> {
    let mut tables = tables(connection).await?;
    triggers(connection, TRIGGERS, &mut tables).await?;
    Ok(Schema {
        tables,
        enums: Vec::new(),
        views: texts(connection, VIEWS).await?,
    })
}

async fn tables<C: ConnectionTrait>(connection: &C) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    let mut mariadb = false;
    for row in query(connection, TABLES).await? {
        let mut table = unread(&row.text("table_name")?);
        table.comment = row.optional("comment")?.filter(|text| !text.is_empty());
        tables.push(table);
        mariadb = row.text("server_version")?.contains("MariaDB");
    }
    if tables.is_empty() {
        return Ok(tables);
    }
    let mut numbered = Vec::new();
    for row in query(connection, COLUMNS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let column = column(&row, mariadb)?;
            if row.text("extra")?.contains("auto_increment") {
                let numbering = format!("{} AUTO_INCREMENT", row.text("type_text")?);
                numbered.push((table.name.clone(), column.name.clone(), numbering));
            }
            table.columns.push(column);
        }
    }
    for row in query(connection, &indexes(mariadb)).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            index_part(table, &row)?;
        }
    }
    let checks = if mariadb {
        MARIADB_CHECKS
    } else {
        MYSQL_CHECKS
    };
    for row in query(connection, checks).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let expression = plain(&row.text("expression")?, mariadb);
            let name = match (row.optional("level")?.as_deref(), document(&expression)) {
                (Some("Column"), Some(column)) => column.to_owned(),
                _ => row.text("name")?,
            };
            table.checks.push(Check { name, expression });
        }
    }
    for row in query(connection, FOREIGN_KEYS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            foreign_key_part(table, &row)?;
        }
    }
    for table in &mut tables {
        documents(table);
        unique_indexes_as_constraints(table);
    }
    for (table, column, numbering) in numbered {
        if let Some(table) = of_name(&mut tables, &table) {
            number(table, &column, &numbering);
        }
    }
    mysql_unmodelled::read(connection, mariadb, &mut tables).await?;
    Ok(tables)
}

/// The model knows numbering of the key; that of another column is told as its type.
fn number(table: &mut Table, name: &str, numbering: &str) {
    if matches!(&table.primary_key[..], [key] if key == name) {
        table.identity = true;
        return;
    }
    for column in &mut table.columns {
        if column.name == name {
            column.column_type = ColumnType::Other(numbering.to_owned());
        }
    }
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

/// The column whose check this is, if it is that of a JSON column. After a rename MariaDB goes on
/// to tell the check under the column's old name.
fn document(expression: &str) -> Option<&str> {
    let column = expression.strip_prefix("json_valid(`")?;
    column.strip_suffix("`)")
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
