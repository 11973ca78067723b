//! Judging operations before they run: every rule with a neighbour that it lets pass.

mod alone;
mod copying;
#[path = "../created/mod.rs"]
mod created;
mod locking;
mod loss;
mod together;
mod with_drops;
mod with_narrowing;
mod with_rows;

use mercer_database::Kind;
use mercer_migrator::{
    Check, Column, ColumnType, Finding, Index, IndexPart, OnDelete, Operation, PerDatabase, Schema,
    Sql, Table, Unique, lint, lint_data,
};
use mercer_testing::TestDatabase;
use sea_orm::ConnectionTrait;

/// The tables that the operations begin with.
fn schema() -> Schema {
    let shelves = vec![
        Column::new("id", ColumnType::BigInteger, false),
        Column::new("name", ColumnType::Text(40), false),
    ];
    let things = vec![
        Column::new("id", ColumnType::BigInteger, false),
        Column::new("name", ColumnType::Text(100), true),
        Column::new("note", ColumnType::LongText, true),
        Column::new("amount", ColumnType::BigInteger, true),
        Column::new("price", ColumnType::Decimal(12, 4), true),
        Column::new("weight", ColumnType::Double, true),
        Column::new("made_at", ColumnType::Timestamp, true),
        Column::new("shelf_id", ColumnType::BigInteger, true),
    ];
    Schema {
        tables: vec![
            Table::with_columns("shelves", shelves, &["id"]),
            Table::with_columns("things", things, &["id"]).index(&["amount"]),
        ],
        ..Schema::default()
    }
}

/// Fresh databases with the tables.
async fn databases() -> Vec<TestDatabase> {
    let databases = mercer_testing::databases().await;
    for place in &databases {
        created::create(&place.database, &schema())
            .await
            .expect("the tables can be created");
    }
    databases
}

/// The findings from the operations alone, as `operation severity rule`.
fn alone(operations: &[Operation], kind: Kind) -> Vec<String> {
    short(&lint("abc", operations, &schema(), kind))
}

/// What the live database says, over a connection in no transaction and over one in a transaction,
/// which goes on.
async fn data(place: &TestDatabase, operations: &[Operation]) -> Vec<Finding> {
    let session = place.database.session().await.expect("a session");
    let ask = async || {
        let found = lint_data(&session, "abc", operations).await;
        found.unwrap_or_else(|error| panic!("{}: {error}", place.kind))
    };
    let found = ask().await;
    let run = async |sql: &str| session.execute_unprepared(sql).await.expect(sql);
    run("BEGIN").await;
    assert_eq!(ask().await, found, "{}", place.kind);
    run("DELETE FROM things").await;
    run("ROLLBACK").await;
    session.close().await;
    found
}

/// Asserts what the data say about one operation: its severity, rule and text; nothing when
/// empty.
async fn says(place: &TestDatabase, operation: &Operation, expected: &[(&str, &str)]) {
    let found = data(place, std::slice::from_ref(operation)).await;
    let words: Vec<_> = found
        .iter()
        .map(|f| (format!("{} {}", f.severity, f.rule), f.text.clone()))
        .collect();
    let words: Vec<_> = words
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(words, expected, "{}: {operation:?}", place.kind);
}

fn short(found: &[Finding]) -> Vec<String> {
    found
        .iter()
        .map(|f| format!("{} {} {}", f.operation, f.severity, f.rule))
        .collect()
}

fn column(name: &str) -> Column {
    let schema = schema();
    let mut columns = schema.tables[1].columns.iter();
    columns.find(|c| c.name == name).expect("a column").clone()
}

fn table(name: &str) -> Table {
    let tables = schema().tables;
    tables
        .into_iter()
        .find(|t| t.name == name)
        .expect("a table")
}

fn new_table(name: &str) -> Table {
    Table {
        name: name.to_owned(),
        indexes: Vec::new(),
        ..table("things")
    }
}

fn create(table: Table) -> Operation {
    Operation::CreateTable(Box::new(table))
}

fn drop_table(name: &str) -> Operation {
    Operation::DropTable(Box::new(table(name)))
}

fn add_column(column: Column) -> Operation {
    Operation::AddColumn {
        table: "things".to_owned(),
        column,
    }
}

fn optional(name: &str, column_type: ColumnType) -> Column {
    Column::new(name, column_type, true)
}

fn drop_column(column: Column) -> Operation {
    Operation::DropColumn {
        table: "things".to_owned(),
        column,
    }
}

/// A column of `things` with another type.
fn retype(name: &str, column_type: ColumnType) -> Operation {
    Operation::AlterColumn {
        table: "things".to_owned(),
        from: column(name),
        to: Column {
            column_type,
            ..column(name)
        },
    }
}

fn require(name: &str) -> Operation {
    Operation::AlterColumn {
        table: "things".to_owned(),
        from: column(name),
        to: Column {
            nullable: false,
            ..column(name)
        },
    }
}

fn unique(columns: &[&str]) -> Operation {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    Operation::AddUnique {
        table: "things".to_owned(),
        unique: Unique {
            name: "things_unique".to_owned(),
            columns,
        },
    }
}

fn index(columns: &[&str], unique: bool) -> Index {
    Index {
        name: "things_index".to_owned(),
        parts: columns.iter().map(|c| IndexPart::column(c)).collect(),
        unique,
        predicate: None,
        method: None,
    }
}

fn add_index(index: Index, concurrently: bool) -> Operation {
    Operation::AddIndex {
        table: "things".to_owned(),
        index,
        concurrently,
    }
}

fn check(expression: &str) -> Operation {
    Operation::AddCheck {
        table: "things".to_owned(),
        check: Check {
            name: "things_rule_check".to_owned(),
            expression: expression.to_owned(),
        },
    }
}

fn foreign_key() -> Operation {
    let with_key = table("things").foreign_key("shelf_id", "shelves", OnDelete::Restrict);
    Operation::AddForeignKey {
        table: "things".to_owned(),
        key: with_key.foreign_keys[0].clone(),
    }
}

fn sql(up: &str) -> Operation {
    Operation::Sql(Sql {
        up: PerDatabase::same(up),
        down: Some(PerDatabase::same("SELECT 1")),
    })
}
