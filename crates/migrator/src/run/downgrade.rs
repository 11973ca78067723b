//! Going back.

use std::time::Instant;

use chrono::{DateTime, Utc};
use mercer_database::Session;

use super::apply::{Run, Step};
use super::exclusive::exclusively;
use super::journal::Unfinished;
use super::upgrade::{Report, finish, heads, known, one_step_less};
use super::{
    Applied, Direction, Event, History, Observer, RunError, RunOptions, backup, current, patience,
};

/// Downgrades the database to a target such as `base`, `-1` or a revision.
///
/// A revision that was left half-way on its way up is taken back first, one that was left on its
/// way down is taken down to the end; either counts as one of `-N`. Whether every revision on the
/// way can be taken back is checked before the first one is.
pub async fn downgrade(
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
    let applied = current(session).await?;
    applied.refuse_tampered(history)?;
    let mut report = Report::default();
    let target = match &applied.unfinished {
        Some(unfinished) => {
            known(history, unfinished)?;
            one_step_less(target, '-')
        }
        None => Some(target.to_owned()),
    };
    let target = target.as_deref();
    if steps(history, &applied, target)?.is_empty() && applied.unfinished.is_none() {
        return Ok(report);
    }
    if options.backup && applied.holds_tables {
        report.backup = backup::before(session, &applied, history, now).await?;
    }
    let mut run = Run {
        session,
        options,
        observer,
        now,
    };
    if let Some(path) = &report.backup {
        run.tell(&Event::BackedUp(path.clone()))?;
    }
    let work = back(&mut run, history, target, applied, &mut report);
    patience::briefly(session, options, Box::pin(work)).await?;
    Ok(report)
}

async fn back(
    run: &mut Run<'_>,
    history: &History,
    target: Option<&str>,
    mut applied: Applied,
    report: &mut Report,
) -> Result<(), RunError> {
    if let Some(unfinished) = applied.unfinished.clone() {
        if unfinished.direction == Direction::Up && !unfinished.undoing {
            take_back(run, history, &applied, &unfinished, report).await?;
        } else {
            finish(run, history, &applied, &unfinished, report).await?;
        }
        applied = current(run.session).await?;
    }
    for step in steps(history, &applied, target)? {
        let took = run.apply(&step, None).await?;
        report.revisions.push((step.revision.id.clone(), took));
    }
    Ok(())
}

async fn take_back(
    run: &mut Run<'_>,
    history: &History,
    applied: &Applied,
    unfinished: &Unfinished,
    report: &mut Report,
) -> Result<(), RunError> {
    let began = Instant::now();
    let revision = known(history, unfinished)?;
    run.tell(&Event::Resumed {
        id: revision.id.clone(),
    })?;
    report.resumed = Some(revision.id.clone());
    let back_to = heads(&applied.state(history)?.current_heads());
    run.undo(revision, unfinished, back_to).await?;
    report
        .revisions
        .push((revision.id.clone(), began.elapsed()));
    Ok(())
}

/// What is to be taken back, the last first; nothing without a target.
fn steps<'a>(
    history: &'a History,
    applied: &Applied,
    target: Option<&str>,
) -> Result<Vec<Step<'a>>, RunError> {
    let Some(target) = target else {
        return Ok(Vec::new());
    };
    let mut steps = Vec::new();
    for id in applied.state(history)?.downgrade(target)? {
        if let Some(revision) = history.revision(id) {
            steps.push(Step::down(revision, id.to_owned())?);
        }
    }
    Ok(steps)
}
