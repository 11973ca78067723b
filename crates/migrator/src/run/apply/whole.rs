//! A revision in one transaction, its record included.

use std::time::Instant;

use mercer_database::{Kind, Session};
use sea_orm::{ConnectionTrait, Statement};

use super::filling::Filling;
use super::statements::{self, At};
use super::{Run, Step, record};
use crate::Operation;
use crate::run::transaction::transaction;
use crate::run::{Event, RunError, patience};

/// Runs the revision; when running transactions are in its way it is rolled back and tried again.
pub(super) async fn run_patiently(
    run: &mut Run<'_>,
    step: &Step<'_>,
    began: Instant,
) -> Result<(), RunError> {
    let mut attempt = 1;
    loop {
        let Err(error) = run_once(run, step, began).await else {
            return Ok(());
        };
        let Some(pause) = patience::pause(&error, attempt, run.options) else {
            return Err(match patience::in_the_way(&error) {
                Some(reason) => RunError::InTheWay {
                    revision: step.revision.id.clone(),
                    attempts: attempt,
                    reason: Box::new(reason.clone()),
                },
                None => error,
            });
        };
        run.tell(&Event::Waiting(pause))?;
        tokio::time::sleep(pause).await;
        attempt += 1;
    }
}

async fn run_once(run: &mut Run<'_>, step: &Step<'_>, began: Instant) -> Result<(), RunError> {
    let session = run.session;
    if session.kind() != Kind::Sqlite {
        return transaction(session, operations(run, step, began)).await;
    }
    // Inside a transaction the pragma does nothing, and dropping the old table of a rebuild would
    // delete the rows that refer to it.
    session
        .execute_unprepared("PRAGMA foreign_keys = OFF")
        .await?;
    let result = transaction(session, operations(run, step, began)).await;
    // A rebuild that failed in its middle has left the second one on; ROLLBACK does not know it.
    let restored = session
        .execute_unprepared("PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF")
        .await;
    result?;
    restored?;
    Ok(())
}

async fn operations(run: &mut Run<'_>, step: &Step<'_>, began: Instant) -> Result<(), RunError> {
    for (index, operation) in step.operations.iter().enumerate() {
        let at = At {
            step,
            index,
            operation,
            recoverable: true,
        };
        let rendered = statements::render(run.session, &at).await?;
        for statement in &rendered {
            run.tell(&Event::Statement(statement.sql.clone()))?;
            execute(run, &at, &statement.sql).await?;
            run.tell(&Event::StatementDone)?;
        }
    }
    if run.session.kind() == Kind::Sqlite {
        refuse_orphans(run.session, &step.revision.id).await?;
    }
    record(run, step, began).await
}

/// Runs one statement; a backfill's again and again until it changes no row.
async fn execute(run: &mut Run<'_>, at: &At<'_>, sql: &str) -> Result<(), RunError> {
    let Operation::Backfill(backfill) = at.operation else {
        statements::once(run.session, at, sql).await?;
        return Ok(());
    };
    let mut filling = Filling::new(backfill);
    while filling.batch(run.session, at, sql).await? {
        run.tell(&Event::Filled(filling.filled))?;
    }
    Ok(())
}

/// Refuses to commit rows that refer to nothing, which foreign keys that are off let through.
async fn refuse_orphans(session: &Session, revision: &str) -> Result<(), RunError> {
    let sql = "SELECT \"table\" AS table_name, parent AS parent_name \
               FROM pragma_foreign_key_check() LIMIT 1";
    let statement = Statement::from_string(session.get_database_backend(), sql);
    match session.query_one_raw(statement).await? {
        None => Ok(()),
        Some(row) => Err(RunError::Orphans {
            revision: revision.to_owned(),
            table: row.try_get("", "table_name")?,
            parent: row.try_get("", "parent_name")?,
        }),
    }
}
