//! Statements of every order, whose text is built once and then only given values.
//!
//! Building an expression tree and writing it out costs more than binding the values, and an order
//! does it for statements that differ in nothing else. The builder stays the only place where the
//! statement is written; tests, which run with debug assertions, compare it with the values given
//! here at every execution.

use std::sync::Arc;

use parking_lot::RwLock;
use sea_orm::{DbBackend, Statement, Value};

/// Longer statements are built anew: they are rare, and their texts would stay in memory.
const MOST_ROWS: usize = 32;

/// The texts of one statement: one for each database system and number of rows.
#[derive(Debug)]
pub(crate) struct StatementText(RwLock<Vec<Known>>);

#[derive(Debug)]
struct Known {
    backend: DbBackend,
    rows: usize,
    sql: Arc<str>,
}

impl StatementText {
    pub(crate) const fn new() -> Self {
        StatementText(RwLock::new(Vec::new()))
    }

    /// The statement with these values, in the order in which `build` binds them. Its text depends
    /// on nothing but the system and `rows`.
    pub(crate) fn with(
        &self,
        backend: DbBackend,
        rows: usize,
        values: Vec<Value>,
        build: impl FnOnce(&[Value]) -> Statement,
    ) -> Statement {
        if let Some(sql) = self.known(backend, rows) {
            let statement = Statement::from_sql_and_values(backend, &*sql, values);
            if cfg!(debug_assertions) {
                let values = statement
                    .values
                    .as_ref()
                    .map_or(&[][..], |values| &values.0);
                assert_eq!(build(values), statement, "the values fit the text");
            }
            return statement;
        }
        let statement = build(&values);
        if rows <= MOST_ROWS {
            let sql = Arc::from(statement.sql.as_str());
            self.0.write().push(Known { backend, rows, sql });
        }
        statement
    }

    fn known(&self, backend: DbBackend, rows: usize) -> Option<Arc<str>> {
        let texts = self.0.read();
        let known = texts
            .iter()
            .find(|known| known.backend == backend && known.rows == rows)?;
        Some(known.sql.clone())
    }
}
