//! Tables, columns, constraints and indexes in a file.

use toml::de::DeValue;

use super::super::error::RevisionError;
use super::fields::{Entry, Fields};
use crate::{
    Action, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm,
    PrimaryKey, Table, Text, Unique,
};

type Result<T> = std::result::Result<T, RevisionError>;

pub(super) const TABLE: &[&str] = &[
    "table",
    "renamed_from",
    "comment",
    "columns",
    "primary_key",
    "identity",
    "clustered",
    "uniques",
    "checks",
    "indexes",
    "foreign_keys",
    "triggers",
];
const COLUMN: &[&str] = &["name", "type", "null", "default", "comment", "renamed_from"];
const PRIMARY_KEY: &[&str] = &["columns", "identity", "clustered"];
pub(super) const UNIQUE: &[&str] = &["name", "columns"];
pub(super) const CHECK: &[&str] = &["name", "expression"];
pub(super) const INDEX: &[&str] = &["name", "columns", "unique", "where", "method"];
const INDEX_PART: &[&str] = &["column", "expression", "descending"];
pub(super) const FOREIGN_KEY: &[&str] = &[
    "name",
    "columns",
    "references",
    "referenced_columns",
    "on_delete",
    "on_update",
];
const TRIGGER: &[&str] = &["name", "sql"];
pub(super) const ENUM: &[&str] = &["name", "values"];

pub(super) const COLUMN_NAMES: &str = "the names of columns, such as [\"id\"]";
const COLUMN_FORM: &str = "a column, such as { name = \"nickname\", type = \"text(40)\" }";
const UNIQUE_FORM: &str =
    "a list such as [{ name = \"customers_email_unique\", columns = [\"email\"] }]";
const CHECK_FORM: &str =
    "a list such as [{ name = \"orders_total_check\", expression = \"total >= 0\" }]";
const INDEX_FORM: &str =
    "an index, such as { name = \"orders_placed_at_index\", columns = [\"placed_at\"] }";
const PART_FORM: &str = "the name of a column, or { column = \"placed_at\", descending = true }, \
                         or { expression = \"lower(name)\" }";
const FOREIGN_KEY_FORM: &str = "a list such as [{ name = \"orders_customer_id_foreign\", columns = \
                                [\"customer_id\"], references = \"customers\", \
                                referenced_columns = [\"id\"] }]";
const CONSTRAINT_NAME: &str = "its name; \"\" if it has none";

pub(super) fn table(fields: &Fields) -> Result<Table> {
    const COLUMNS: &str = "a list of columns, such as [{ name = \"id\", type = \"big_integer\" }]";
    fields.required("columns", COLUMNS)?;
    Ok(Table {
        name: fields.text("table", "the table's name")?,
        columns: fields.tables("columns", COLUMN, COLUMNS, column)?,
        primary_key: fields.optional_texts("primary_key", COLUMN_NAMES)?,
        identity: fields.flag("identity")?,
        clustered: fields.flag("clustered")?,
        uniques: fields.tables("uniques", UNIQUE, UNIQUE_FORM, unique)?,
        checks: fields.tables("checks", CHECK, CHECK_FORM, check)?,
        indexes: fields.tables("indexes", INDEX, INDEX_FORM, index)?,
        foreign_keys: fields.tables("foreign_keys", FOREIGN_KEY, FOREIGN_KEY_FORM, foreign_key)?,
        comment: fields.optional_text("comment", "what the table is for")?,
        renamed_from: fields.optional_text("renamed_from", "the table's earlier name")?,
        triggers: fields.tables(
            "triggers",
            TRIGGER,
            "a list such as [{ name = \"stamp\", sql = \"CREATE TRIGGER stamp ...\" }]",
            trigger,
        )?,
        unmodelled: Vec::new(),
    })
}

fn column(fields: &Fields) -> Result<Column> {
    Ok(Column {
        name: fields.text("name", "the column's name")?,
        column_type: column_type(fields)?,
        nullable: fields.flag("null")?,
        default: fields.optional_text("default", "the default in SQL, such as \"0\" or \"''\"")?,
        comment: fields.optional_text("comment", "what the column is for")?,
        renamed_from: fields.optional_text("renamed_from", "the column's earlier name")?,
    })
}

fn column_type(fields: &Fields) -> Result<ColumnType> {
    let expected = "a type, such as \"text(40)\"";
    let words = fields.text("type", expected)?;
    words.parse().or_else(|unknown: super::super::UnknownType| {
        Err(fields
            .required("type", expected)?
            .wrong(&unknown.to_string()))
    })
}

/// The column that a key of an operation holds.
pub(super) fn column_in(fields: &Fields, key: &str) -> Result<Column> {
    column(
        &fields
            .required(key, COLUMN_FORM)?
            .fields(&[COLUMN], COLUMN_FORM)?,
    )
}

pub(super) fn primary_key_in(fields: &Fields, key: &str) -> Result<PrimaryKey> {
    let expected = "a primary key, such as { columns = [\"id\"], identity = true }; { columns = [] \
                    } if there is none";
    let fields = fields
        .required(key, expected)?
        .fields(&[PRIMARY_KEY], expected)?;
    Ok(PrimaryKey {
        columns: fields.texts("columns", COLUMN_NAMES)?,
        identity: fields.flag("identity")?,
        clustered: fields.flag("clustered")?,
    })
}

pub(super) fn unique(fields: &Fields) -> Result<Unique> {
    Ok(Unique {
        name: fields.text("name", CONSTRAINT_NAME)?,
        columns: fields.texts("columns", COLUMN_NAMES)?,
    })
}

pub(super) fn check(fields: &Fields) -> Result<Check> {
    Ok(Check {
        name: fields.text("name", CONSTRAINT_NAME)?,
        expression: fields.text("expression", "a condition in SQL, such as \"total >= 0\"")?,
    })
}

pub(super) fn index(fields: &Fields) -> Result<Index> {
    let parts = fields
        .required("columns", COLUMN_NAMES)?
        .list(COLUMN_NAMES)?;
    Ok(Index {
        name: fields.text("name", "the index's name")?,
        parts: parts.iter().map(part).collect::<Result<_>>()?,
        unique: fields.flag("unique")?,
        predicate: fields.optional_text("where", "a condition in SQL")?,
        method: fields.optional_text("method", "the kind of index, such as \"gin\"")?,
    })
}

fn part(entry: &Entry) -> Result<IndexPart> {
    if let DeValue::String(name) = entry.value() {
        return Ok(IndexPart::column(name));
    }
    let fields = entry.fields(&[INDEX_PART], PART_FORM)?;
    let column = fields.optional_text("column", "a column's name")?;
    let expression = fields.optional_text("expression", "an expression in SQL")?;
    let term = match (column, expression) {
        (Some(name), None) => IndexTerm::Column(name),
        (None, Some(text)) => IndexTerm::Expression(text),
        (None, None) => return Err(fields.missing("column", PART_FORM)),
        (Some(_), Some(_)) => {
            return Err(entry.wrong_as("a column and an expression", "one of them"));
        }
    };
    Ok(IndexPart {
        term,
        descending: fields.flag("descending")?,
    })
}

pub(super) fn index_in(fields: &Fields, key: &str) -> Result<Index> {
    index(
        &fields
            .required(key, INDEX_FORM)?
            .fields(&[INDEX], INDEX_FORM)?,
    )
}

pub(super) fn foreign_key(fields: &Fields) -> Result<ForeignKey> {
    Ok(ForeignKey {
        name: fields.text("name", CONSTRAINT_NAME)?,
        columns: fields.texts("columns", COLUMN_NAMES)?,
        parent: fields.text("references", "the name of the table referred to")?,
        parent_columns: fields.texts("referenced_columns", COLUMN_NAMES)?,
        on_delete: action(fields, "on_delete")?,
        on_update: action(fields, "on_update")?,
    })
}

fn action(fields: &Fields, key: &str) -> Result<Action> {
    let expected = "no_action, restrict, cascade, set_null or set_default";
    let Some(entry) = fields.optional(key) else {
        return Ok(Action::NoAction);
    };
    match entry.text(expected)?.as_str() {
        "no_action" => Ok(Action::NoAction),
        "restrict" => Ok(Action::Restrict),
        "cascade" => Ok(Action::Cascade),
        "set_null" => Ok(Action::SetNull),
        "set_default" => Ok(Action::SetDefault),
        _ => Err(entry.wrong(expected)),
    }
}

fn trigger(fields: &Fields) -> Result<Text> {
    Ok(Text {
        name: fields.text("name", "the trigger's name")?,
        sql: fields.text("sql", "the statement that creates it")?,
    })
}

pub(super) fn enum_type(fields: &Fields) -> Result<EnumType> {
    Ok(EnumType {
        name: fields.text("name", "the type's name")?,
        values: fields.texts("values", "its values, such as [\"draft\", \"placed\"]")?,
    })
}

pub(super) fn enum_in(fields: &Fields, key: &str) -> Result<EnumType> {
    let expected = "a type, such as { name = \"mood\", values = [\"glad\", \"sad\"] }";
    enum_type(&fields.required(key, expected)?.fields(&[ENUM], expected)?)
}
