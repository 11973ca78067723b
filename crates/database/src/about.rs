//! What a database says of itself: its program's version, its size, the rows of its tables.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::{Database, Error, Kind, Transaction};

/// What a database says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The program that keeps it, and its version: `SQLite 3.51.3`.
    pub version: String,
    /// How much room it takes, indexes included.
    pub size_bytes: i64,
    /// The rows of the tables that were asked for, in their order.
    pub rows: Vec<i64>,
}

impl Database {
    /// Asks for its version, its size, and the rows of these tables of the store, whose names are
    /// written into the statements as they are. Every row is looked at once.
    pub async fn about(&self, tables: Vec<String>) -> Result<About, Error> {
        let kind = self.kind();
        let tables = Arc::new(tables);
        self.snapshot(move |transaction: Transaction| {
            let tables = Arc::clone(&tables);
            async move {
                let (version, size) = match kind {
                    Kind::Sqlite => (
                        "SELECT 'SQLite ' || sqlite_version() AS told",
                        "SELECT page_count * page_size AS told \
                         FROM pragma_page_count, pragma_page_size",
                    ),
                    Kind::Postgres => (
                        "SELECT 'PostgreSQL ' || current_setting('server_version') AS told",
                        "SELECT pg_database_size(current_database()) AS told",
                    ),
                    Kind::MySql => (
                        "SELECT version() AS told",
                        "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) \
                         AS told FROM information_schema.tables WHERE table_schema = database()",
                    ),
                };
                let mut about = About {
                    version: told(&transaction, version).await?,
                    size_bytes: told(&transaction, size).await?,
                    rows: Vec::with_capacity(tables.len()),
                };
                for table in tables.iter() {
                    let count = format!("SELECT COUNT(*) AS told FROM {table}");
                    about.rows.push(told(&transaction, &count).await?);
                }
                Ok(about)
            }
        })
        .await
    }
}

/// The one value of a statement.
async fn told<T: sea_orm::TryGetable>(transaction: &Transaction, sql: &str) -> Result<T, DbErr> {
    let statement = Statement::from_string(transaction.get_database_backend(), sql);
    let row = transaction.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?
        .try_get("", "told")
}
