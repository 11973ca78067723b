//! A small shop's tables with rows, and operations run on them as a migration runs them.

use std::sync::atomic::{AtomicU64, Ordering};

use mercer_database::{Error, Kind};
use mercer_migrator::{
    Column, ColumnType, InsertRows, Literal, OnDelete, Operation, Schema, Statement, Table,
    compare, inspect, render, replay,
};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, Database};

/// Text for the many names in operations.
pub(crate) fn text(text: &str) -> String {
    text.to_owned()
}

/// Shelves hold things, things have parts. Parts go with their thing.
pub(crate) fn schema() -> Schema {
    let number = |name| Column::new(name, ColumnType::BigInteger, false);
    let mut shelves = Table::with_columns(
        "shelves",
        vec![
            number("id"),
            Column::new("name", ColumnType::Text(40), false),
        ],
        &["id"],
    )
    .unique(&["name"]);
    shelves.identity = true;
    let mut columns = vec![
        number("id"),
        Column::new("shelf_id", ColumnType::BigInteger, true),
        Column::new("name", ColumnType::Text(40), false),
        Column::new("digits", ColumnType::Text(20), true),
        Column::new("note", ColumnType::LongText, true),
        Column::new("active", ColumnType::Boolean, false),
        Column::new("made_at", ColumnType::Timestamp, true),
        Column::new("day", ColumnType::Date, true),
        Column::new("details", ColumnType::Json, true),
        Column::new("amount", ColumnType::BigInteger, true),
        Column::new("size", ColumnType::BigInteger, true),
    ];
    columns[10].default = Some(text("7"));
    let mut things = Table::with_columns("things", columns, &["id"])
        .unique(&["name"])
        .check("amount", "amount >= 0 OR note IS NOT NULL")
        .index(&["day", "name"])
        .index(&["shelf_id"])
        .foreign_key("shelf_id", "shelves", OnDelete::Restrict);
    things.identity = true;
    let parts = Table::with_columns(
        "parts",
        vec![
            number("thing_id"),
            number("line"),
            Column::new("label", ColumnType::Text(20), true),
        ],
        &["thing_id", "line"],
    )
    .clustered()
    .foreign_key("thing_id", "things", OnDelete::Cascade);
    Schema {
        tables: vec![shelves, things, parts],
        ..Schema::default()
    }
}

fn rows() -> Vec<Operation> {
    let insert = |table: &str, columns: &[&str], rows: Vec<Vec<Literal>>| {
        Operation::InsertRows(InsertRows {
            table: text(table),
            columns: columns.iter().map(|&column| text(column)).collect(),
            key: vec![text(columns[0])],
            rows,
        })
    };
    let words = |words: &str| Literal::Text(text(words));
    let number = Literal::Integer;
    let thing = |id: i64, name: &str| {
        vec![
            number(id),
            number(1),
            words(name),
            words("12"),
            words("it's a \\ and a \"quote\""),
            Literal::Boolean(id != 2),
            words("2026-11-21T05:05:06.5+01:00"),
            words("2026-11-21"),
            words("{\"a\": [1, \"\\\"\"]}"),
            number(id * 10),
            number(-id),
        ]
    };
    let things = [
        "id", "shelf_id", "name", "digits", "note", "active", "made_at", "day", "details",
        "amount", "size",
    ];
    vec![
        insert(
            "shelves",
            &["id", "name"],
            vec![
                vec![number(1), words("left")],
                vec![number(5), words("right")],
            ],
        ),
        insert(
            "things",
            &things,
            vec![thing(1, "chair"), thing(2, "table"), thing(9, "lamp")],
        ),
        insert(
            "parts",
            &["thing_id", "line", "label"],
            vec![
                vec![number(1), number(1), words("leg")],
                vec![number(1), number(2), Literal::Null],
                vec![number(9), number(1), words("bulb")],
            ],
        ),
    ]
}

/// Fresh databases with the tables and their rows.
pub(crate) async fn databases() -> Vec<TestDatabase> {
    let databases = mercer_testing::databases().await;
    for place in &databases {
        fill(place).await;
    }
    databases
}

/// Makes the tables and their rows.
pub(crate) async fn fill(place: &TestDatabase) {
    crate::created::create(&place.database, &schema())
        .await
        .expect("the tables can be created");
    for operation in rows() {
        let statements = render(&operation, &schema(), place.kind).expect("rows can be written");
        run(place, &statements).await.expect("the rows fit");
    }
    // The counter is beyond every row.
    place
        .execute("DELETE FROM things WHERE id = 9 AND 1 = 0")
        .await;
}

/// Runs the statements as a migration does; what SQLite and PostgreSQL refuse leaves no trace.
pub(crate) async fn run(place: &TestDatabase, statements: &[Statement]) -> Result<(), String> {
    match place.kind {
        Kind::Sqlite => run_sqlite(place, statements, true),
        Kind::Postgres if statements.iter().any(|one| one.outside_transaction) => {
            let connection = Database::connect(&place.url).await.expect("reachable");
            for statement in statements {
                let done = connection.execute_unprepared(&statement.sql).await;
                done.map_err(|error| format!("{error}: {}", statement.sql))?;
            }
            connection.close().await.map_err(|error| error.to_string())
        }
        Kind::Postgres => write(place, statements).await,
        Kind::MySql => {
            for statement in statements {
                write(place, std::slice::from_ref(statement)).await?;
            }
            Ok(())
        }
    }
}

async fn write(place: &TestDatabase, statements: &[Statement]) -> Result<(), String> {
    let owned = statements.to_vec();
    let done: Result<(), Error> = place
        .database
        .write(move |transaction| {
            let statements = owned.clone();
            async move {
                for statement in &statements {
                    transaction.execute_unprepared(&statement.sql).await?;
                }
                Ok(())
            }
        })
        .await;
    done.map_err(|error| format!("{error}: {statements:#?}"))
}

/// With foreign keys off before the transaction, as a rebuild needs it, or not.
pub(crate) fn run_sqlite(
    place: &TestDatabase,
    statements: &[Statement],
    keys_off: bool,
) -> Result<(), String> {
    let connection = sqlite(place);
    let keys = if keys_off { "OFF" } else { "ON" };
    // A test's file need not outlive the machine.
    let start = format!("PRAGMA synchronous = OFF; PRAGMA foreign_keys = {keys}; BEGIN IMMEDIATE");
    connection.execute_batch(&start).expect("a transaction");
    for statement in statements {
        let done = connection.execute_batch(&statement.sql);
        done.map_err(|error| format!("{error}: {}", statement.sql))?;
    }
    let broken: Vec<String> = connection
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut check| check.query_map([], |row| row.get(0))?.collect())
        .expect("the keys can be checked");
    assert_eq!(broken, [""; 0], "{statements:#?}");
    let committed = connection.execute_batch("COMMIT");
    committed.map_err(|error| error.to_string())
}

/// Another connection to the file.
pub(crate) fn sqlite(place: &TestDatabase) -> rusqlite::Connection {
    let path = place.url.trim_start_matches("sqlite:");
    rusqlite::Connection::open(path).expect("the file is there")
}

static READS: AtomicU64 = AtomicU64::new(0);

/// All rows of a table, each column as text, in the order of the first two columns.
pub(crate) async fn values(place: &TestDatabase, table: &str, columns: &[&str]) -> Vec<String> {
    let word = if place.kind == Kind::MySql {
        "CHAR"
    } else {
        "TEXT"
    };
    let quote = if place.kind == Kind::MySql { '`' } else { '"' };
    let each: Vec<_> = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({quote}{column}{quote} AS {word}), '-')"))
        .collect();
    let joined = match place.kind {
        Kind::MySql => format!("CONCAT_WS('|', {})", each.join(", ")),
        _ => each.join(" || '|' || "),
    };
    // Another text each time: PostgreSQL refuses a kept plan when a column has another type.
    let read = READS.fetch_add(1, Ordering::Relaxed);
    let sql = format!("SELECT {joined} AS line FROM {quote}{table}{quote} ORDER BY 1 -- {read}");
    let read: Result<Vec<String>, Error> = place
        .database
        .read(move |transaction| {
            let sql = sql.clone();
            async move {
                let backend = transaction.get_database_backend();
                let statement = sea_orm::Statement::from_string(backend, sql);
                let rows = transaction.query_all_raw(statement).await?;
                rows.iter()
                    .map(|row| row.try_get::<String>("", "line").map_err(Error::from))
                    .collect()
            }
        })
        .await;
    read.unwrap_or_else(|error| panic!("{}: {table} {columns:?}: {error}", place.kind))
}

/// Renders and runs the operation on what is there, and compares the outcome with its replay.
pub(crate) async fn apply(place: &TestDatabase, operation: &Operation) -> Result<(), String> {
    let before = inspect(&place.database).await.expect("readable");
    let mut expected = before.clone();
    replay(&mut expected, operation).map_err(|error| error.to_string())?;
    let statements = render(operation, &before, place.kind).map_err(|error| error.to_string())?;
    run(place, &statements).await?;
    let live = inspect(&place.database).await.expect("readable");
    same(
        &expected,
        &live,
        place.kind,
        &format!("{operation:?}\n{statements:#?}"),
    );
    Ok(())
}

/// Asserts that two schemas are the same to the database.
pub(crate) fn same(expected: &Schema, live: &Schema, kind: Kind, about: &str) {
    for (one, other) in [(expected, live), (live, expected)] {
        let changes: Vec<_> = compare(one, other, kind)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(changes, [""; 0], "{kind}: {about}");
    }
}

/// Does the operation and takes it back; the schema is as it was, and in between as replayed.
pub(crate) async fn there_and_back(place: &TestDatabase, operation: &Operation) {
    let start = inspect(&place.database).await.expect("readable");
    there(place, operation).await;
    for reverse in operation.reverse().expect("reversible") {
        there(place, &reverse).await;
    }
    let end = inspect(&place.database).await.expect("readable");
    same(&start, &end, place.kind, &format!("{operation:?} and back"));
}

/// Does the operation, which must succeed.
pub(crate) async fn there(place: &TestDatabase, operation: &Operation) {
    if let Err(error) = apply(place, operation).await {
        panic!("{}: {operation:?}: {error}", place.kind);
    }
}
