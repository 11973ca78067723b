//! A backfill, batch after batch, that notices when it would never end.

use mercer_database::Session;
use sea_orm::{ConnectionTrait, Statement};

use super::statements::{self, At};
use crate::run::RunError;
use crate::{Backfill, backfill_left};

/// How far a backfill is.
pub(super) struct Filling<'a> {
    backfill: &'a Backfill,
    /// Rows that were still to be filled when they were last counted.
    left: Option<i64>,
    /// Batches that should be enough for them.
    enough: i64,
    /// Rows that were filled so far.
    pub(super) filled: u64,
}

impl<'a> Filling<'a> {
    pub(super) fn new(backfill: &'a Backfill) -> Self {
        Filling {
            backfill,
            left: None,
            enough: 0,
            filled: 0,
        }
    }

    /// Runs one batch in the transaction that is open; tells whether it filled any row.
    ///
    /// # Errors
    /// [`RunError::Endless`] when filled rows still match the condition: at the first batch,
    /// before anything is committed, when this is so for all of them.
    pub(super) async fn batch(
        &mut self,
        session: &Session,
        at: &At<'_>,
        sql: &str,
    ) -> Result<bool, RunError> {
        let first = self.left.is_none();
        if first {
            self.left = Some(self.count(session).await?);
        }
        let changed = statements::once(session, at, sql).await?;
        self.filled += changed;
        self.enough -= 1;
        if changed == 0 || self.enough > 0 {
            return Ok(changed > 0);
        }
        let left = self.count(session).await?;
        if self.left.is_some_and(|before| left >= before) {
            return Err(RunError::Endless {
                revision: at.step.revision.id.clone(),
                operation: at.index + 1,
                table: self.backfill.table.clone(),
                left,
            });
        }
        self.left = Some(left);
        self.enough = left / i64::from(self.backfill.batch_size.max(1)) + 2;
        Ok(true)
    }

    async fn count(&self, session: &Session) -> Result<i64, RunError> {
        let sql = backfill_left(self.backfill, session.kind());
        let statement = Statement::from_string(session.get_database_backend(), sql);
        match session.query_one_raw(statement).await? {
            Some(row) => Ok(row.try_get("", "rows_left")?),
            None => Ok(0),
        }
    }
}
