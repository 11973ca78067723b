//! Judging operations before they run: what loses data, what will fail on the rows that are
//! there, what locks or copies a table.
//!
//! [`lint`] looks at the operations alone, [`lint_data`] asks the live database, [`with_data`]
//! puts both together, and [`loses_data`] decides what an upgrade may not do without consent.
//!
//! Deliberately absent: taste (names, widths of numbers), and understanding the statements of an
//! `sql` operation beyond the words by which data go.

mod data;
mod finding;
mod indexes;
mod irreversible;
mod locks;
mod loss;
mod narrowing;
mod past;
mod references;
mod rename;
mod rewrite;
mod rows;
mod sql;

use mercer_database::Kind;

use crate::{Operation, Schema};
use past::Past;

pub use data::lint_data;
pub use finding::{Finding, Severity, with_data};
pub use loss::loses_data;

/// The rules whose static notices only the rows can decide.
pub const DATA_RULES: [&str; 5] = [
    rows::REQUIRED_COLUMN,
    rows::BECOMES_REQUIRED,
    rows::UNIQUE,
    rows::CHECK,
    rows::FOREIGN_KEY,
];

/// One operation in its place: after those of the same revision that come before it.
struct Place<'a> {
    revision: &'a str,
    number: usize,
    operation: &'a Operation,
    past: &'a Past,
    before: &'a Schema,
    kind: Kind,
}

impl Place<'_> {
    fn finding(
        &self,
        rule: &'static str,
        severity: Severity,
        text: String,
        advice: &str,
    ) -> Finding {
        Finding {
            revision: self.revision.to_owned(),
            operation: self.number,
            rule,
            severity,
            table: self.operation.table().to_owned(),
            text,
            advice: advice.to_owned(),
        }
    }
}

/// Judges the operations of a revision by themselves, for one kind of database. `before` is the
/// schema that they begin with.
///
/// What the list itself makes is new: to drop it loses nothing, to change it locks nobody out.
pub fn lint(
    revision_id: &str,
    operations: &[Operation],
    before: &Schema,
    kind: Kind,
) -> Vec<Finding> {
    let mut found = Vec::new();
    each(revision_id, operations, before, kind, |place| {
        loss::rule(place, &mut found);
        rename::rule(place, operations, &mut found);
        references::rule(place, &mut found);
        rows::rule(place, &mut found);
        indexes::rule(place, &mut found);
        locks::rule(place, &mut found);
        rewrite::rule(place, &mut found);
        irreversible::rule(place, &mut found);
    });
    found
}

fn each(
    revision: &str,
    operations: &[Operation],
    before: &Schema,
    kind: Kind,
    mut look: impl FnMut(&Place<'_>),
) {
    let mut past = Past::default();
    for (number, operation) in (1..).zip(operations) {
        look(&Place {
            revision,
            number,
            operation,
            past: &past,
            before,
            kind,
        });
        past.record(number, operation);
    }
}
