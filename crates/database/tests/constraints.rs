//! Which rule a refused row broke, told alike by all three databases.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

use mercer_database::{ConstraintKind, ConstraintViolation, Error, Kind};
use mercer_testing::TestDatabase;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, Statement};

mod child {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "children")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub parent_id: i64,
        pub guardian_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

const TABLES: [&str; 4] = [
    "CREATE TABLE parents (
        id BIGINT NOT NULL PRIMARY KEY,
        code VARCHAR(40) NOT NULL,
        region VARCHAR(40) NOT NULL,
        amount BIGINT NOT NULL,
        CONSTRAINT parents_code_unique UNIQUE (code),
        CONSTRAINT parents_region_amount_unique UNIQUE (region, amount),
        CONSTRAINT parents_amount_check CHECK (amount >= 0)
    )",
    "CREATE TABLE children (
        id BIGINT NOT NULL PRIMARY KEY,
        parent_id BIGINT NOT NULL,
        guardian_id BIGINT,
        CONSTRAINT children_parent_id_foreign FOREIGN KEY (parent_id) REFERENCES parents (id),
        CONSTRAINT children_guardian_id_foreign FOREIGN KEY (guardian_id) REFERENCES parents (id)
            ON DELETE RESTRICT
    )",
    "INSERT INTO parents (id, code, region, amount) \
     VALUES (1, 'one', 'north', 1), (2, 'two', 'north', 2), (3, 'three', 'north', 3)",
    "INSERT INTO children (id, parent_id, guardian_id) VALUES (1, 1, 2)",
];

async fn stores() -> Vec<TestDatabase> {
    let stores = mercer_testing::databases().await;
    for store in &stores {
        for sql in TABLES {
            store.execute(sql).await;
        }
    }
    stores
}

/// Runs the statement prepared, as the store does, and unprepared; both are refused alike.
async fn violation(store: &TestDatabase, sql: &'static str) -> ConstraintViolation {
    let mut violations = Vec::new();
    for prepared in [true, false] {
        let done: Result<(), Error> = store
            .database
            .write(move |transaction| async move {
                let backend = transaction.get_database_backend();
                if prepared {
                    let statement = Statement::from_string(backend, sql);
                    transaction.execute_raw(statement).await?;
                } else {
                    transaction.execute_unprepared(sql).await?;
                }
                Ok(())
            })
            .await;
        match done {
            Err(Error::Constraint(violation)) => violations.push(violation),
            other => panic!("{}: {sql}: {other:?}", store.kind),
        }
    }
    assert_eq!(violations[0], violations[1], "{}: {sql}", store.kind);
    violations.remove(0)
}

#[tokio::test]
async fn a_duplicate_names_its_constraint() {
    for store in stores().await {
        let cases: [(_, _, &[&str]); 4] = [
            (
                "INSERT INTO parents (id, code, region, amount) VALUES (9, 'one', 'south', 9)",
                "parents_code_unique",
                &["code"],
            ),
            (
                "INSERT INTO parents (id, code, region, amount) VALUES (9, 'nine', 'north', 1)",
                "parents_region_amount_unique",
                &["region", "amount"],
            ),
            (
                "UPDATE parents SET code = 'two' WHERE id = 1",
                "parents_code_unique",
                &["code"],
            ),
            (
                "INSERT INTO parents (id, code, region, amount) \
                 VALUES (8, 'x'' for key ''y', 'a', 9), (9, 'x'' for key ''y', 'b', 9)",
                "parents_code_unique",
                &["code"],
            ),
        ];
        for (sql, name, columns) in cases {
            let violation = violation(&store, sql).await;
            assert_eq!(violation.kind, ConstraintKind::Unique);
            assert!(violation.is(name), "{}: {violation:?}", store.kind);
            // MariaDB tells the name only, which by convention spells the columns.
            if store.kind != Kind::MySql {
                assert_eq!(violation.table.as_deref(), Some("parents"));
                assert_eq!(violation.columns, columns);
            }
            assert!(violation.to_string().contains(name));
        }
    }
}

#[tokio::test]
async fn a_duplicate_primary_key_is_a_duplicate() {
    for store in stores().await {
        let sql = "INSERT INTO children (id, parent_id) VALUES (1, 1)";
        assert_eq!(violation(&store, sql).await.kind, ConstraintKind::Unique);
    }
}

#[tokio::test]
async fn a_reference_into_nothing_names_its_key() {
    for store in stores().await {
        let cases = [
            (
                "INSERT INTO children (id, parent_id, guardian_id) VALUES (2, 404, 1)",
                "parent_id",
            ),
            (
                "INSERT INTO children(id, parent_id, guardian_id) VALUES (2, 1, 404)",
                "guardian_id",
            ),
            ("UPDATE children SET guardian_id = 404", "guardian_id"),
        ];
        for (sql, column) in cases {
            assert_foreign(&store, &violation(&store, sql).await, column);
        }
    }
}

#[tokio::test]
async fn a_parent_that_is_still_in_use_names_the_key_that_holds_it() {
    for store in stores().await {
        let cases = [
            ("DELETE FROM parents WHERE id = 1", "parent_id"),
            ("DELETE FROM parents WHERE id = 2", "guardian_id"),
            ("UPDATE parents SET id = 7 WHERE id = 1", "parent_id"),
        ];
        for (sql, column) in cases {
            assert_foreign(&store, &violation(&store, sql).await, column);
        }
        // The negative control: nobody refers to the third.
        store.execute("DELETE FROM parents WHERE id = 3").await;
    }
}

fn assert_foreign(store: &TestDatabase, violation: &ConstraintViolation, column: &str) {
    let name = format!("children_{column}_foreign");
    assert_eq!(violation.kind, ConstraintKind::ForeignKey);
    assert!(violation.is(&name), "{}: {violation:?}", store.kind);
    assert!(violation.to_string().contains(&name));
}

#[tokio::test]
async fn an_entity_that_refers_into_nothing_names_its_key() {
    for store in stores().await {
        let done: Result<child::Model, Error> = store
            .database
            .write(|transaction| async move {
                let child = child::ActiveModel {
                    id: Set(2),
                    parent_id: Set(1),
                    guardian_id: Set(Some(404)),
                };
                Ok(child.insert(&transaction).await?)
            })
            .await;
        match done {
            Err(Error::Constraint(violation)) => {
                assert_foreign(&store, &violation, "guardian_id");
            }
            other => panic!("{}: {other:?}", store.kind),
        }
    }
}

#[tokio::test]
async fn looking_for_the_violated_key_changes_nothing() {
    let store = TestDatabase::fresh(Kind::Sqlite).await.unwrap();
    for sql in TABLES {
        store.execute(sql).await;
    }
    let seen: Result<(), Error> = store
        .database
        .write(|transaction| async move {
            transaction
                .execute_unprepared("INSERT INTO children (id, parent_id) VALUES (2, 1)")
                .await?;
            let refused = transaction
                .execute_unprepared("INSERT INTO children (id, parent_id) VALUES (3, 404)")
                .await;
            assert!(refused.is_err());
            let children = child::Entity::find().all(&transaction).await?;
            assert_eq!(
                children.iter().map(|row| row.id).collect::<Vec<_>>(),
                [1, 2]
            );
            Ok(())
        })
        .await;
    assert!(seen.is_err());
    // Keys are checked at once again, not deferred to the COMMIT.
    violation(
        &store,
        "INSERT INTO children (id, parent_id) VALUES (3, 404)",
    )
    .await;
}

#[tokio::test]
async fn a_value_outside_a_check_names_the_check() {
    for store in stores().await {
        for sql in [
            "INSERT INTO parents (id, code, region, amount) VALUES (9, 'nine', 'south', -1)",
            "UPDATE parents SET amount = amount - 2 WHERE id = 1",
        ] {
            let violation = violation(&store, sql).await;
            assert_eq!(violation.kind, ConstraintKind::Check);
            assert!(
                violation.is("parents_amount_check"),
                "{}: {violation:?}",
                store.kind
            );
        }
    }
}

#[tokio::test]
async fn a_missing_value_names_its_column() {
    for store in stores().await {
        for sql in [
            "INSERT INTO parents (id, code, region, amount) VALUES (9, NULL, 'south', 1)",
            "INSERT INTO parents (id, region, amount) VALUES (9, 'south', 1)",
            "UPDATE parents SET code = NULL WHERE id = 1",
        ] {
            let violation = violation(&store, sql).await;
            assert_eq!(violation.kind, ConstraintKind::NotNull, "{}", store.kind);
            assert_eq!(violation.columns, ["code"], "{}: {sql}", store.kind);
        }
    }
}

#[tokio::test]
async fn a_statement_that_is_wrong_is_no_violation() {
    // The negative control: not every refusal is a violation.
    for store in stores().await {
        let done: Result<(), Error> = store
            .database
            .write(|transaction| async move {
                transaction
                    .execute_unprepared("SELECT nothing FROM nowhere")
                    .await?;
                Ok(())
            })
            .await;
        assert!(matches!(done, Err(Error::Other(_))), "{done:?}");
    }
}
