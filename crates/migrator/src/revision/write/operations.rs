//! Operations as trees of values.

use super::super::value::{Fields, Value};
use super::definitions;
use crate::{Backfill, InsertRows, Literal, Operation, Sql};

pub(in super::super) fn operation(operation: &Operation) -> Fields {
    let fields = Fields::default().with("do", operation.kind());
    let at = |table: &String| fields.clone().with("table", table);
    let inline = |form: Fields| Value::Table(form);
    let empty = Fields::default;
    match operation {
        Operation::CreateTable(table) | Operation::DropTable(table) => {
            definitions::table(fields, table)
        }
        Operation::RenameTable { from, to } => fields.with("from", from).with("to", to),
        Operation::SetTableComment { table, from, to } => at(table)
            .with_some("from", from.as_deref())
            .with_some("to", to.as_deref()),
        Operation::AddColumn { table, column } | Operation::DropColumn { table, column } => {
            at(table).with("column", definitions::column(empty(), column))
        }
        Operation::AlterColumn { table, from, to } => at(table)
            .with("from", inline(definitions::column(empty(), from)))
            .with("to", inline(definitions::column(empty(), to))),
        Operation::RenameColumn { table, from, to } => at(table).with("from", from).with("to", to),
        Operation::AlterPrimaryKey { table, from, to } => at(table)
            .with("from", inline(definitions::primary_key(empty(), from)))
            .with("to", inline(definitions::primary_key(empty(), to))),
        Operation::AddUnique { table, unique } | Operation::DropUnique { table, unique } => {
            definitions::unique(at(table), unique)
        }
        Operation::AddCheck { table, check } | Operation::DropCheck { table, check } => {
            definitions::check(at(table), check)
        }
        Operation::AddIndex {
            table,
            index,
            concurrently,
        }
        | Operation::DropIndex {
            table,
            index,
            concurrently,
        } => definitions::index(at(table), index).with_flag("concurrently", *concurrently),
        Operation::RenameIndex { table, from, to } => at(table)
            .with("from", inline(definitions::index(empty(), from)))
            .with("to", to),
        Operation::AddForeignKey { table, key } | Operation::DropForeignKey { table, key } => {
            definitions::foreign_key(at(table), key)
        }
        Operation::CreateEnum(named) | Operation::DropEnum(named) => {
            definitions::enum_type(fields, named)
        }
        Operation::AlterEnum { from, to } => fields
            .with("from", inline(definitions::enum_type(empty(), from)))
            .with("to", inline(definitions::enum_type(empty(), to))),
        Operation::InsertRows(insert) | Operation::DeleteRows(insert) => rows(fields, insert),
        Operation::Backfill(backfill) => self::backfill(fields, backfill),
        Operation::Sql(sql) => self::sql(fields, sql),
    }
}

fn rows(fields: Fields, insert: &InsertRows) -> Fields {
    let row = |row: &Vec<Literal>| Value::List(row.iter().map(literal).collect());
    fields
        .with("table", &insert.table)
        .with("columns", &insert.columns)
        .with("key", &insert.key)
        .with("rows", Value::Lines(insert.rows.iter().map(row).collect()))
}

/// TOML has no null, hence the table.
fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Fields::default().with("null", true).into(),
        Literal::Boolean(flag) => Value::Boolean(*flag),
        Literal::Integer(number) => Value::Integer(*number),
        Literal::Text(text) => Value::from(text),
    }
}

fn backfill(fields: Fields, backfill: &Backfill) -> Fields {
    fields
        .with("table", &backfill.table)
        .with("set", &backfill.set)
        .with("where", &backfill.condition)
        .with("batch_size", Value::Integer(backfill.batch_size.into()))
}

fn sql(fields: Fields, sql: &Sql) -> Fields {
    let fields = fields.with("up", &sql.up);
    match &sql.down {
        Some(down) => fields.with("down", down),
        None => fields,
    }
}
