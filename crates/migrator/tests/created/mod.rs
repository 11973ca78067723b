//! Databases that get their tables in one go, for the tests of the migrator and of the store, which
//! need them a thousand times. (That a store's revisions make exactly its tables is proved by
//! `crates/store/tests/store/schema.rs`.)

use mercer_database::{Database, Error};
use mercer_migrator::{PlanOptions, Schema, plan, render, replay};
use sea_orm::ConnectionTrait;

/// Creates the schema in a database that has nothing of it.
pub(crate) async fn create(database: &Database, schema: &Schema) -> Result<(), Error> {
    let kind = database.kind();
    let mut built = Schema::default();
    let mut statements = Vec::new();
    for operation in plan(&built, schema, kind, &PlanOptions::default()).operations {
        statements.extend(render(&operation, &built, kind).expect("an addition can be rendered"));
        replay(&mut built, &operation).expect("an addition fits");
    }
    database
        .write(move |transaction| {
            let statements = statements.clone();
            async move {
                for statement in &statements {
                    transaction.execute_unprepared(&statement.sql).await?;
                }
                Ok::<(), Error>(())
            }
        })
        .await
}
