//! Taking back an upgrade that came half-way.

use super::statements::At;
use super::{Run, Step, journaled};
use crate::run::fingerprint::fingerprint;
use crate::run::journal::{self, Key, UNDO, Unfinished};
use crate::run::{Direction, RunError};
use crate::{Operation, Revision};

impl Run<'_> {
    /// Takes back what an unfinished upgrade did.
    pub(in crate::run) async fn undo(
        &mut self,
        revision: &Revision,
        unfinished: &Unfinished,
        back_to: String,
    ) -> Result<(), RunError> {
        let mut steps = unfinished.steps.clone();
        if !unfinished.undoing {
            refuse_irreversible(revision, &steps)?;
            if let Some(last) = steps.last_mut() {
                settle(self, revision, last, back_to.clone()).await?;
            }
        }
        let mut operations = Vec::new();
        for (step, operation) in steps.iter().zip(&revision.operations) {
            if step.done > 0 {
                operations.splice(0..0, reversed(revision, operation)?);
            }
        }
        let step = Step {
            revision,
            hash: revision.hash(),
            direction: Direction::Down,
            operations,
            back_to,
        };
        let key = Key {
            way: UNDO,
            ..step.key()
        };
        journaled::operations(self, &step, key, &unfinished.undone).await?;
        journal::clear(self.session, &revision.id).await
    }
}

fn refuse_irreversible(revision: &Revision, steps: &[journal::Step]) -> Result<(), RunError> {
    for (_, operation) in steps.iter().zip(&revision.operations) {
        reversed(revision, operation)?;
    }
    Ok(())
}

fn reversed(revision: &Revision, operation: &Operation) -> Result<Vec<Operation>, RunError> {
    let reversed = operation.reverse();
    reversed.map_err(|reason| RunError::irreversible(&revision.id, &reason))
}

/// Brings the operation that was in hand to one of its ends: done, or not begun.
async fn settle(
    run: &mut Run<'_>,
    revision: &Revision,
    last: &mut journal::Step,
    back_to: String,
) -> Result<(), RunError> {
    let step = Step::up(revision, back_to);
    let Some(operation) = usize::try_from(last.operation)
        .ok()
        .and_then(|index| step.operations.get(index))
    else {
        return Ok(());
    };
    let before = last.fingerprint.clone();
    journaled::catch_up(run.session, operation, step.key(), last).await?;
    if last.is_done() {
        return Ok(());
    }
    let is_outside = last.statements.iter().any(|statement| statement.outside);
    let goes_back = is_outside && matches!(operation, Operation::AddIndex { .. });
    if goes_back {
        // The first of its statements clears away what is left of the index.
        last.statements.truncate(1);
    } else if last.done == 0 {
        let is_untouched = match before {
            Some(before) => fingerprint(run.session, operation).await? == before,
            None => true,
        };
        if is_untouched {
            return Ok(());
        }
    }
    let at = At {
        step: &step,
        index: usize::try_from(last.operation).unwrap_or_default(),
        operation,
        recoverable: false,
    };
    last.fingerprint = None;
    journaled::go_on(run, &at, step.key(), last.clone(), true).await?;
    last.done = if goes_back {
        0
    } else {
        i64::try_from(last.statements.len()).unwrap_or(i64::MAX)
    };
    if goes_back {
        journal::advance(run.session, step.key(), last.operation, 0).await?;
    }
    Ok(())
}
