//! Going forward.

use std::time::Duration;

use chrono::{DateTime, Utc};
use mercer_database::Session;

use super::apply::{Run, Step};
use super::exclusive::exclusively;
use super::journal::Unfinished;
use super::{
    Applied, Direction, Event, History, Observer, RunError, RunOptions, backup, bookkeeping,
    current, patience, unmanaged,
};

use crate::loses_data;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The revisions that were applied or taken back, in order, with the time each took.
    pub revisions: Vec<(String, Duration)>,
    /// The revision that an earlier run had left half-way, and that this one brought to an end or
    /// took back before all else.
    pub resumed: Option<String>,
    /// Where the SQLite file was copied to.
    pub backup: Option<std::path::PathBuf>,
}

/// Upgrades the database to a target such as `heads`, `+1` or a revision.
///
/// A revision that was left half-way is finished first, and counts as one of `+N`. `now` is
/// recorded as the moment of application.
///
/// When this is dropped before its end, nothing is lost or left locked, but the session is no
/// longer what it was: it has to be closed.
pub async fn upgrade(
    session: &Session,
    history: &History,
    target: &str,
    options: &RunOptions,
    now: DateTime<Utc>,
    observer: &mut dyn Observer,
) -> Result<Report, RunError> {
    let work = locked(session, history, target, options, now, observer);
    exclusively(session, options, Box::pin(work)).await
}

async fn locked(
    session: &Session,
    history: &History,
    target: &str,
    options: &RunOptions,
    now: DateTime<Utc>,
    observer: &mut dyn Observer,
) -> Result<Report, RunError> {
    // Read under the lock: another process may have just done it.
    let applied = current(session).await?;
    applied.refuse_tampered(history)?;
    let planned = applied.state(history)?.upgrade(target)?;
    let mut report = Report::default();
    if planned.is_empty() && applied.unfinished.is_none() {
        return Ok(report);
    }
    if applied.revisions.is_empty() && applied.unfinished.is_none() {
        unmanaged::refuse(session, history, target, &applied).await?;
    }
    // What was left half-way was allowed to begin.
    let half = applied.unfinished.as_ref().map(|it| it.revision.as_str());
    refuse_losses(
        history,
        planned.into_iter().filter(|id| Some(*id) != half),
        options,
    )?;
    if options.backup && applied.holds_tables {
        report.backup = backup::before(session, &applied, history, now).await?;
    }
    bookkeeping::ensure_bookkeeping(session).await?;
    let mut run = Run {
        session,
        options,
        observer,
        now,
    };
    if let Some(path) = &report.backup {
        run.tell(&Event::BackedUp(path.clone()))?;
    }
    let work = forward(&mut run, history, target, applied, &mut report);
    patience::briefly(session, options, Box::pin(work)).await?;
    Ok(report)
}

async fn forward(
    run: &mut Run<'_>,
    history: &History,
    target: &str,
    mut applied: Applied,
    report: &mut Report,
) -> Result<(), RunError> {
    let mut target = target.to_owned();
    if let Some(unfinished) = applied.unfinished.clone() {
        finish(run, history, &applied, &unfinished, report).await?;
        if unfinished.direction == Direction::Up && !unfinished.undoing {
            match one_step_less(&target, '+') {
                Some(rest) => target = rest,
                None => return Ok(()),
            }
        }
        applied = current(run.session).await?;
    }
    let state = applied.state(history)?;
    let planned = state.upgrade(&target)?;
    refuse_losses(history, planned.iter().copied(), run.options)?;
    let mut before = heads(&state.current_heads());
    for id in planned {
        let Some(revision) = history.revision(id) else {
            continue;
        };
        let back_to = std::mem::replace(&mut before, id.to_owned());
        let took = run.apply(&Step::up(revision, back_to), None).await?;
        report.revisions.push((id.to_owned(), took));
    }
    Ok(())
}

/// Refuses revisions that lose data and do not say in their file that it is meant.
fn refuse_losses<'a>(
    history: &History,
    planned: impl Iterator<Item = &'a str>,
    options: &RunOptions,
) -> Result<(), RunError> {
    if options.allow_destructive {
        return Ok(());
    }
    let revisions = planned.filter_map(|id| history.revision(id));
    for revision in revisions.filter(|revision| revision.destructive.is_none()) {
        if let Some(&number) = loses_data(&revision.operations).first() {
            let operation = &revision.operations[number - 1];
            return Err(RunError::Destructive {
                revision: revision.id.clone(),
                operation: number,
                what: operation.kind(),
                table: operation.table().to_owned(),
            });
        }
    }
    Ok(())
}

/// Brings a revision that was left half-way to the end of its way, or its undoing.
pub(super) async fn finish(
    run: &mut Run<'_>,
    history: &History,
    applied: &Applied,
    unfinished: &Unfinished,
    report: &mut Report,
) -> Result<(), RunError> {
    let revision = known(history, unfinished)?;
    run.tell(&Event::Resumed {
        id: revision.id.clone(),
    })?;
    report.resumed = Some(revision.id.clone());
    let back_to = heads(&applied.state(history)?.current_heads());
    if unfinished.undoing {
        return run.undo(revision, unfinished, back_to).await;
    }
    let step = match unfinished.direction {
        Direction::Up => Step::up(revision, back_to),
        Direction::Down => Step::down(revision, back_to)?,
    };
    let took = run.apply(&step, Some(unfinished)).await?;
    report.revisions.push((revision.id.clone(), took));
    Ok(())
}

/// The target when one of its steps is done already: `+2` becomes `+1`, and of `+1` nothing is
/// left. What is not so many steps from here stays.
pub(super) fn one_step_less(target: &str, sign: char) -> Option<String> {
    let steps = target.strip_prefix(sign);
    match steps.and_then(|steps| steps.parse::<u64>().ok()) {
        None => Some(target.to_owned()),
        Some(0 | 1) => None,
        Some(steps) => Some(format!("{sign}{}", steps - 1)),
    }
}

/// The revision that was left half-way, if its file is still what it was.
pub(super) fn known<'a>(
    history: &'a History,
    unfinished: &Unfinished,
) -> Result<&'a crate::Revision, RunError> {
    let id = &unfinished.revision;
    let Some(revision) = history.revision(id) else {
        return Err(RunError::LostHalfway {
            revision: id.clone(),
        });
    };
    if revision.hash() != unfinished.hash {
        return Err(RunError::ChangedHalfway {
            revision: id.clone(),
        });
    }
    Ok(revision)
}

/// The heads in words that a downgrade understands.
pub(super) fn heads(heads: &[&str]) -> String {
    heads.first().map_or("base", |head| head).to_owned()
}
