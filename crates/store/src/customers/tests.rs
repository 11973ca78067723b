//! How customers are searched: what the databases say that they do.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use mercer_database::{Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement,
};

use super::ListCustomers;
use super::entity::{Column, Entity};
use super::list::listing;
use crate::PageRequest;
use crate::prefix::starts_with;

/// A database with enough customers for an index to be worth its while.
async fn full(place: &TestDatabase) {
    crate::created::create(&place.database, &crate::schema::schema())
        .await
        .unwrap();
    let mut rows = String::new();
    for number in 0..2_000 {
        let comma = if number == 0 { "" } else { "," };
        write!(
            rows,
            "{comma}('user{number}', 'mail{number}@example.org', 'First', 'Last', \
             'first{number}', 'last{number}', '{number}', '2026-01-01 00:00:00', \
             '2026-01-01 00:00:00', 1)"
        )
        .unwrap();
    }
    let insert = format!(
        "INSERT INTO customers (username, email, first_name, last_name, first_name_key, \
         last_name_key, phone, created_at, updated_at, version) VALUES {rows}"
    );
    place.execute(&insert).await;
    match place.kind {
        Kind::Sqlite => {}
        Kind::Postgres => place.execute("ANALYZE customers").await,
        Kind::MySql => place.execute("ANALYZE TABLE customers").await,
    }
}

/// The steps of the database's plan, each with what it searches by.
async fn plan(
    place: &TestDatabase,
    build: impl Fn(DbBackend) -> Statement + Clone + Send + Sync + 'static,
) -> Vec<String> {
    let kind = place.kind;
    let steps: Result<Vec<String>, Error> = place
        .database
        .write(move |transaction: Transaction| {
            let mut statement = build(transaction.get_database_backend());
            async move {
                let explain = match kind {
                    Kind::Sqlite => "EXPLAIN QUERY PLAN",
                    Kind::Postgres | Kind::MySql => "EXPLAIN",
                };
                statement.sql = format!("{explain} {}", statement.sql);
                let mut steps = Vec::new();
                for row in transaction.query_all_raw(statement).await? {
                    steps.push(match kind {
                        Kind::Sqlite => row.try_get("", "detail")?,
                        Kind::Postgres => row.try_get("", "QUERY PLAN")?,
                        Kind::MySql => {
                            let table: Option<String> = row.try_get("", "table")?;
                            let how: Option<String> = row.try_get("", "type")?;
                            let key: Option<String> = row.try_get("", "key")?;
                            let extra: Option<String> = row.try_get("", "Extra")?;
                            format!("{table:?} {how:?} {key:?} {extra:?}")
                        }
                    });
                }
                Ok(steps)
            }
        })
        .await;
    steps.unwrap()
}

/// Whether a step reads the part of the column's index that the search asks for, and that only.
fn searches(kind: Kind, step: &str, column: &str) -> bool {
    match kind {
        Kind::Sqlite => {
            step.starts_with("SEARCH customers USING COVERING INDEX")
                && step.contains(&format!("({column}>? AND {column}<?"))
        }
        Kind::Postgres => {
            step.trim_start().starts_with("Index Cond:")
                && step.contains(&format!("(({column})::text >= "))
                && step.contains(&format!("(({column})::text < "))
        }
        Kind::MySql => step.contains(&format!("Some(\"range\") Some(\"customers_{column}_")),
    }
}

/// Whether a step reads a whole table.
fn reads_everything(kind: Kind, step: &str) -> bool {
    match kind {
        Kind::Sqlite => step.starts_with("SCAN customers"),
        Kind::Postgres => step.contains("Seq Scan"),
        Kind::MySql => {
            step.starts_with("Some(\"customers\")")
                && (step.contains("Some(\"ALL\")") || step.contains("Some(\"index\")"))
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_by_first_letters_reads_only_the_parts_of_indexes_that_it_asks_for() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        for page in [PageRequest::default(), PageRequest::after_id(1_000, 20)] {
            let search = ListCustomers {
                page,
                prefix: Some("LAST12".to_owned()),
                ..ListCustomers::default()
            };
            let search = listing(search).unwrap();
            let steps = plan(&place, move |backend| search.statement(backend)).await;
            for column in ["last_name_key", "first_name_key", "email", "username"] {
                let found = steps.iter().any(|step| searches(place.kind, step, column));
                assert!(found, "{}: {column}: {steps:#?}", place.kind);
            }
            let everything = steps.iter().any(|step| reads_everything(place.kind, step));
            assert!(!everything, "{}: {steps:#?}", place.kind);
        }
    }
}

/// The control: the same search in a column without an index.
#[tokio::test(flavor = "multi_thread")]
async fn a_search_in_a_column_without_an_index_reads_everything() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        let select = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(starts_with(Column::Phone, "12"))
            .into_query();
        let steps = plan(&place, move |backend| backend.build(&select)).await;
        assert!(
            steps.iter().any(|step| reads_everything(place.kind, step)),
            "{}: {steps:#?}",
            place.kind
        );
        let found = steps.iter().any(|step| searches(place.kind, step, "phone"));
        assert!(!found, "{}: {steps:#?}", place.kind);
    }
}
