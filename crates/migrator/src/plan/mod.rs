//! From two schemas to operations that can be run one by one on each database.
//!
//! Deliberately absent: whether an operation loses rows (`lint`), how a database does it (`render`),
//! and where the two schemas come from.

mod changes;
mod dependents;
mod generated;
mod known;
mod order;
mod rename;
mod suspects;
mod tables;
#[cfg(test)]
mod tests;
mod unmodelled;
mod views;

use mercer_database::Kind;

use crate::compare::compare_renamed;
use crate::{Operation, Schema};

pub use rename::{Rename, RenameSyntax};

/// What guides a plan besides the two schemas.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// What the history of revisions has made. What the live database has beyond the target is
    /// then dropped only if it is in here; anything else is the owner's and left alone. Without it
    /// everything that differs becomes an operation.
    pub known: Option<Schema>,
    /// Renames that are known to be such, besides those that the target tells of.
    pub renames: Vec<Rename>,
}

/// What leads from one schema to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The operations, in an order in which each can be made.
    pub operations: Vec<Operation>,
    /// Drops and additions that may have been meant as renames; said again among the warnings.
    pub suspected_renames: Vec<Rename>,
    /// Renames of the options for which there was nothing to rename.
    pub unused_renames: Vec<Rename>,
    /// What a person should read before the operations are run, a sentence each.
    pub warnings: Vec<String>,
}

/// Plans how a live database of this kind becomes like the target.
///
/// Replaying the operations on `live` gives a schema that compares equal with `target`, except for
/// what [`PlanOptions::known`] left alone. On each database every operation finds what it needs:
/// foreign keys are dropped before what they stand on and added after it, columns change before
/// the constraints over them are made, tables come before those that refer to them.
pub fn plan(live: &Schema, target: &Schema, kind: Kind, options: &PlanOptions) -> Plan {
    let mut plan = Plan::default();
    let target = rename::declared(target, live, &options.renames, &mut plan.unused_renames);
    for rename in &plan.unused_renames {
        plan.warnings.push(format!(
            "--rename {rename} has no effect: {} is not there to be renamed, or the new name is \
             not wanted or taken already",
            rename.from()
        ));
    }
    let (mut changes, live) = compare_renamed(&target, live, kind);
    if let Some(known) = &options.known {
        known::keep_what_is_the_owners(&mut changes, known, &live, kind, &mut plan.warnings);
    }
    suspects::find(&changes, &mut plan);
    views::warn(&changes, &live, kind, &mut plan.warnings);
    changes::warn_of_sequences(&changes, &mut plan.warnings);
    generated::recreate(&mut changes, &live, kind);
    let known = options.known.as_ref();
    dependents::recreate(&mut changes, &live, known, &mut plan.warnings);
    if options.known.is_none() {
        unmodelled::warn_of_differences(&live, &target, kind, &mut plan.warnings);
    }
    unmodelled::warn_of_losses(&changes, &live, &mut plan.warnings);
    plan.operations = order::ordered(changes, &live);
    plan
}
