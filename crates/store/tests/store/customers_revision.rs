//! Facts about customers who were there before revision 0002.
#![allow(clippy::unwrap_used)]

use crate::revised::{down, up};
use mercer_migrator::{inspect, lint_data};
use mercer_store::revisions::revisions;
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

/// A database at revision 0001 with these customers: user name, e-mail address, names.
async fn customers_of_old(place: &TestDatabase, customers: &[[&str; 4]]) {
    up(place, "0001").await.unwrap();
    for [username, email, first, last] in customers {
        place
            .execute(&format!(
                "INSERT INTO customers (username, email, first_name, last_name, created_at, \
                 updated_at, version) VALUES ('{username}', '{email}', '{first}', '{last}', \
                 '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)"
            ))
            .await;
    }
}

/// The rows of a query with a text `t`.
async fn texts(place: &TestDatabase, sql: &str) -> Vec<String> {
    let session = place.database.session().await.unwrap();
    let statement = Statement::from_string(session.get_database_backend(), sql);
    let rows = session.query_all_raw(statement).await.unwrap();
    session.close().await;
    let text = |row: sea_orm::QueryResult| row.try_get::<String>("", "t").unwrap();
    rows.into_iter().map(text).collect()
}

const OLD: &str = "SELECT CONCAT(username, ' ', email, ' ', first_name, ' ', last_name) AS t \
                   FROM customers ORDER BY id";

#[tokio::test(flavor = "multi_thread")]
async fn customers_of_old_are_found_without_regard_to_case_and_there_is_a_way_back() {
    for place in mercer_testing::databases().await {
        let old = [
            ["Ada", "Ada@Example.org", "Ada", "LOVELACE"],
            ["bob", "bob@example.org", "Bob", "O\u{2019}Neil"],
        ];
        customers_of_old(&place, &old).await;
        up(&place, "0002").await.unwrap();
        let rows = [
            "ada ada@example.org Ada LOVELACE",
            "bob bob@example.org Bob O\u{2019}Neil",
        ];
        assert_eq!(texts(&place, OLD).await, rows, "{}", place.kind);
        let keys = "SELECT CONCAT(first_name_key, ' ', last_name_key) AS t FROM customers \
                    ORDER BY id";
        let expected = ["ada lovelace", "bob o\u{2019}neil"];
        assert_eq!(texts(&place, keys).await, expected, "{}", place.kind);

        down(&place, "0001").await.unwrap();
        assert_eq!(texts(&place, OLD).await, rows, "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_customers_of_old_who_differ_only_in_case_stop_the_revision_unharmed() {
    for place in mercer_testing::databases().await {
        for (ours, theirs) in [
            (["ann", "a@example.org"], ["Ann", "b@example.org"]),
            (["cid", "c@example.org"], ["dan", "C@Example.org"]),
        ] {
            let Some(place) = TestDatabase::fresh(place.kind).await else {
                continue;
            };
            let people = [ours, theirs].map(|[name, mail]| [name, mail, "A", "B"]);
            customers_of_old(&place, &people).await;
            let before = texts(&place, OLD).await;
            let schema = inspect(&place.database).await.unwrap();

            let session = place.database.session().await.unwrap();
            let revision = &revisions()[1];
            let told = lint_data(&session, &revision.id, &revision.operations)
                .await
                .unwrap();
            session.close().await;
            let named =
                |finding: &&mercer_migrator::Finding| format!("{finding:?}").contains("_check");
            assert!(
                told.iter().find(named).is_some(),
                "{}: {told:?}",
                place.kind
            );

            let error = up(&place, "0002").await.unwrap_err();
            let text = format!("{error:?}");
            assert!(text.contains("unique") || text.contains("UNIQUE"), "{text}");
            assert_eq!(texts(&place, OLD).await, before, "{}", place.kind);
            let after = inspect(&place.database).await.unwrap();
            let customers = |schema: &mercer_migrator::Schema| {
                let mut tables = schema.tables.iter();
                tables.find(|table| table.name == "customers").cloned()
            };
            assert_eq!(customers(&after), customers(&schema), "{}", place.kind);

            // Once one of the two has another name the revision goes through.
            place
                .execute(
                    "UPDATE customers SET username = 'eve', email = 'e@example.org' WHERE id = 2",
                )
                .await;
            up(&place, "0002").await.unwrap();
        }
    }
}
