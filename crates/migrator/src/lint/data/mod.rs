//! What the rows that are there say to the operations. Only reads, and counts only where
//! something was found.

mod ask;
mod drops;
mod narrow;
mod required;
mod unique;
mod valid;

use mercer_database::{Error, Kind};
use sea_orm::{ConnectionTrait, DbBackend};

use super::past::Past;
use super::{Finding, Place, Severity};
use crate::{Operation, Schema, Table, inspect_connection};
use ask::Ask;

/// Judges the operations of a revision by the data in the database that it would run on.
///
/// Ask over a [`Session`](mercer_database::Session), in a transaction or not. A unit of work serves
/// too, but fails as a whole when the database does not understand a CHECK.
///
/// Tables and columns are looked up by the names that they have before the revision. What is not
/// there yet, because the revision itself or an earlier one makes it, has no rows to ask about.
/// Where an earlier operation changes the rows of a table, what they would break is a notice.
///
/// # Errors
/// What the database reports when it cannot be read. A question that it refuses, for a CHECK that
/// it does not understand, is a finding, not an error.
pub async fn lint_data<C: ConnectionTrait>(
    connection: &C,
    revision_id: &str,
    operations: &[Operation],
) -> Result<Vec<Finding>, Error> {
    let kind = match connection.get_database_backend() {
        DbBackend::Sqlite => Kind::Sqlite,
        DbBackend::Postgres => Kind::Postgres,
        _ => Kind::MySql,
    };
    let live = inspect_connection(connection, kind).await?;
    let ask = Ask::over(connection, kind).await?;
    let mut past = Past::default();
    let mut found = Vec::new();
    for (number, operation) in (1..).zip(operations) {
        let place = Place {
            revision: revision_id,
            number,
            operation,
            past: &past,
            before: &live,
            kind,
        };
        if let Some(table) = live_table(&live, &past, operation.table()) {
            let question = Question {
                ask: &ask,
                place: &place,
                live: &live,
                table,
            };
            found.extend(match ask.guarded(question.put()).await? {
                Ok(answers) => answers,
                Err(reason) => vec![place.finding(
                    "not_asked",
                    Severity::Notice,
                    format!("the rows could not be asked: {reason}"),
                    "see that this database understands the expression, and that its columns \
                     are there",
                )],
            });
        }
        past.record(number, operation);
    }
    Ok(found)
}

fn live_table<'a>(live: &'a Schema, past: &Past, name: &str) -> Option<&'a Table> {
    let origin = past.table_origin(name)?;
    live.tables.iter().find(|table| table.name == origin)
}

/// One operation on a table that is there.
struct Question<'a, C> {
    ask: &'a Ask<'a, C>,
    place: &'a Place<'a>,
    live: &'a Schema,
    table: &'a Table,
}

impl<C: ConnectionTrait> Question<'_, C> {
    async fn put(&self) -> Result<Vec<Finding>, Error> {
        let one = match self.place.operation {
            Operation::DropTable(_) => Some(self.drop_table().await?),
            Operation::DropColumn { column, .. } => self.drop_column(&column.name).await?,
            Operation::AddColumn { column, .. } => self.add_column(column).await?,
            Operation::AlterColumn { from, to, .. } => {
                let mut found = self.narrow(from, to).await?;
                found.extend(self.become_required(from, to).await?);
                return Ok(found);
            }
            Operation::AddUnique { unique, .. } => self.unique_columns(&unique.columns).await?,
            Operation::AddIndex { index, .. } if index.unique => self.unique_index(index).await?,
            Operation::AlterPrimaryKey { from, to, .. } if from.columns != to.columns => {
                let without = self.without_value(&to.columns).await?;
                let alike = self.unique_columns(&to.columns).await?;
                return Ok(without.into_iter().chain(alike).collect());
            }
            Operation::AddCheck { check, .. } => self.check(check).await?,
            Operation::AddForeignKey { key, .. } => self.foreign_key(key).await?,
            _ => None,
        };
        Ok(one.into_iter().collect())
    }

    /// The column's name in the live table, quoted; nothing when it is not there.
    fn column(&self, name: &str) -> Option<String> {
        let table = self.place.operation.table();
        let origin = self.place.past.column_origin(table, name)?;
        let mut columns = self.table.columns.iter();
        let there = columns.any(|column| column.name == origin);
        there.then(|| self.ask.quoted(&origin))
    }

    fn columns(&self, names: &[String]) -> Option<Vec<String>> {
        names.iter().map(|name| self.column(name)).collect()
    }

    /// The live table's name, quoted.
    fn rows(&self) -> String {
        self.ask.quoted(&self.table.name)
    }

    /// A finding about rows that break something: a failure, unless an earlier operation of the
    /// revision may have mended them by then.
    fn broken(&self, rule: &'static str, text: String, advice: &str) -> Finding {
        let table = self.place.operation.table();
        match self.place.past.rows_changed(table) {
            None => self.place.finding(rule, Severity::Failure, text, advice),
            Some(number) => self.place.finding(
                rule,
                Severity::Notice,
                format!("{text} (as the rows are before operation {number} changes them)"),
                &format!("see that operation {number} mends all of them"),
            ),
        }
    }
}
