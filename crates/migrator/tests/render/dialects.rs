//! What only one database does.

use crate::places::{self, apply, text, there, there_and_back, values};
use mercer_database::Kind;
use mercer_migrator::{
    Column, ColumnType, EnumType, Index, IndexPart, Operation, PrimaryKey, Schema, Table, inspect,
    render,
};
use mercer_testing::TestDatabase;

async fn filled(kind: Kind) -> Option<TestDatabase> {
    let place = TestDatabase::fresh(kind).await?;
    places::fill(&place).await;
    Some(place)
}

async fn run_all(place: &TestDatabase, statements: &[&str]) {
    for sql in statements {
        place.execute(sql).await;
    }
}

fn named(values: &[&str]) -> EnumType {
    EnumType {
        name: text("mood"),
        values: values.iter().map(|&value| text(value)).collect(),
    }
}

#[tokio::test]
async fn enum_types_gain_and_lose_values_on_postgresql() {
    let Some(place) = filled(Kind::Postgres).await else {
        return;
    };
    let start = named(&["bad", "it's", "good"]);
    there_and_back(&place, &Operation::CreateEnum(start.clone())).await;
    there(&place, &Operation::CreateEnum(start.clone())).await;
    run_all(
        &place,
        &[
            "CREATE TABLE moods (id BIGINT PRIMARY KEY, now mood NOT NULL DEFAULT 'good', \
             was mood[] DEFAULT '{bad}', CONSTRAINT moods_check CHECK (now <> 'bad' OR id > 0))",
            "CREATE INDEX moods_index ON moods (id) WHERE now = 'good'",
            "INSERT INTO moods VALUES (1, 'good', '{good,bad}'), (2, 'it''s', NULL)",
        ],
    )
    .await;
    let rows = values(&place, "moods", &["id", "now", "was"]).await;
    for to in [
        named(&["worst", "bad", "poor", "it's", "good", "best"]),
        named(&["good", "it's", "bad"]),
        named(&["it's", "good", "bad", "best"]),
    ] {
        let operation = Operation::AlterEnum {
            from: start.clone(),
            to,
        };
        there_and_back(&place, &operation).await;
        assert_eq!(values(&place, "moods", &["id", "now", "was"]).await, rows);
    }
    // A value that a row holds does not go.
    let operation = Operation::AlterEnum {
        from: start,
        to: named(&["bad", "good"]),
    };
    assert!(apply(&place, &operation).await.is_err());
    assert_eq!(values(&place, "moods", &["id", "now", "was"]).await, rows);
    let to_enum = Operation::AlterColumn {
        table: text("moods"),
        from: Column::new("now", ColumnType::Other(text("mood")), false),
        to: Column {
            default: Some(text("'x'::text")),
            ..Column::new("now", ColumnType::LongText, false)
        },
    };
    place
        .execute("ALTER TABLE moods DROP CONSTRAINT moods_check")
        .await;
    place.execute("DROP INDEX moods_index").await;
    there(&place, &to_enum).await;
    assert_eq!(values(&place, "moods", &["id", "now", "was"]).await, rows);
}

#[tokio::test]
async fn enum_types_are_nothing_elsewhere() {
    for kind in [Kind::Sqlite, Kind::MySql] {
        let schema = Schema::default();
        let create = Operation::CreateEnum(named(&["a"]));
        assert_eq!(render(&create, &schema, kind).expect("nothing to do"), []);
    }
}

#[tokio::test]
async fn what_a_failed_concurrent_index_left_is_cleared_when_it_is_tried_again() {
    let Some(place) = filled(Kind::Postgres).await else {
        return;
    };
    let operation = Operation::AddIndex {
        table: text("things"),
        index: Index {
            name: text("things_digits_index"),
            parts: vec![IndexPart::column("digits")],
            unique: true,
            predicate: None,
            method: None,
        },
        concurrently: true,
    };
    let before = inspect(&place.database).await.expect("readable");
    let statements = render(&operation, &before, Kind::Postgres).expect("renderable");
    assert!(statements.iter().all(|one| one.outside_transaction));
    places::run(&place, &statements)
        .await
        .expect_err("all rows have the same");
    let left = inspect(&place.database).await.expect("readable");
    let things = left
        .tables
        .iter()
        .find(|it| it.name == "things")
        .expect("things");
    let left_over = things
        .indexes
        .iter()
        .find(|it| it.name == "things_digits_index");
    let method = left_over.and_then(|it| it.method.clone());
    assert_eq!(method.as_deref(), Some("btree, invalid"));
    place.execute("UPDATE things SET digits = id::text").await;
    places::run(&place, &statements).await.expect("tried again");
    let live = inspect(&place.database).await.expect("readable");
    let mut expected = before;
    mercer_migrator::replay(&mut expected, &operation).expect("fits");
    places::same(&expected, &live, place.kind, "tried again");
}

#[tokio::test]
async fn a_key_of_any_name_and_numbering_is_found_on_postgresql() {
    let Some(place) = filled(Kind::Postgres).await else {
        return;
    };
    run_all(
        &place,
        &[
            "CREATE TABLE \"Odd name\" (\"Id\" serial CONSTRAINT other PRIMARY KEY, b BIGINT NOT NULL)",
            "INSERT INTO \"Odd name\" (b) VALUES (4), (5)",
        ],
    )
    .await;
    let key = |columns: &[&str], identity| PrimaryKey {
        columns: columns.iter().map(|&column| text(column)).collect(),
        identity,
        clustered: false,
    };
    let alter = |from, to| Operation::AlterPrimaryKey {
        table: text("Odd name"),
        from,
        to,
    };
    there(&place, &alter(key(&["Id"], true), key(&["b", "Id"], false))).await;
    there(&place, &alter(key(&["b", "Id"], false), key(&["Id"], true))).await;
    place
        .execute("INSERT INTO \"Odd name\" (b) VALUES (6)")
        .await;
    let rows = values(&place, "Odd name", &["Id", "b"]).await;
    assert_eq!(rows, ["1|4", "2|5", "3|6"]);
}

#[tokio::test]
async fn indexes_that_foreign_keys_need_are_replaced_on_mysql() {
    let Some(place) = filled(Kind::MySql).await else {
        return;
    };
    let live = inspect(&place.database).await.expect("readable");
    let things = live
        .tables
        .iter()
        .find(|it| it.name == "things")
        .expect("things");
    let index = things
        .indexes
        .iter()
        .find(|it| it.name == "things_shelf_id_index");
    let drop = Operation::DropIndex {
        table: text("things"),
        index: index.expect("an index").clone(),
        concurrently: false,
    };
    there(&place, &drop).await;
    let live = inspect(&place.database).await.expect("readable");
    let things = live
        .tables
        .iter()
        .find(|it| it.name == "things")
        .expect("things");
    let names: Vec<_> = things.indexes.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["things_day_name_index", "things_shelf_id_foreign"]);
    // With the key goes the index that it was given, as without a live schema to look at.
    let key = Operation::DropForeignKey {
        table: text("things"),
        key: things.foreign_keys[0].clone(),
    };
    let mut replayed = live.clone();
    let place_of = |schema: &Schema| schema.tables.iter().position(|it| it.name == "things");
    let place_of = place_of(&replayed).expect("things");
    replayed.tables[place_of]
        .indexes
        .retain(|it| it.name == "things_day_name_index");
    let offline = render(&key, &replayed, Kind::MySql).expect("renderable");
    assert_eq!(
        offline,
        render(&key, &live, Kind::MySql).expect("renderable")
    );
    there(&place, &key).await;
    let live = inspect(&place.database).await.expect("readable");
    assert_eq!(live.tables[place_of].indexes.len(), 1);
}

#[tokio::test]
async fn what_a_column_has_beyond_the_model_stays_on_mysql() {
    let Some(place) = filled(Kind::MySql).await else {
        return;
    };
    run_all(
        &place,
        &[
            "CREATE TABLE odd (id BIGINT NOT NULL PRIMARY KEY, n INT NULL COMMENT 'a' CHECK (n > 0), \
             at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), \
             word VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT 'x', \
             made BIGINT AS (n * 2) STORED, CONSTRAINT odd_check CHECK (n < 10))",
            "INSERT INTO odd (id, n) VALUES (1, 3), (2, 4)",
        ],
    )
    .await;
    let rows = values(&place, "odd", &["id", "n", "word", "made"]).await;
    let live = inspect(&place.database).await.expect("readable");
    let odd = live
        .tables
        .iter()
        .find(|it| it.name == "odd")
        .expect("odd")
        .clone();
    for column in &odd.columns[1..] {
        let mut to = column.clone();
        to.comment = Some(text("b"));
        let operation = Operation::AlterColumn {
            table: text("odd"),
            from: column.clone(),
            to,
        };
        there_and_back(&place, &operation).await;
    }
    for check in &odd.checks {
        let operation = Operation::DropCheck {
            table: text("odd"),
            check: check.clone(),
        };
        there_and_back(&place, &operation).await;
    }
    assert_eq!(odd.checks.len(), 2);
    assert_eq!(
        values(&place, "odd", &["id", "n", "word", "made"]).await,
        rows
    );
}

#[test]
fn what_a_database_has_not_is_refused_in_words() {
    let index = |predicate: Option<&str>, method: Option<&str>| Operation::AddIndex {
        table: text("things"),
        index: Index {
            name: text("some"),
            parts: vec![IndexPart::column("day")],
            unique: false,
            predicate: predicate.map(text),
            method: method.map(text),
        },
        concurrently: false,
    };
    let refusal = |operation: &Operation, kind| {
        let error = render(operation, &places::schema(), kind).expect_err("refused");
        error.to_string()
    };
    assert_eq!(
        refusal(&index(Some("amount > 1"), None), Kind::MySql),
        "MySQL/MariaDB has no indexes of some rows only (some of things); leave its condition \
         out, or write it as `sql` with nothing for MySQL"
    );
    assert!(refusal(&index(None, Some("gin")), Kind::Sqlite).contains("has no kinds of indexes"));
    let long = "é".repeat(40);
    let table = Table::with_columns(&long, Vec::new(), &[]);
    let create = Operation::CreateTable(Box::new(table));
    assert!(refusal(&create, Kind::Postgres).contains("longer than the 63 bytes"));
    assert!(render(&create, &places::schema(), Kind::MySql).is_ok());
}

#[tokio::test]
async fn long_names_of_constraints_are_cut_where_the_database_cuts_them() {
    for place in places::databases().await {
        let unique = mercer_migrator::Unique {
            name: format!("things_{}", "é".repeat(50)),
            columns: vec![text("name"), text("day")],
        };
        let operation = Operation::AddUnique {
            table: text("things"),
            unique,
        };
        let before = inspect(&place.database).await.expect("readable");
        match place.kind {
            Kind::Postgres | Kind::Sqlite => {
                let mut current = before;
                for one in [
                    operation.clone(),
                    operation.reverse().expect("reversible").remove(0),
                ] {
                    let statements = render(&one, &current, place.kind).expect("renderable");
                    places::run(&place, &statements).await.expect("runs");
                    current = inspect(&place.database).await.expect("readable");
                }
            }
            Kind::MySql => assert!(apply(&place, &operation).await.is_ok()),
        }
    }
}
