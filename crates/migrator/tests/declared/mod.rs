//! A schema with every type and every kind of constraint, and databases that have it.

#[path = "../created/mod.rs"]
mod created;

use mercer_migrator::{Column, ColumnType, OnDelete, Operation, Schema, Table, check};
use mercer_testing::TestDatabase;

pub(crate) use created::create;

/// The declared tables.
pub(crate) fn schema() -> Schema {
    Schema {
        tables: vec![shelves(), things(), parts()],
        ..Schema::default()
    }
}

fn shelves() -> Table {
    let columns = vec![
        Column::new("id", ColumnType::BigInteger, false),
        Column::new("name", ColumnType::Text(40), false),
    ];
    let mut table = Table::with_columns("shelves", columns, &["id"]).unique(&["name"]);
    table.identity = true;
    table
}

fn things() -> Table {
    let columns = vec![
        Column::new("id", ColumnType::BigInteger, false),
        Column::new("shelf_id", ColumnType::BigInteger, false),
        Column::new("parent_id", ColumnType::BigInteger, true),
        Column::new("name", ColumnType::Text(100), false),
        Column::new("nickname", ColumnType::Text(100), true),
        Column::new("kind", ColumnType::Text(20), false),
        Column::new("note", ColumnType::LongText, true),
        Column::new("story", ColumnType::LongText, false),
        Column::new("active", ColumnType::Boolean, false),
        Column::new("liked", ColumnType::Boolean, true),
        Column::new("made_at", ColumnType::Timestamp, false),
        Column::new("gone_at", ColumnType::Timestamp, true),
        Column::new("day", ColumnType::Date, false),
        Column::new("night", ColumnType::Date, true),
        Column::new("details", ColumnType::Json, false),
        Column::new("extra", ColumnType::Json, true),
        Column::new("low", ColumnType::BigInteger, false),
        Column::new("high", ColumnType::BigInteger, false),
    ];
    let mut table = Table::with_columns("things", columns, &["id"])
        .unique(&["name"])
        .unique(&["shelf_id", "kind", "low"])
        .one_of("kind", &["large", "small", "it''s"])
        .check("range", "low >= -5 AND high >= 0 AND low <= high")
        .check(
            "sum",
            "high = low + 2 * (high - low) - high + low OR high > 0",
        )
        .check("note", "kind <> 'large' OR note IS NOT NULL")
        .check("nickname", "nickname IS NULL OR nickname LIKE 'a%'")
        .check("low", "low BETWEEN -5 AND 100 AND low NOT IN (7, 8)")
        .check("one", "kind IN ('large') OR high IN (1, 2, 3)")
        .check("length", "length(name) > 0 AND NOT (low = 3 AND high = 4)")
        .index(&["kind", "name"])
        .index(&["day"])
        .index(&["shelf_id"])
        .foreign_key("shelf_id", "shelves", OnDelete::Restrict)
        .foreign_key("parent_id", "things", OnDelete::Cascade);
    table.identity = true;
    table
}

fn parts() -> Table {
    let columns = vec![
        Column::new("line", ColumnType::BigInteger, false),
        Column::new("thing_id", ColumnType::BigInteger, false),
        Column::new("amount", ColumnType::BigInteger, false),
    ];
    Table::with_columns("parts", columns, &["thing_id", "line"])
        .clustered()
        .check("amount", "amount > 0")
        .foreign_key("thing_id", "things", OnDelete::Cascade)
}

/// Fresh databases with the declared tables.
pub(crate) async fn databases() -> Vec<TestDatabase> {
    let databases = mercer_testing::databases().await;
    for place in &databases {
        create(&place.database, &schema())
            .await
            .expect("the tables can be created");
    }
    databases
}

/// What differs from [`schema`].
pub(crate) async fn changes(place: &TestDatabase) -> Vec<Operation> {
    check(&place.database, &schema())
        .await
        .expect("the database can be read")
}

/// The changes as `kind table.name`.
pub(crate) fn named(changes: &[Operation]) -> Vec<String> {
    let one =
        |change: &Operation| format!("{} {}.{}", change.kind(), change.table(), change.name());
    changes.iter().map(one).collect()
}
