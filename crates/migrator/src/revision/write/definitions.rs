//! Tables, columns, constraints and indexes as trees of values.

use super::super::value::{Fields, Value};
use crate::{
    Action, Check, Column, EnumType, ForeignKey, Index, IndexPart, IndexTerm, PrimaryKey, Table,
    Text, Unique,
};

pub(super) fn table(fields: Fields, table: &Table) -> Fields {
    fields
        .with("table", &table.name)
        .with_some("renamed_from", table.renamed_from.as_deref())
        .with_some("comment", table.comment.as_deref())
        .with("columns", Value::Lines(lines(&table.columns, column)))
        .with_texts("primary_key", &table.primary_key)
        .with_flag("identity", table.identity)
        .with_flag("clustered", table.clustered)
        .with_lines("uniques", lines(&table.uniques, unique))
        .with_lines("checks", lines(&table.checks, check))
        .with_lines("indexes", lines(&table.indexes, index))
        .with_lines("foreign_keys", lines(&table.foreign_keys, foreign_key))
        .with_lines("triggers", lines(&table.triggers, trigger))
}

fn lines<T>(items: &[T], form: fn(Fields, &T) -> Fields) -> Vec<Value> {
    items
        .iter()
        .map(|item| form(Fields::default(), item).into())
        .collect()
}

pub(super) fn column(fields: Fields, column: &Column) -> Fields {
    fields
        .with("name", &column.name)
        .with("type", &column.column_type.to_words())
        .with_flag("null", column.nullable)
        .with_some("default", column.default.as_deref())
        .with_some("comment", column.comment.as_deref())
        .with_some("renamed_from", column.renamed_from.as_deref())
}

pub(super) fn primary_key(fields: Fields, key: &PrimaryKey) -> Fields {
    fields
        .with("columns", &key.columns)
        .with_flag("identity", key.identity)
        .with_flag("clustered", key.clustered)
}

pub(super) fn unique(fields: Fields, unique: &Unique) -> Fields {
    fields
        .with("name", &unique.name)
        .with("columns", &unique.columns)
}

pub(super) fn check(fields: Fields, check: &Check) -> Fields {
    fields
        .with("name", &check.name)
        .with("expression", &check.expression)
}

pub(super) fn index(fields: Fields, index: &Index) -> Fields {
    fields
        .with("name", &index.name)
        .with(
            "columns",
            Value::List(index.parts.iter().map(part).collect()),
        )
        .with_flag("unique", index.unique)
        .with_some("where", index.predicate.as_deref())
        .with_some("method", index.method.as_deref())
}

fn part(part: &IndexPart) -> Value {
    let fields = Fields::default();
    let fields = match &part.term {
        IndexTerm::Column(name) if !part.descending => return name.into(),
        IndexTerm::Column(name) => fields.with("column", name),
        IndexTerm::Expression(text) => fields.with("expression", text),
    };
    fields.with_flag("descending", part.descending).into()
}

pub(super) fn foreign_key(fields: Fields, key: &ForeignKey) -> Fields {
    fields
        .with("name", &key.name)
        .with("columns", &key.columns)
        .with("references", &key.parent)
        .with("referenced_columns", &key.parent_columns)
        .with_some("on_delete", action(key.on_delete))
        .with_some("on_update", action(key.on_update))
}

/// Nothing is said of the usual, no action.
fn action(action: Action) -> Option<&'static str> {
    match action {
        Action::NoAction => None,
        Action::Restrict => Some("restrict"),
        Action::Cascade => Some("cascade"),
        Action::SetNull => Some("set_null"),
        Action::SetDefault => Some("set_default"),
    }
}

fn trigger(fields: Fields, trigger: &Text) -> Fields {
    fields.with("name", &trigger.name).with("sql", &trigger.sql)
}

pub(super) fn enum_type(fields: Fields, named: &EnumType) -> Fields {
    fields
        .with("name", &named.name)
        .with("values", &named.values)
}
