//! Whatever two schemas there are: a plan leads from one to the other and back, and rows survive.
//!
//! `MERCER_TEST_PAIRS=80` tries more pairs than usual, `MERCER_TEST_FIRST_SEED=500` others.

use std::time::Duration;

use mercer_database::{Kind, Options};
use mercer_migrator::{
    Action, ColumnType, InsertRows, Literal, Operation, PlanOptions, Schema, Table, compare,
    inspect, plan, render, replay,
};
use mercer_testing::TestDatabase;
use tokio::task::JoinSet;

use crate::chance::Chance;
use crate::places::{self, text, values};
use crate::plans::reversed;

/// A value for each column that fits every type that it may get.
fn value(table: &Table, name: &str, number: i64) -> Option<Literal> {
    let column = table.columns.iter().find(|column| column.name == name)?;
    let is_moment = column.column_type == ColumnType::Timestamp;
    Some(match name {
        "c0" | "code" | "code_ref" | "ref" | "id" | "k0" | "k1" => Literal::Integer(number),
        "c1" | "Odd name" => Literal::Text(format!("it's {number}")),
        "c2" => Literal::Text(text("2.5")),
        "c3" if is_moment => Literal::Text(text("2026-11-21T00:00:00Z")),
        "c3" => Literal::Text(text("2026-11-21")),
        "c4" => Literal::Boolean(number % 2 == 0),
        "feeling" => Literal::Text(text("good")),
        _ => return None,
    })
}

/// Whether both schemas have every table that the column refers to in one of them: a row cannot
/// refer to a row of a table that was just made.
fn refers_to_what_stays(table: &str, column: &str, from: &Schema, to: &Schema) -> bool {
    let both = |name: &str| {
        let has = |schema: &Schema| schema.tables.iter().any(|it| it.name == name);
        has(from) && has(to)
    };
    let tables = from.tables.iter().chain(&to.tables);
    let keys = tables
        .filter(|it| it.name == table)
        .flat_map(|it| &it.foreign_keys)
        .filter(|key| key.columns[0] == column);
    keys.into_iter().all(|key| both(&key.parent))
}

/// Three rows for each table; those of a column that refers to others name one of them. Answers
/// how many would go with a row of another table.
async fn fill(place: &TestDatabase, from: &Schema, to: &Schema) -> usize {
    let mut children = 0;
    let live = inspect(&place.database).await.expect("readable");
    for table in &from.tables {
        let columns = table.columns.iter().map(|column| column.name.clone());
        let columns: Vec<_> = columns
            .filter(|name| value(table, name, 1).is_some())
            .collect();
        let stays = |name: &str| refers_to_what_stays(&table.name, name, from, to);
        let row = |number| {
            let each = columns.iter();
            each.filter_map(|name| {
                if stays(name) {
                    value(table, name, number)
                } else {
                    Some(Literal::Null)
                }
            })
            .collect()
        };
        let insert = Operation::InsertRows(InsertRows {
            table: table.name.clone(),
            columns: columns.clone(),
            key: table.primary_key.clone(),
            rows: (1..=3).map(row).collect(),
        });
        let statements = render(&insert, &live, place.kind).expect("renderable");
        // Parents may come after their children.
        let statements: Vec<_> = statements.into_iter().map(|one| one.sql).collect();
        without_keys(place, &statements).await;
        let cascades = table.foreign_keys.iter().any(|key| {
            key.on_delete == Action::Cascade && key.parent != table.name && stays(&key.columns[0])
        });
        children += 3 * usize::from(cascades);
    }
    children
}

async fn without_keys(place: &TestDatabase, statements: &[String]) {
    let (off, on) = match place.kind {
        Kind::Sqlite => {
            return places::sqlite(place)
                .execute_batch(&format!(
                    "PRAGMA foreign_keys = OFF; {}",
                    statements.join("; ")
                ))
                .expect("the rows fit");
        }
        Kind::Postgres => ("SET LOCAL session_replication_role = replica", "SELECT 1"),
        Kind::MySql => ("SET foreign_key_checks = 0", "SET foreign_key_checks = 1"),
    };
    place
        .execute(&format!("{off}; {}; {on}", statements.join("; ")))
        .await;
}

/// The rows of the tables and columns that both have.
async fn shared(place: &TestDatabase, from: &Schema, to: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for table in &from.tables {
        let Some(other) = to.tables.iter().find(|it| it.name == table.name) else {
            continue;
        };
        // What is computed changes with its expression.
        let kept = |name: &&str| {
            let mut columns = other.columns.iter();
            *name != "made" && columns.any(|column| column.name == *name)
        };
        let columns = table.columns.iter().map(|column| column.name.as_str());
        let columns: Vec<&str> = columns.filter(kept).collect();
        for row in values(place, &table.name, &columns).await {
            let values = columns.iter().zip(row.split('|'));
            // Of another type a moment or a fraction is written otherwise.
            let alike = values.map(|(name, value)| match *name {
                "c2" if value.contains('.') => value.trim_end_matches('0'),
                "c3" => value.get(..10).unwrap_or(value),
                _ => value,
            });
            let alike: Vec<_> = alike.collect();
            found.push(format!("{}: {}", table.name, alike.join("|")));
        }
    }
    found.sort();
    found
}

/// Columns that are required get a default, so that rows of before can have them.
fn fillable(mut schema: Schema) -> Schema {
    for column in schema.tables.iter_mut().flat_map(|it| &mut it.columns) {
        let is_new = column.name.starts_with('c') && column.name.len() == 2;
        column.nullable = column.nullable || is_new && column.default.is_none();
    }
    schema
}

/// What differs between two schemas, seen from both.
fn same(expected: &Schema, live: &Schema, kind: Kind) -> Result<(), String> {
    for (one, other) in [(expected, live), (live, expected)] {
        let changes = compare(one, other, kind);
        let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
        if !words.is_empty() {
            return Err(format!("differs: {words:#?}"));
        }
    }
    Ok(())
}

fn planned(live: &Schema, target: &Schema, kind: Kind) -> Vec<Operation> {
    plan(live, target, kind, &PlanOptions::default()).operations
}

/// Runs the operations, each as it is rendered for what is there, and compares what is there then
/// with the operation's replay, and at the end with the target.
async fn run(
    place: &TestDatabase,
    operations: &[Operation],
    target: &Schema,
) -> Result<Schema, String> {
    let kind = place.kind;
    let mut live = inspect(&place.database).await.expect("readable");
    for operation in operations {
        let about = |error: &dyn ToString| format!("{operation:?}: {}", error.to_string());
        let statements = render(operation, &live, kind).map_err(|error| about(&error))?;
        let done = places::run(place, &statements).await;
        done.map_err(|error| about(&error))?;
        let mut expected = live;
        replay(&mut expected, operation).map_err(|error| about(&error))?;
        live = inspect(&place.database).await.expect("readable");
        same(&expected, &live, kind).map_err(|error| about(&error))?;
    }
    same(target, &live, kind)?;
    let again = planned(&live, target, kind);
    if again.is_empty() {
        return Ok(live);
    }
    Err(format!("a second plan: {again:#?}"))
}

/// From nothing to the one schema, there are rows, then to the other, back, there as it was read
/// before, and back to nothing. Answers how many rows there were, and children among them.
async fn there_and_back(
    place: &TestDatabase,
    from: &Schema,
    to: &Schema,
) -> Result<(usize, usize), String> {
    let kind = place.kind;
    let nothing = Schema::default();
    let first = planned(&nothing, from, kind);
    let start = run(place, &first, from).await?;
    let children = fill(place, from, to).await;
    let rows = shared(place, from, to).await;
    let kept = async |when: &str| {
        let now = shared(place, from, to).await;
        let lost = || format!("{when}: {now:#?} instead of {rows:#?}");
        (now == rows).then_some(()).ok_or_else(lost)
    };
    let second = planned(&start, to, kind);
    let end = run(place, &second, to).await?;
    kept("rows").await?;
    run(place, &reversed(&second), from).await?;
    kept("rows, back").await?;
    let again = planned(&start, &end, kind);
    run(place, &again, to).await?;
    kept("rows, again").await?;
    run(place, &planned(&end, from, kind), from).await?;
    kept("rows, planned back").await?;
    run(place, &reversed(&first), &nothing).await?;
    Ok((rows.len(), children))
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// How many pairs are tried at once: most of the time is waiting for the database's files.
const AT_ONCE: usize = 6;

/// Many at once wait for a busy disk, and none of them has to outlive the machine.
fn options() -> Options {
    Options {
        pool_size: 2,
        lock_timeout: Duration::from_mins(1),
        durable: false,
        ..mercer_testing::options()
    }
}

async fn pair(kind: Kind, seed: u64) -> (u64, Result<(usize, usize), String>) {
    let Some(place) = TestDatabase::fresh_with(kind, options()).await else {
        return (seed, Ok((0, 0)));
    };
    let (from, to) = Chance::new(seed, kind).pair();
    let (from, to) = (fillable(from), fillable(to));
    // Whatever panics is a failure of this pair alone.
    let pair = tokio::spawn(async move { there_and_back(&place, &from, &to).await });
    let done = pair.await;
    (seed, done.unwrap_or_else(|panic| Err(panic.to_string())))
}

/// Tries all pairs and tells those that fail.
async fn pairs(kind: Kind) {
    let pairs = number("MERCER_TEST_PAIRS").unwrap_or(6);
    let first = number("MERCER_TEST_FIRST_SEED").unwrap_or(100);
    if TestDatabase::fresh(kind).await.is_none() {
        return;
    }
    let (mut rows, mut children, mut failures) = (0, 0, Vec::new());
    let mut seeds = first..first + pairs;
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_ONCE
            && let Some(seed) = seeds.next()
        {
            running.spawn(pair(kind, seed));
        }
        let Some(done) = running.join_next().await else {
            break;
        };
        match done.expect("a pair ends") {
            (_, Ok(kept)) => (rows, children) = (rows + kept.0, children + kept.1),
            (seed, Err(error)) => {
                eprintln!("{kind}, seed {seed}: {error}");
                failures.push(seed);
            }
        }
    }
    eprintln!("{kind}: {pairs} pairs from seed {first}, {rows} rows, {children} of them children");
    let none: [u64; 0] = [];
    assert_eq!(failures, none, "{kind}: seeds that fail");
    assert!(
        rows > 10 && children > 0,
        "{rows} rows, {children} children"
    );
}

#[tokio::test]
async fn any_schema_becomes_any_other_with_its_rows_on_sqlite() {
    pairs(Kind::Sqlite).await;
}

#[tokio::test]
async fn any_schema_becomes_any_other_with_its_rows_on_postgresql() {
    pairs(Kind::Postgres).await;
}

#[tokio::test]
async fn any_schema_becomes_any_other_with_its_rows_on_mysql() {
    pairs(Kind::MySql).await;
}
