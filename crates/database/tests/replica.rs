//! Reading from a replica, as far as it can be tried without one: whatever is wrong with it, the
//! primary answers. Replicas that are there, and lag, are `mercer-faults replica`.

#![allow(missing_docs, clippy::unwrap_used)]

use mercer_database::{Database, DatabaseUrl, Error, Freshness, Kind, Options, Transaction};
use mercer_testing::{KINDS, TestDatabase};
use sea_orm::{ConnectionTrait, Statement};

async fn one(transaction: Transaction) -> Result<i64, Error> {
    let backend = transaction.get_database_backend();
    let statement = Statement::from_string(backend, "SELECT CAST(41 + 1 AS BIGINT) AS n");
    let row = transaction.query_one_raw(statement).await?;
    Ok(row.unwrap().try_get("", "n")?)
}

async fn read_twice(database: &Database) {
    assert_eq!(database.read(one).await.unwrap(), 42);
    assert_eq!(database.snapshot(one).await.unwrap(), 42);
}

#[tokio::test]
async fn a_server_that_is_no_replica_is_not_believed() {
    let Some(place) = TestDatabase::fresh_with(Kind::Postgres, mercer_testing::options()).await
    else {
        return;
    };
    let url = DatabaseUrl::parse(&place.url).unwrap();
    let database = place.database.clone();
    let database = database.with_replica(&url, &Options::default()).unwrap();
    let position = database.position().await.unwrap().unwrap();
    for (freshness, passed_on) in [
        (Freshness::Latest, 0),
        (Freshness::Recent, 2),
        (Freshness::AtLeast(position), 4),
    ] {
        read_twice(&database.reading(freshness)).await;
        assert_eq!(database.replica_counts(), Some((0, passed_on)));
    }
}

#[tokio::test]
async fn a_replica_that_is_not_there_is_left_alone() {
    let Some(place) = TestDatabase::fresh_with(Kind::Postgres, mercer_testing::options()).await
    else {
        return;
    };
    // Nobody listens on the port of "discard".
    let nobody = DatabaseUrl::parse("postgres://nobody@127.0.0.1:9/nothing").unwrap();
    let database = place.database.clone();
    let database = database.with_replica(&nobody, &Options::default()).unwrap();
    read_twice(&database.reading(Freshness::Recent)).await;
    assert_eq!(database.replica_counts(), Some((0, 2)));
}

#[tokio::test]
async fn only_postgres_has_replicas_that_are_read_from() {
    for kind in KINDS {
        let Some(place) = TestDatabase::fresh_with(kind, mercer_testing::options()).await else {
            continue;
        };
        let is_told = place.database.position().await.unwrap().is_some();
        assert_eq!(is_told, kind == Kind::Postgres, "{kind}");
        for url in [
            "postgres://u@127.0.0.1:9/a",
            "mysql://u@127.0.0.1:9/a",
            "sqlite:a.db",
        ] {
            let url = DatabaseUrl::parse(url).unwrap();
            let outcome = place
                .database
                .clone()
                .with_replica(&url, &Options::default());
            if kind == Kind::Postgres && url.kind() == Kind::Postgres {
                assert!(outcome.is_ok());
            } else {
                let error = outcome.unwrap_err();
                assert!(
                    matches!(error, Error::NoReplica { .. }),
                    "{kind}, {url}: {error}"
                );
            }
        }
    }
}
