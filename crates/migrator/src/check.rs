//! Whether a live database is as declared.

use mercer_database::{Database, Error};

use crate::{Operation, Schema, compare, inspect};

/// Compares a live database with the declarations and changes nothing.
///
/// The answer is what would bring the database in step. An empty one, or one in which no change
/// [`is_drift`](Operation::is_drift), means that it is in step.
pub async fn check(database: &Database, declared: &Schema) -> Result<Vec<Operation>, Error> {
    let live = inspect(database).await?;
    Ok(compare(declared, &live, database.kind()))
}
