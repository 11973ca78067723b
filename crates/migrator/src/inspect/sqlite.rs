//! SQLite's catalog: its pragmas, and the CREATE text for what they do not tell.

use mercer_database::{Error, Kind};
use sea_orm::ConnectionTrait;

use super::rows::{Row, query};
use super::sqlite_text::{self, Definition};
use super::{decimal, length, of_name, texts, triggers, unread};
use crate::normalise::canonical;
use crate::{
    Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, Schema, Table,
    Unique,
};

const TABLES: &str = "SELECT s.name AS table_name, s.sql AS create_text, l.wr AS is_clustered \
    FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main' \
    WHERE s.type = 'table' AND l.type = 'table' AND substr(s.name, 1, 7) <> 'sqlite_' \
    ORDER BY s.name";

const COLUMNS: &str = "SELECT s.name AS table_name, x.name AS column_name, x.type AS type_text, \
    x.\"notnull\" AS is_required, x.dflt_value AS default_text, x.pk AS key_position, \
    x.hidden AS hidden_kind \
    FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) x \
    WHERE s.type = 'table' ORDER BY s.name, x.cid";

const INDEXES: &str = "SELECT s.name AS table_name, l.name AS index_name, l.origin AS origin, \
    l.\"unique\" AS is_unique, x.seqno AS part_position, x.name AS column_name, \
    x.\"desc\" AS is_descending, x.coll AS collation_name, i.sql AS create_text \
    FROM sqlite_schema s JOIN pragma_index_list(s.name) l JOIN pragma_index_xinfo(l.name) x \
    LEFT JOIN sqlite_schema i ON i.type = 'index' AND i.name = l.name \
    WHERE s.type = 'table' AND x.key = 1 AND l.origin <> 'pk' ORDER BY s.name, l.name, x.seqno";

const FOREIGN_KEYS: &str = "SELECT s.name AS table_name, f.id AS key_number, \
    f.\"table\" AS parent_name, f.\"from\" AS column_name, f.\"to\" AS parent_column, \
    f.on_delete AS delete_words, f.on_update AS update_words \
    FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f \
    WHERE s.type = 'table' ORDER BY s.name, f.id DESC, f.seq";

const TRIGGERS: &str = "SELECT tbl_name AS table_name, name AS name, sql AS create_text \
    FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";

/// In the order in which they were made, for a view may read another.
const VIEWS: &str = "SELECT name AS name, sql AS create_text FROM sqlite_schema \
    WHERE type = 'view' ORDER BY rowid";

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
    let mut definitions = Vec::new();
    for row in query(connection, TABLES).await? {
        let mut table = unread(&row.text("table_name")?);
        table.clustered = row.flag("is_clustered")?;
        tables.push(table);
        definitions.push(sqlite_text::definition(&row.text("create_text")?));
    }
    let mut keys = vec![Vec::new(); tables.len()];
    for row in query(connection, COLUMNS).await? {
        let name = row.text("table_name")?;
        if let Some(place) = tables.iter().position(|table| table.name == name) {
            let column = column(&row, &definitions[place])?;
            let position = row.number("key_position")?;
            if position > 0 {
                keys[place].push((position, column.name.clone()));
            }
            tables[place].columns.push(column);
        }
    }
    for ((table, definition), mut key) in tables.iter_mut().zip(&definitions).zip(keys) {
        key.sort();
        table.primary_key = key.into_iter().map(|(_, name)| name).collect();
        finish(table, definition);
    }
    for row in query(connection, INDEXES).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            index_part(table, &row)?;
        }
    }
    let mut last = None;
    for row in query(connection, FOREIGN_KEYS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let key = (table.name.clone(), row.number("key_number")?);
            foreign_key_part(table, &row, last.as_ref() != Some(&key))?;
            last = Some(key);
        }
    }
    for (place, definition) in definitions.iter().enumerate() {
        let parents: Vec<_> = tables
            .iter()
            .map(|t| (t.name.clone(), t.primary_key.clone()))
            .collect();
        names(&mut tables[place], definition, &parents);
    }
    Ok(tables)
}

fn column(row: &Row, definition: &Definition) -> Result<Column, Error> {
    let name = row.text("column_name")?;
    let mut type_text = row.text("type_text")?;
    if let Some((_, collation)) = definition.collations.iter().find(|(of, _)| *of == name) {
        type_text = format!("{type_text} COLLATE {collation}");
    }
    let generated = || definition.generated.iter().find(|(of, _)| *of == name);
    let default = match row.number("hidden_kind")? {
        0 => row.optional("default_text")?,
        2 => generated().map(|(_, text)| format!("{text} VIRTUAL")),
        _ => generated().map(|(_, text)| format!("{text} STORED")),
    };
    Ok(Column {
        column_type: column_type(&type_text),
        nullable: !row.flag("is_required")?,
        default,
        comment: None,
        renamed_from: None,
        name,
    })
}

fn column_type(text: &str) -> ColumnType {
    let upper = text.to_ascii_uppercase();
    if let Some(length) = length(&upper, "VARCHAR") {
        return ColumnType::Text(length);
    }
    if let Some(decimal) = decimal(&upper, "DECIMAL") {
        return decimal;
    }
    match upper.as_str() {
        "SMALLINT" => ColumnType::SmallInteger,
        // INT is another type: as the key it does not take the place of the row's number.
        "INTEGER" => ColumnType::Integer,
        "BIGINT" => ColumnType::BigInteger,
        "DOUBLE" => ColumnType::Double,
        "BLOB" => ColumnType::Binary,
        "BOOLEAN" => ColumnType::Boolean,
        "TEXT" => ColumnType::LongText,
        "TIMESTAMP" => ColumnType::Timestamp,
        "DATE" => ColumnType::Date,
        "JSON" => ColumnType::Json,
        _ => ColumnType::Other(text.to_owned()),
    }
}

/// What the CREATE text says: the checks, and whether the key is numbered without reuse.
fn finish(table: &mut Table, definition: &Definition) {
    table.identity = definition.autoincrement;
    table.unmodelled.clone_from(&definition.unmodelled);
    table.checks = definition
        .checks
        .iter()
        .map(|(name, expression)| Check {
            name: name.clone().unwrap_or_default(),
            expression: expression.clone(),
        })
        .collect();
    for column in &mut table.columns {
        if table.primary_key == [column.name.clone()] {
            // Such a key is the row's number: 64 bits wide and never NULL.
            let is_row_number = column.column_type == ColumnType::Integer && !table.clustered;
            column.nullable = column.nullable && !is_row_number;
            if definition.autoincrement {
                column.column_type = ColumnType::BigInteger;
            }
        }
        if column.column_type != ColumnType::Boolean {
            continue;
        }
        // A truth value is the type and its check; BOOLEAN alone holds any number.
        let zero_or_one = canonical(&format!("\"{}\" IN (0, 1)", column.name), Kind::Sqlite);
        let place = table.checks.iter().position(|check| {
            check.name.is_empty() && canonical(&check.expression, Kind::Sqlite) == zero_or_one
        });
        match place {
            Some(place) => drop(table.checks.remove(place)),
            None => column.column_type = ColumnType::Other("BOOLEAN".to_owned()),
        }
    }
}

fn index_part(table: &mut Table, row: &Row) -> Result<(), Error> {
    let name = row.text("index_name")?;
    let column = row.optional("column_name")?;
    if row.text("origin")? == "u" {
        if table
            .uniques
            .last()
            .is_none_or(|unique| unique.name != name)
        {
            let columns = Vec::new();
            table.uniques.push(Unique { name, columns });
        }
        if let Some(unique) = table.uniques.last_mut() {
            unique.columns.extend(column);
        }
        return Ok(());
    }
    let text = row.optional("create_text")?.unwrap_or_default();
    let (terms, predicate) = sqlite_text::index(&text);
    if table.indexes.last().is_none_or(|index| index.name != name) {
        table.indexes.push(Index {
            name,
            parts: Vec::new(),
            unique: row.flag("is_unique")?,
            predicate,
            method: None,
        });
    }
    let position = usize::try_from(row.number("part_position")?).unwrap_or_default();
    let collation = row.optional("collation_name")?.unwrap_or_default();
    let term = match column {
        Some(column) if collation.eq_ignore_ascii_case("binary") => IndexTerm::Column(column),
        _ => IndexTerm::Expression(terms.get(position).cloned().unwrap_or_default()),
    };
    let descending = row.flag("is_descending")?;
    if let Some(index) = table.indexes.last_mut() {
        index.parts.push(IndexPart { term, descending });
    }
    Ok(())
}

fn foreign_key_part(table: &mut Table, row: &Row, first: bool) -> Result<(), Error> {
    if first {
        table.foreign_keys.push(ForeignKey {
            name: String::new(),
            columns: Vec::new(),
            parent: row.text("parent_name")?,
            parent_columns: Vec::new(),
            on_delete: Action::of_words(&row.text("delete_words")?),
            on_update: Action::of_words(&row.text("update_words")?),
        });
    }
    if let Some(key) = table.foreign_keys.last_mut() {
        key.columns.push(row.text("column_name")?);
        key.parent_columns.extend(row.optional("parent_column")?);
    }
    Ok(())
}

/// The pragmas tell no names of constraints; the CREATE text does.
fn names(table: &mut Table, definition: &Definition, parents: &[(String, Vec<String>)]) {
    let mut uniques = definition.uniques.clone();
    for unique in &mut table.uniques {
        if let Some(place) = uniques
            .iter()
            .position(|(_, columns)| *columns == unique.columns)
        {
            unique.name = uniques.remove(place).0.unwrap_or_default();
        }
    }
    let mut keys = definition.foreign_keys.clone();
    for key in &mut table.foreign_keys {
        if let Some((name, _)) = parents
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&key.parent))
        {
            key.parent.clone_from(name);
        }
        let fits = |(_, columns, parent): &(_, Vec<String>, String)| {
            *columns == key.columns && parent.eq_ignore_ascii_case(&key.parent)
        };
        if let Some(place) = keys.iter().position(fits) {
            key.name = keys.remove(place).0.unwrap_or_default();
        }
        // `REFERENCES parent` alone means its primary key.
        if key.parent_columns.is_empty()
            && let Some((_, columns)) = parents.iter().find(|(name, _)| *name == key.parent)
        {
            key.parent_columns.clone_from(columns);
        }
    }
}
