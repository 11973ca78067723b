//! Questions to the rows, in words that all three databases understand.

use mercer_database::{Error, Kind};
use sea_orm::{ConnectionTrait, QueryResult, Statement};

/// A connection that is asked.
pub(super) struct Ask<'a, C> {
    pub(super) connection: &'a C,
    pub(super) kind: Kind,
    /// Whether a refused statement would end a transaction that is open.
    in_transaction: bool,
}

impl<'a, C: ConnectionTrait> Ask<'a, C> {
    /// Finds out whether a transaction is open. Only PostgreSQL gives one up after a refused
    /// statement; outside of one it refuses the savepoint, which does no harm.
    pub(super) async fn over(connection: &'a C, kind: Kind) -> Result<Self, Error> {
        let mut ask = Ask {
            connection,
            kind,
            in_transaction: false,
        };
        if kind == Kind::Postgres {
            let opened = connection.execute_unprepared("SAVEPOINT asking").await;
            ask.in_transaction = opened.is_ok();
            ask.savepoint("RELEASE SAVEPOINT").await?;
        }
        Ok(ask)
    }

    /// A name in this database's quotes.
    pub(super) fn quoted(&self, name: &str) -> String {
        let quote = if self.kind == Kind::MySql { '`' } else { '"' };
        let doubled = name.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    }

    /// Any value as text.
    pub(super) fn as_text(&self, expression: &str) -> String {
        let words = if self.kind == Kind::MySql {
            "CHAR"
        } else {
            "TEXT"
        };
        format!("CAST({expression} AS {words})")
    }

    /// How many rows meet the condition: one row is looked for, and all are counted only when
    /// there is one.
    pub(super) async fn count(&self, rows: &str, condition: &str) -> Result<i64, Error> {
        let one = format!("SELECT 1 AS found FROM {rows} WHERE {condition} LIMIT 1");
        if self.first(&one).await?.is_none() {
            return Ok(0);
        }
        self.number(&format!(
            "SELECT COUNT(*) AS answer FROM {rows} WHERE {condition}"
        ))
        .await
    }

    /// The number that a query answers under the name `answer`; 0 when it has no row.
    pub(super) async fn number(&self, sql: &str) -> Result<i64, Error> {
        match self.first(sql).await? {
            Some(row) => Ok(row.try_get("", "answer")?),
            None => Ok(0),
        }
    }

    pub(super) async fn first(&self, sql: &str) -> Result<Option<QueryResult>, Error> {
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_string(backend, sql);
        Ok(self.connection.query_one_raw(statement).await?)
    }

    /// Asks so that a question that the database refuses does no harm: what it says against it
    /// comes back as text, and a transaction that is open goes on.
    pub(super) async fn guarded<T>(
        &self,
        question: impl Future<Output = Result<T, Error>>,
    ) -> Result<Result<T, String>, Error> {
        self.savepoint("SAVEPOINT").await?;
        let answer = question.await;
        match answer {
            Ok(answer) => {
                self.savepoint("RELEASE SAVEPOINT").await?;
                Ok(Ok(answer))
            }
            Err(error) if error.code().is_some() => {
                self.savepoint("ROLLBACK TO SAVEPOINT").await?;
                Ok(Err(error.to_string()))
            }
            Err(error) => Err(error),
        }
    }

    async fn savepoint(&self, what: &str) -> Result<(), Error> {
        if self.in_transaction {
            let sql = format!("{what} asking");
            self.connection.execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

/// A number of rows in words.
pub(super) fn rows(count: i64) -> String {
    if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}

/// The beginning of a sentence about a number of rows.
pub(super) fn rows_that(count: i64, table: &str, one: &str, many: &str) -> String {
    let verb = if count == 1 { one } else { many };
    format!("{} of {table} {verb}", rows(count))
}
