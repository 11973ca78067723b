//! Which operations lose data, as far as the operations alone tell.

use mercer_database::Kind;

use super::past::Past;
use super::{Place, Severity, narrowing, sql};
use crate::{Column, EnumType, Operation};

/// What an operation loses.
pub(super) struct Loss {
    pub(super) rule: &'static str,
    pub(super) text: String,
    pub(super) advice: &'static str,
    /// The only database on which it does, where it is one.
    only_on: Option<Kind>,
}

/// The numbers, from 1, of the operations that may lose data that the database holds before the
/// revision. An upgrade with any of them needs somebody's consent.
///
/// What the list itself made may go without: nobody has had data in it. Constraints and indexes
/// hold no data.
pub fn loses_data(operations: &[Operation]) -> Vec<usize> {
    let mut past = Past::default();
    let mut found = Vec::new();
    for (number, operation) in (1..).zip(operations) {
        if loss(operation, &past).is_some() {
            found.push(number);
        }
        past.record(number, operation);
    }
    found
}

/// The static rule: what [`loses_data`] counts, in words.
pub(super) fn rule(place: &Place<'_>, found: &mut Vec<super::Finding>) {
    let Some(loss) = loss(place.operation, place.past) else {
        return;
    };
    if loss.only_on.is_none_or(|kind| kind == place.kind) {
        found.push(place.finding(loss.rule, Severity::Loss, loss.text, loss.advice));
    }
}

pub(super) fn loss(operation: &Operation, past: &Past) -> Option<Loss> {
    let table = operation.table();
    let mut only_on = None;
    let (rule, text, advice) = match operation {
        _ if !table.is_empty() && past.made_table(table) => return None,
        Operation::DropTable(_) => (
            "drop_table",
            format!("table {table} goes with all its rows; a downgrade brings it back empty"),
            "export it first, or rename it and drop it in a later revision",
        ),
        Operation::DropColumn { column, .. } if !past.made_column(table, &column.name) => (
            "drop_column",
            format!(
                "{table}.{} goes with all its values; a downgrade brings it back empty",
                column.name
            ),
            "copy what is still needed elsewhere first, or stop using it now and drop it later",
        ),
        Operation::AlterColumn { from, to, .. } if !past.made_column(table, &to.name) => {
            altered(table, from, to)?
        }
        Operation::DeleteRows(rows) => (
            "delete_rows",
            format!("{} named rows of {table} are deleted", rows.rows.len()),
            "export them first if anybody may have changed them",
        ),
        Operation::AlterEnum { from, to } => {
            only_on = Some(Kind::Postgres);
            enum_values(from, to)?
        }
        Operation::Sql(own) => {
            let (words, kind) = sql::loss(own, past)?;
            (
                "sql_loses_data",
                format!("the statements for {kind} contain {words}"),
                "read them once more, and write down under `destructive` why the loss is meant",
            )
        }
        _ => return None,
    };
    Some(Loss {
        rule,
        text,
        advice,
        only_on,
    })
}

type Words = (&'static str, String, &'static str);

fn altered(table: &str, from: &Column, to: &Column) -> Option<Words> {
    if !narrowing::keeps(&from.column_type, &to.column_type) {
        return Some((
            "narrowed_type",
            format!(
                "{table}.{} becomes {} and was {}: values that do not fit are cut, rounded or \
                 refused",
                to.name, to.column_type, from.column_type
            ),
            "bring the values into the new form first, with a backfill before it",
        ));
    }
    if is_generated(to) && !is_generated(from) {
        return Some((
            "overwritten_column",
            format!(
                "{table}.{} is computed from now on: the values in it are overwritten",
                to.name
            ),
            "add the computed column under another name, and compare before dropping this one",
        ));
    }
    None
}

fn enum_values(from: &EnumType, to: &EnumType) -> Option<Words> {
    let gone: Vec<_> = from
        .values
        .iter()
        .filter(|value| !to.values.contains(value))
        .map(String::as_str)
        .collect();
    if gone.is_empty() {
        return None;
    }
    Some((
        "enum_values_removed",
        format!(
            "the enum type {} loses {}: rows that hold them cannot be kept as they are",
            from.name,
            gone.join(", ")
        ),
        "give those rows another value first, with a backfill before it",
    ))
}

/// Whether the database computes the column.
pub(super) fn is_generated(column: &Column) -> bool {
    let default = column.default.as_deref().unwrap_or_default();
    let starts = default
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("GENERATED"));
    starts && !default.to_uppercase().contains("AS IDENTITY")
}
