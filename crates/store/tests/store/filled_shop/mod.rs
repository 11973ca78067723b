//! A store with the demonstration in it, made by the revisions as an owner's is.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use mercer_database::{Database, DatabaseUrl, Error, Kind, Options, Transaction};
use mercer_migrator::History;
use mercer_store::{Currency, Store, SystemClock, demonstration, doctor, revisions};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

pub fn pounds() -> Currency {
    "GBP".parse().unwrap()
}

pub fn history() -> History {
    History::new(revisions::revisions().to_vec()).unwrap()
}

/// A store without anything in it.
pub async fn empty(place: &TestDatabase) -> Store {
    revisions::bring_to_head(&place.database).await.unwrap();
    on(place.database.clone())
}

/// A store with the demonstration in it.
pub async fn filled(place: &TestDatabase) -> Store {
    let store = empty(place).await;
    demonstration::fill(&store).await.unwrap();
    store
}

pub fn on(database: Database) -> Store {
    Store::with_clock(database, pounds(), SystemClock).acting_as("test")
}

/// A place for a store, of which nothing but the address is used.
pub async fn fresh(kind: Kind) -> Option<TestDatabase> {
    TestDatabase::fresh(kind).await
}

pub async fn open(url: &DatabaseUrl) -> Store {
    Store::open(url, Options::default(), pounds())
        .await
        .unwrap()
        .acting_as("test")
}

pub async fn assert_books_are_right(store: &Store) {
    let report = doctor::examine(store).await.unwrap();
    assert!(report.is_clean(), "{:?}: {report:#?}", store.database());
}

/// The texts of the only column, `value`, of a query.
pub async fn texts(store: &Store, sql: &str) -> Vec<String> {
    let sql = sql.to_owned();
    let read: Result<Vec<String>, Error> = store
        .database()
        .read(move |transaction: Transaction| {
            let sql = sql.clone();
            async move {
                let statement = Statement::from_string(transaction.get_database_backend(), sql);
                let rows = transaction.query_all_raw(statement).await?;
                let value = |row: &sea_orm::QueryResult| row.try_get::<String>("", "value");
                Ok(rows.iter().map(value).collect::<Result<_, _>>()?)
            }
        })
        .await;
    read.unwrap()
}
