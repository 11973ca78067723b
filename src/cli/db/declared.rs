//! What the database should look like.

use mercer_database::Kind;
use mercer_migrator::{History, Plan, PlanOptions, Rename, Schema, plan, replay};

use super::check::Difference;
use crate::cli::Failure;

/// What differs from it.
pub(super) struct Found {
    pub(super) differences: Vec<Difference>,
    /// What a person should know besides: above all what is there beyond it, made by somebody else.
    pub(super) notes: Vec<String>,
}

/// The program's tables, and what the owner's revisions make of them.
pub(in crate::cli) fn expected(history: &History) -> Result<Schema, Failure> {
    let mut schema = mercer_store::schema::schema();
    let own = mercer_store::revisions::revisions();
    for id in history.graph().ids() {
        if own.iter().any(|revision| revision.id == id) {
            continue;
        }
        if let Some(revision) = history.revision(id) {
            for operation in &revision.operations {
                replay(&mut schema, operation)?;
            }
        }
    }
    Ok(schema)
}

/// The steps from a live schema to what it should be. What no revision made is left alone.
pub(super) fn steps(
    history: &History,
    live: &Schema,
    kind: Kind,
    renames: Vec<Rename>,
) -> Result<Plan, Failure> {
    let known = history.replay_all()?;
    let options = PlanOptions {
        known: Some(known),
        renames,
    };
    Ok(plan(live, &expected(history)?, kind, &options))
}

/// What differs between a live schema and what it should be.
pub(super) fn difference(history: &History, live: &Schema, kind: Kind) -> Result<Found, Failure> {
    let plan = steps(history, live, kind, Vec::new())?;
    let differences = plan.operations.iter().map(|operation| Difference {
        operation: operation.kind(),
        table: operation.table().to_owned(),
        name: operation.name().to_owned(),
        text: operation.to_string(),
    });
    Ok(Found {
        differences: differences.collect(),
        notes: plan.warnings,
    })
}
