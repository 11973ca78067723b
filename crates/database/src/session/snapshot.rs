//! One moment of the database, read statement by statement for as long as it takes.

use sea_orm::{ConnectionTrait, Statement};

use super::Session;
use crate::{Error, Kind};

impl Session {
    /// Begins a reading transaction in which every statement sees the same moment, until
    /// [`Session::end_snapshot`]. Unlike [`Database::snapshot`](crate::Database::snapshot) it may
    /// wait for others between two statements: for a file that is written meanwhile, say.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_snapshot(&self) -> Result<(), Error> {
        let statements: &[&str] = match self.kind() {
            Kind::Sqlite => &["BEGIN DEFERRED"],
            Kind::Postgres => &["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"],
            // It holds for the next transaction and not longer.
            Kind::MySql => &[
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            ],
        };
        for statement in statements {
            self.execute_unprepared(statement).await?;
        }
        // SQLite, and PostgreSQL, take the snapshot with the first statement that reads.
        let reading = match self.kind() {
            Kind::Sqlite => "SELECT count(*) AS n FROM sqlite_schema",
            Kind::Postgres | Kind::MySql => "SELECT 1 AS n",
        };
        let reading = Statement::from_string(self.get_database_backend(), reading);
        self.query_one_raw(reading).await?;
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_snapshot(&self) -> Result<(), Error> {
        self.execute_unprepared("ROLLBACK").await?;
        Ok(())
    }
}
