//! Constraints over rows that break them; on the servers the same statement is seen to fail.

use mercer_database::{Error, Kind};
use mercer_migrator::{
    Backfill, Column, ColumnType, InsertRows, Literal, Operation, PerDatabase, PrimaryKey,
};
use mercer_testing::TestDatabase;
use sea_orm::ConnectionTrait;

use super::{
    add_column, add_index, alone, check, create, data, databases, foreign_key, index, new_table,
    optional, require, says, short, unique,
};

/// Asserts that the servers refuse (or take) what was judged.
async fn servers(place: &TestDatabase, postgres: &str, mysql: &str, refused: bool) {
    let sql = match place.kind {
        Kind::Sqlite => return,
        Kind::Postgres => postgres.to_owned(),
        Kind::MySql => mysql.to_owned(),
    };
    let shown = sql.clone();
    let done: Result<(), Error> = place
        .database
        .write(move |transaction| {
            let sql = sql.clone();
            async move {
                transaction.execute_unprepared(&sql).await?;
                Ok(())
            }
        })
        .await;
    assert_eq!(done.is_err(), refused, "{}: {shown}: {done:?}", place.kind);
}

async fn rows(place: &TestDatabase, rows: &str) {
    place
        .execute(&format!(
            "INSERT INTO things (id, name, amount, shelf_id) VALUES {rows}"
        ))
        .await;
}

#[tokio::test]
async fn a_required_column_without_a_default_fails_on_rows() {
    for place in databases().await {
        let size = add_column(Column::new("size", ColumnType::BigInteger, false));
        let day = add_column(Column::new("day", ColumnType::Date, false));
        says(&place, &size, &[]).await;
        rows(&place, "(1, 'a', 1, NULL), (2, 'b', 2, NULL)").await;
        let happens = if place.kind == Kind::MySql {
            "they get a 0, an empty text or a day 0000-00-00 that nobody chose, or it is refused"
        } else {
            "the database refuses it"
        };
        let expected = format!(
            "2 rows of things would have no value for size, which is required and has no \
             default: {happens}"
        );
        says(&place, &size, &[("failure required_column", &expected)]).await;
        let found = data(&place, &[day]).await;
        assert_eq!(short(&found), ["1 failure required_column"]);
        let with_default = add_column(Column {
            default: Some("0".to_owned()),
            ..Column::new("size", ColumnType::BigInteger, false)
        });
        says(&place, &with_default, &[]).await;
        says(
            &place,
            &add_column(optional("size", ColumnType::BigInteger)),
            &[],
        )
        .await;
    }
}

#[tokio::test]
async fn a_column_that_becomes_required_fails_on_rows_without_a_value() {
    for place in databases().await {
        rows(
            &place,
            "(1, 'a', 1, NULL), (2, NULL, 2, NULL), (3, NULL, 3, NULL)",
        )
        .await;
        says(
            &place,
            &require("name"),
            &[(
                "failure becomes_required",
                "2 rows of things have no name, which becomes required",
            )],
        )
        .await;
        let statements = |column: &str, mysql: &str| {
            (
                format!("ALTER TABLE things ALTER COLUMN {column} SET NOT NULL"),
                format!("ALTER TABLE things MODIFY {column} {mysql} NOT NULL"),
            )
        };
        let (postgres, mysql) = statements("name", "VARCHAR(100)");
        servers(&place, &postgres, &mysql, true).await;
        says(&place, &require("amount"), &[]).await;
        let (postgres, mysql) = statements("amount", "BIGINT");
        servers(&place, &postgres, &mysql, false).await;
    }
}

#[tokio::test]
async fn unique_fails_on_rows_that_are_alike() {
    for place in databases().await {
        rows(
            &place,
            "(1, 'a', 7, NULL), (2, 'a', 8, NULL), (3, 'a', 9, NULL), (4, 'b', 10, NULL), \
             (5, 'b', 11, NULL), (6, NULL, 12, NULL), (7, NULL, 13, NULL)",
        )
        .await;
        let expected = [(
            "failure unique_over_rows",
            "name must be unique, but 3 rows of things have \"a\", and 1 other value is there \
             more than once",
        )];
        says(&place, &unique(&["name"]), &expected).await;
        says(&place, &add_index(index(&["name"], true), true), &expected).await;
        let sql = "ALTER TABLE things ADD CONSTRAINT u UNIQUE (name)";
        servers(&place, sql, sql, true).await;

        says(&place, &unique(&["amount"]), &[]).await;
        says(&place, &unique(&["name", "amount"]), &[]).await;
        // Rows without a value are not alike.
        says(&place, &unique(&["shelf_id"]), &[]).await;
        says(&place, &add_index(index(&["name"], false), true), &[]).await;
        let sql = "ALTER TABLE things ADD CONSTRAINT u UNIQUE (shelf_id)";
        servers(&place, sql, sql, false).await;
    }
}

#[tokio::test]
async fn several_columns_are_alike_together() {
    for place in databases().await {
        rows(
            &place,
            "(1, 'a', 7, NULL), (2, 'a', 7, NULL), (3, 'a', 8, NULL)",
        )
        .await;
        says(
            &place,
            &unique(&["name", "amount"]),
            &[(
                "failure unique_over_rows",
                "name, amount must be unique, but 2 rows of things have \"a\", \"7\"",
            )],
        )
        .await;
    }
}

#[tokio::test]
async fn a_unique_index_over_a_part_of_the_rows_asks_only_these() {
    for place in databases().await {
        if place.kind == Kind::MySql {
            // It has no such indexes; the others are asked below.
            continue;
        }
        rows(
            &place,
            "(1, 'a', 1, NULL), (2, 'a', 2, NULL), (3, 'a', 3, NULL)",
        )
        .await;
        let part = |predicate: &str| {
            let mut part = index(&["name"], true);
            part.predicate = Some(predicate.to_owned());
            add_index(part, true)
        };
        says(&place, &part("amount > 2"), &[]).await;
        let found = data(&place, &[part("amount > 1")]).await;
        assert_eq!(short(&found), ["1 failure unique_over_rows"]);
        let found = data(&place, &[part("amount > no_such_column")]).await;
        assert_eq!(short(&found), ["1 notice not_asked"]);
    }
}

#[tokio::test]
async fn a_primary_key_needs_values_and_different_ones() {
    for place in databases().await {
        rows(&place, "(1, 'a', 7, 1), (2, 'b', 7, NULL)").await;
        let key = |columns: &[&str]| {
            let key = |columns: &[&str]| PrimaryKey {
                columns: columns.iter().map(|&column| column.to_owned()).collect(),
                ..PrimaryKey::default()
            };
            Operation::AlterPrimaryKey {
                table: "things".to_owned(),
                from: key(&["id"]),
                to: key(columns),
            }
        };
        let found = data(&place, &[key(&["amount"])]).await;
        assert_eq!(short(&found), ["1 failure unique_over_rows"]);
        let found = data(&place, &[key(&["shelf_id"])]).await;
        assert_eq!(short(&found), ["1 failure becomes_required"]);
        says(&place, &key(&["name"]), &[]).await;
        says(&place, &key(&[]), &[]).await;
    }
}

#[tokio::test]
async fn a_check_fails_on_rows_that_break_it() {
    for place in databases().await {
        rows(
            &place,
            "(1, 'a', 5, NULL), (2, 'b', -5, NULL), (3, 'c', NULL, NULL)",
        )
        .await;
        says(
            &place,
            &check("amount > 0"),
            &[(
                "failure check_over_rows",
                "1 row of things breaks check things_rule_check (amount > 0)",
            )],
        )
        .await;
        let sql = "ALTER TABLE things ADD CONSTRAINT c CHECK (amount > 0)";
        servers(&place, sql, sql, true).await;
        says(&place, &check("amount > -6"), &[]).await;
        let sql = "ALTER TABLE things ADD CONSTRAINT c CHECK (amount > -6)";
        servers(&place, sql, sql, false).await;
    }
}

#[tokio::test]
async fn a_check_that_the_database_does_not_understand_is_told_and_the_rest_is_asked() {
    for place in databases().await {
        rows(&place, "(1, 'a', 5, NULL), (2, 'a', -5, NULL)").await;
        let operations = [check("no_such_column > 0"), unique(&["name"])];
        let found = data(&place, &operations).await;
        assert_eq!(
            short(&found),
            ["1 notice not_asked", "2 failure unique_over_rows"],
            "{}",
            place.kind
        );
        assert!(found[0].text.contains("no_such_column"), "{}", found[0]);
    }
}

#[tokio::test]
async fn a_check_of_a_column_that_the_revision_adds_is_not_asked() {
    for place in databases().await {
        rows(&place, "(1, 'a', 5, NULL)").await;
        let operations = [
            add_column(optional("size", ColumnType::BigInteger)),
            check("size > 0"),
        ];
        assert!(data(&place, &operations).await.is_empty());
    }
}

#[tokio::test]
async fn a_foreign_key_fails_on_rows_that_refer_to_nothing() {
    for place in databases().await {
        place
            .execute("INSERT INTO shelves (id, name) VALUES (1, 'top')")
            .await;
        rows(&place, "(1, 'a', 1, 1), (2, 'b', 2, NULL)").await;
        says(&place, &foreign_key(), &[]).await;
        rows(&place, "(3, 'c', 3, 9), (4, 'd', 4, 10)").await;
        says(
            &place,
            &foreign_key(),
            &[(
                "failure foreign_key_over_rows",
                "2 rows of things refer by shelf_id to rows of shelves that do not exist",
            )],
        )
        .await;
        let sql =
            "ALTER TABLE things ADD CONSTRAINT f FOREIGN KEY (shelf_id) REFERENCES shelves (id)";
        servers(&place, sql, sql, true).await;
        place.execute("DELETE FROM things WHERE shelf_id > 1").await;
        servers(&place, sql, sql, false).await;
    }
}

#[tokio::test]
async fn what_an_earlier_operation_may_mend_is_a_notice() {
    for place in databases().await {
        rows(&place, "(1, NULL, 1, 5), (2, NULL, 2, NULL)").await;
        let fill = |table: &str| {
            Operation::Backfill(Backfill {
                table: table.to_owned(),
                set: PerDatabase::same("name = 'none'"),
                condition: PerDatabase::same("name IS NULL"),
                batch_size: 100,
            })
        };
        let found = data(&place, &[fill("things"), require("name")]).await;
        assert_eq!(short(&found), ["2 notice becomes_required"]);
        assert_eq!(found[0].advice, "see that operation 1 mends all of them");
        let found = data(&place, &[fill("shelves"), require("name")]).await;
        assert_eq!(short(&found), ["2 failure becomes_required"]);
        let found = data(&place, &[require("name"), fill("things")]).await;
        assert_eq!(short(&found), ["1 failure becomes_required"]);

        let parents = Operation::InsertRows(InsertRows {
            table: "shelves".to_owned(),
            columns: vec!["id".to_owned(), "name".to_owned()],
            key: vec!["id".to_owned()],
            rows: vec![vec![Literal::Integer(5), Literal::Text("top".to_owned())]],
        });
        let found = data(&place, &[parents, foreign_key()]).await;
        assert_eq!(short(&found), ["2 notice foreign_key_over_rows"]);
        let found = data(&place, &[foreign_key()]).await;
        assert_eq!(short(&found), ["1 failure foreign_key_over_rows"]);
    }
}

#[tokio::test]
async fn ordinary_additions_have_nothing_to_fear_from_rows() {
    for place in databases().await {
        rows(&place, "(1, 'a', 1, NULL), (2, 'a', 1, NULL)").await;
        let operations = [
            create(new_table("made")),
            add_column(optional("colour", ColumnType::Text(9))),
            add_index(index(&["name"], false), true),
            unique(&["colour"]),
        ];
        assert!(data(&place, &operations).await.is_empty());
    }
}

#[tokio::test]
async fn a_column_that_is_added_and_required_without_being_filled_fails_on_rows() {
    for place in databases().await {
        let colour = optional("colour", ColumnType::Text(9));
        let required = |from: &Column| Operation::AlterColumn {
            table: "things".to_owned(),
            from: from.clone(),
            to: Column {
                nullable: false,
                ..from.clone()
            },
        };
        let unfilled = [add_column(colour.clone()), required(&colour)];
        assert!(data(&place, &unfilled).await.is_empty());
        rows(&place, "(1, 'a', 1, NULL)").await;
        let found = data(&place, &unfilled).await;
        assert_eq!(short(&found), ["2 failure becomes_required"]);
        assert_eq!(
            found[0].text,
            "1 row of things has no colour yet, which becomes required"
        );
        assert!(alone(&unfilled, place.kind).contains(&"2 notice becomes_required".to_owned()));

        let fill = Operation::Backfill(Backfill {
            table: "things".to_owned(),
            set: PerDatabase::same("colour = 'red'"),
            condition: PerDatabase::same("colour IS NULL"),
            batch_size: 100,
        });
        let with_default = Column {
            default: Some("'red'".to_owned()),
            ..colour.clone()
        };
        for filled in [
            vec![add_column(colour.clone()), fill, required(&colour)],
            vec![add_column(with_default.clone()), required(&with_default)],
        ] {
            assert!(data(&place, &filled).await.is_empty());
            let found = alone(&filled, place.kind);
            assert!(
                !found.iter().any(|f| f.ends_with("becomes_required")),
                "{found:?}"
            );
        }
    }
}

#[tokio::test]
async fn values_that_cannot_be_compared_are_told_and_the_rest_is_asked() {
    for place in databases().await {
        if place.kind != Kind::Postgres {
            // The other two compare every type.
            continue;
        }
        place
            .execute("ALTER TABLE things ADD COLUMN own JSON")
            .await;
        rows(&place, "(1, 'a', 5, NULL), (2, 'a', -5, NULL)").await;
        let found = data(&place, &[unique(&["own"]), unique(&["name"])]).await;
        assert_eq!(
            short(&found),
            ["1 notice not_asked", "2 failure unique_over_rows"]
        );
    }
}
