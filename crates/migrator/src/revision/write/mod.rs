//! Revisions as trees of values.

mod definitions;
mod operations;

use super::Revision;
use super::value::{Fields, Value};

/// What the file says above the first operation.
pub(super) fn head(revision: &Revision) -> Fields {
    let head = identity(revision)
        .with("message", &revision.message)
        .with("created", Value::Moment(revision.created))
        .with_some("irreversible", revision.irreversible.as_deref())
        .with_some("destructive", revision.destructive.as_deref());
    // A downgrade that does nothing has no `[[down]]` to say so.
    match &revision.down_operations {
        Some(down) if down.is_empty() => head.with("down", Value::List(Vec::new())),
        _ => head,
    }
}

/// What the hash covers.
pub(super) fn meaning(revision: &Revision) -> Fields {
    let list = |operations: &[crate::Operation]| {
        Value::List(operations.iter().map(|one| operation(one).into()).collect())
    };
    let fields = identity(revision)
        .with_flag("irreversible", revision.irreversible.is_some())
        .with("op", list(&revision.operations));
    match &revision.down_operations {
        Some(down) => fields.with("down", list(down)),
        None => fields,
    }
}

fn identity(revision: &Revision) -> Fields {
    Fields::default()
        .with("revision", &revision.id)
        .with("down_revision", &revision.down)
        .with_texts("branch_labels", &revision.branch_labels)
        .with_texts("depends_on", &revision.depends_on)
}

pub(super) use operations::operation;
