//! Rows of a catalog, read by the names of their columns.

use mercer_database::Error;
use sea_orm::{ConnectionTrait, QueryResult, Statement};

/// One row of a catalog. Every selected expression has an alias: two of the drivers hand out
/// columns by name only.
pub(super) struct Row(QueryResult);

pub(super) async fn query<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
) -> Result<Vec<Row>, Error> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await?;
    Ok(rows.into_iter().map(Row).collect())
}

impl Row {
    pub(super) fn text(&self, alias: &str) -> Result<String, Error> {
        Ok(self.0.try_get("", alias)?)
    }

    pub(super) fn optional(&self, alias: &str) -> Result<Option<String>, Error> {
        Ok(self.0.try_get("", alias)?)
    }

    pub(super) fn number(&self, alias: &str) -> Result<i64, Error> {
        Ok(self.0.try_get("", alias)?)
    }

    /// A column that holds 0 or 1.
    pub(super) fn flag(&self, alias: &str) -> Result<bool, Error> {
        Ok(self.number(alias)? != 0)
    }
}
