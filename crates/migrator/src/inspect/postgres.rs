//! PostgreSQL's catalog.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::rows::{Row, query};
use super::{decimal, length, of_name, postgres_unmodelled, texts, triggers, unread};
use crate::{
    Action, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm, Schema,
    Table, Unique,
};

const TABLES: &str = "SELECT c.relname::text AS table_name, \
    obj_description(c.oid, 'pg_class') AS comment FROM pg_class c \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass \
    AND e.objid = c.oid AND e.deptype = 'e') \
    ORDER BY c.relname";

const COLUMNS: &str = "SELECT c.relname::text AS table_name, a.attname::text AS column_name, \
    format_type(a.atttypid, a.atttypmod) AS type_text, a.attnotnull::int::int8 AS is_required, \
    o.collname::text AS collation_name, a.attidentity::text AS identity_kind, \
    a.attgenerated::text AS generated_kind, pg_get_expr(d.adbin, d.adrelid) AS default_text, \
    col_description(c.oid, a.attnum) AS comment, \
    pg_get_serial_sequence(quote_ident(current_schema()) || '.' || quote_ident(c.relname), \
    a.attname) AS own_sequence \
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
    LEFT JOIN pg_collation o ON o.oid = a.attcollation \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum";

/// One row for each column of each constraint, one for a check.
const CONSTRAINTS: &str = "SELECT c.relname::text AS table_name, k.conname::text AS name, \
    k.contype::text AS constraint_kind, pg_get_expr(k.conbin, k.conrelid) AS expression, \
    k.confdeltype::text AS delete_letter, k.confupdtype::text AS update_letter, \
    CASE WHEN p.relnamespace = c.relnamespace THEN p.relname::text ELSE p.oid::regclass::text END \
    AS parent_name, a.attname::text AS column_name, b.attname::text AS parent_column \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
    LEFT JOIN pg_class p ON p.oid = k.confrelid \
    LEFT JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(here, there, place) \
    ON k.contype <> 'c' \
    LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.here \
    LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.there \
    WHERE c.relnamespace = current_schema()::regnamespace AND k.contype IN ('p', 'u', 'c', 'f') \
    ORDER BY c.relname, k.conname, u.place";

/// One row for each part of each index that is no constraint's.
const INDEXES: &str = "SELECT c.relname::text AS table_name, i.relname::text AS name, \
    x.indisunique::int::int8 AS is_unique, x.indisvalid::int::int8 AS is_valid, m.amname::text AS method, \
    pg_get_indexdef(x.indexrelid, n.place, true) AS term, a.attname::text AS column_name, \
    x.indoption[n.place - 1]::int8 AS options, o.opcdefault::int::int8 AS has_usual_operators, \
    o.opcname::text AS operators, pg_get_expr(x.indpred, x.indrelid) AS predicate \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid \
    JOIN pg_am m ON m.oid = i.relam \
    CROSS JOIN LATERAL generate_series(1, x.indnkeyatts::int) AS n(place) \
    JOIN pg_opclass o ON o.oid = x.indclass[n.place - 1] \
    LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[n.place - 1] \
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid \
    AND k.conrelid = x.indrelid AND k.contype IN ('p', 'u', 'x')) \
    ORDER BY c.relname, i.relname, n.place";

const ENUMS: &str = "SELECT t.typname::text AS name, v.enumlabel::text AS label FROM pg_type t \
    JOIN pg_enum v ON v.enumtypid = t.oid \
    WHERE t.typnamespace = current_schema()::regnamespace \
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_type'::regclass \
    AND e.objid = t.oid AND e.deptype = 'e') \
    ORDER BY t.typname, v.enumsortorder";

const TRIGGERS: &str = "SELECT c.relname::text AS table_name, t.tgname::text AS name, \
    pg_get_triggerdef(t.oid) AS create_text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal \
    ORDER BY c.relname, t.tgname";

/// In the order in which they were made, for a view may read another.
const VIEWS: &str = "SELECT c.relname::text AS name, 'CREATE VIEW ' || quote_ident(c.relname) \
    || ' AS' || chr(10) || pg_get_viewdef(c.oid) AS create_text FROM pg_class c \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'v' \
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass \
    AND e.objid = c.oid AND e.deptype = 'e') ORDER BY c.oid";

pub(super) async fn schema<C: ConnectionTrait>(connection: &C) -> Result<Schema, Error> {
    let mut tables = tables(connection).await?;
    triggers(connection, TRIGGERS, &mut tables).await?;
    Ok(Schema {
        tables,
        enums: enums(connection).await?,
        views: texts(connection, VIEWS).await?,
    })
}

async fn enums<C: ConnectionTrait>(connection: &C) -> Result<Vec<EnumType>, Error> {
    let mut enums: Vec<EnumType> = Vec::new();
    for row in query(connection, ENUMS).await? {
        let (name, value) = (row.text("name")?, row.text("label")?);
        match enums.last_mut().filter(|last| last.name == name) {
            Some(last) => last.values.push(value),
            None => enums.push(EnumType {
                name,
                values: vec![value],
            }),
        }
    }
    Ok(enums)
}

async fn tables<C: ConnectionTrait>(connection: &C) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    for row in query(connection, TABLES).await? {
        let mut table = unread(&row.text("table_name")?);
        table.comment = row.optional("comment")?;
        tables.push(table);
    }
    let mut numbered = Vec::new();
    for row in query(connection, COLUMNS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            let column = column(&row)?;
            if column.default.as_deref().is_some_and(is_numbering) {
                numbered.push((table.name.clone(), column.name.clone()));
            }
            table.columns.push(column);
        }
    }
    for row in query(connection, CONSTRAINTS).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            constraint_part(table, &row)?;
        }
    }
    for row in query(connection, INDEXES).await? {
        if let Some(table) = of_name(&mut tables, &row.text("table_name")?) {
            index_part(table, &row)?;
        }
    }
    for (table, column) in numbered {
        if let Some(table) = of_name(&mut tables, &table) {
            number(table, &column);
        }
    }
    postgres_unmodelled::read(connection, &mut tables).await?;
    Ok(tables)
}

/// The model knows numbering of the key; that of another column is told as its default.
fn number(table: &mut Table, name: &str) {
    let is_key = matches!(&table.primary_key[..], [key] if key == name);
    table.identity = table.identity || is_key;
    for column in &mut table.columns {
        if column.name == name && is_key {
            column.default = None;
        }
    }
}

const ALWAYS_NUMBERED: &str = "GENERATED ALWAYS AS IDENTITY";
const NUMBERED: &str = "GENERATED BY DEFAULT AS IDENTITY";

fn is_numbering(default: &str) -> bool {
    default == ALWAYS_NUMBERED || default == NUMBERED
}

fn column(row: &Row) -> Result<Column, Error> {
    let default = row.optional("default_text")?;
    let generated = row.text("generated_kind")?;
    let required = row.flag("is_required")?;
    // A `serial` column is numbered as well, only in older words: it has a sequence of its own.
    // Told as an identity, it can be made anew where that sequence does not exist.
    let is_serial = |text: &String| text.starts_with("nextval(") && required;
    let default = match (row.text("identity_kind")?.as_str(), generated.as_str()) {
        ("a", _) => Some(ALWAYS_NUMBERED.to_owned()),
        ("d", _) => Some(NUMBERED.to_owned()),
        (_, "s") => default.map(|text| format!("GENERATED ALWAYS AS ({text}) STORED")),
        (_, "v") => default.map(|text| format!("GENERATED ALWAYS AS ({text}) VIRTUAL")),
        _ if row.optional("own_sequence")?.is_some() && default.as_ref().is_some_and(is_serial) => {
            Some(NUMBERED.to_owned())
        }
        _ => default,
    };
    let collation = row.optional("collation_name")?;
    Ok(Column {
        name: row.text("column_name")?,
        column_type: column_type(&row.text("type_text")?, collation.as_deref()),
        nullable: !required,
        default,
        comment: row.optional("comment")?,
        renamed_from: None,
    })
}

fn column_type(text: &str, collation: Option<&str>) -> ColumnType {
    if let Some(decimal) = decimal(text, "numeric") {
        return decimal;
    }
    match (text, length(text, "character varying"), collation) {
        (_, Some(length), Some("C")) => ColumnType::Text(length),
        ("text", _, Some("C")) => ColumnType::LongText,
        ("smallint", ..) => ColumnType::SmallInteger,
        ("integer", ..) => ColumnType::Integer,
        ("bigint", ..) => ColumnType::BigInteger,
        ("double precision", ..) => ColumnType::Double,
        ("bytea", ..) => ColumnType::Binary,
        ("boolean", ..) => ColumnType::Boolean,
        ("timestamp with time zone", ..) => ColumnType::Timestamp,
        ("date", ..) => ColumnType::Date,
        ("jsonb", ..) => ColumnType::Json,
        (_, _, Some(other)) if other != "default" => {
            ColumnType::Other(format!("{text} COLLATE \"{other}\""))
        }
        _ => ColumnType::Other(text.to_owned()),
    }
}

fn constraint_part(table: &mut Table, row: &Row) -> Result<(), Error> {
    let name = row.text("name")?;
    let column = row.optional("column_name")?;
    match row.text("constraint_kind")?.as_str() {
        "p" => table.primary_key.extend(column),
        "c" => {
            let expression = row.optional("expression")?.unwrap_or_default();
            table.checks.push(Check { name, expression });
        }
        "u" => {
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
        }
        _ => {
            if table.foreign_keys.last().is_none_or(|key| key.name != name) {
                table.foreign_keys.push(ForeignKey {
                    name,
                    columns: Vec::new(),
                    parent: row.optional("parent_name")?.unwrap_or_default(),
                    parent_columns: Vec::new(),
                    on_delete: action(&row.text("delete_letter")?),
                    on_update: action(&row.text("update_letter")?),
                });
            }
            if let Some(key) = table.foreign_keys.last_mut() {
                key.columns.extend(column);
                key.parent_columns.extend(row.optional("parent_column")?);
            }
        }
    }
    Ok(())
}

fn action(letter: &str) -> Action {
    match letter {
        "r" => Action::Restrict,
        "c" => Action::Cascade,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        _ => Action::NoAction,
    }
}

fn index_part(table: &mut Table, row: &Row) -> Result<(), Error> {
    let name = row.text("name")?;
    if table.indexes.last().is_none_or(|index| index.name != name) {
        let method = match (row.text("method")?, row.flag("is_valid")?) {
            (method, true) if method == "btree" => None,
            (method, true) => Some(method),
            // What a failed CREATE INDEX CONCURRENTLY leaves behind.
            (method, false) => Some(format!("{method}, invalid")),
        };
        table.indexes.push(Index {
            name,
            parts: Vec::new(),
            unique: row.flag("is_unique")?,
            predicate: row.optional("predicate")?,
            method,
        });
    }
    let options = row.number("options")?;
    let (descending, nulls_first) = (options & 1 != 0, options & 2 != 0);
    let mut text = row.text("term")?;
    let mut is_plain = true;
    if !row.flag("has_usual_operators")? {
        text = format!("{text} {}", row.text("operators")?);
        is_plain = false;
    }
    if descending != nulls_first {
        text = format!(
            "{text} NULLS {}",
            if nulls_first { "FIRST" } else { "LAST" }
        );
        is_plain = false;
    }
    let term = match row.optional("column_name")? {
        Some(column) if is_plain => IndexTerm::Column(column),
        _ => IndexTerm::Expression(text),
    };
    if let Some(index) = table.indexes.last_mut() {
        index.parts.push(IndexPart { term, descending });
    }
    Ok(())
}
