//! The words of one operation of each kind on each database, for a reviewer to read.

use std::fmt::Write;

use crate::places::text;
use mercer_database::Kind;
use mercer_migrator::{
    Action, Backfill, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart,
    InsertRows, Literal, Operation, PerDatabase, PrimaryKey, Schema, Sql, Table, Unique, render,
};

fn schema() -> Schema {
    let mut table = Table::with_columns(
        "t",
        vec![
            Column::new("id", ColumnType::BigInteger, false),
            Column::new("a", ColumnType::Text(9), true),
        ],
        &["id"],
    )
    .unique(&["a"])
    .check("a", "a <> ''")
    .index(&["a"]);
    table.identity = true;
    let mut schema = Schema {
        tables: vec![table],
        ..Schema::default()
    };
    schema.tables[0].foreign_keys.push(key());
    schema.enums.push(mood(&["x", "y"]));
    schema
}

fn key() -> ForeignKey {
    ForeignKey {
        name: text("t_id_foreign"),
        columns: vec![text("id")],
        parent: text("t"),
        parent_columns: vec![text("id")],
        on_delete: Action::Cascade,
        on_update: Action::NoAction,
    }
}

fn second() -> ForeignKey {
    ForeignKey {
        name: text("t_a_foreign"),
        columns: vec![text("a")],
        parent_columns: vec![text("a")],
        on_update: Action::Cascade,
        ..key()
    }
}

fn mood(values: &[&str]) -> EnumType {
    EnumType {
        name: text("mood"),
        values: values.iter().map(|&value| text(value)).collect(),
    }
}

fn rows() -> InsertRows {
    InsertRows {
        table: text("t"),
        columns: vec![text("id"), text("a")],
        key: vec![text("id")],
        rows: vec![vec![Literal::Integer(1), Literal::Text(text("it's \\"))]],
    }
}

fn operations() -> Vec<Operation> {
    let mut all = of_tables_and_columns();
    all.extend(of_constraints());
    all.extend(of_types_and_rows());
    all
}

fn of_tables_and_columns() -> Vec<Operation> {
    let table = || text("t");
    let t = || schema().tables.remove(0);
    let a = || Column::new("a", ColumnType::Text(9), true);
    let b = Column {
        default: Some(text("0")),
        comment: Some(text("it's b")),
        ..Column::new("b", ColumnType::BigInteger, false)
    };
    let mut other = Table {
        name: text("u"),
        comment: Some(text("it's u")),
        ..t()
    };
    other.foreign_keys[0].name = text("u_id_foreign");
    vec![
        Operation::CreateTable(Box::new(other)),
        Operation::DropTable(Box::new(t())),
        Operation::RenameTable {
            from: table(),
            to: text("u"),
        },
        Operation::SetTableComment {
            table: table(),
            from: None,
            to: Some(text("it's t")),
        },
        Operation::AddColumn {
            table: table(),
            column: b,
        },
        Operation::DropColumn {
            table: text("v"),
            column: Column::new("b", ColumnType::Date, true),
        },
        Operation::AlterColumn {
            table: table(),
            from: a(),
            to: Column {
                nullable: false,
                column_type: ColumnType::BigInteger,
                default: Some(text("7")),
                ..a()
            },
        },
        Operation::RenameColumn {
            table: table(),
            from: text("a"),
            to: text("b"),
        },
    ]
}

fn of_constraints() -> Vec<Operation> {
    let table = || text("t");
    let t = || schema().tables.remove(0);
    let key_of = |columns: &[&str], identity| PrimaryKey {
        columns: columns.iter().map(|&column| text(column)).collect(),
        identity,
        clustered: false,
    };
    let index = || Index {
        name: text("t_a_down_index"),
        parts: vec![IndexPart {
            descending: true,
            ..IndexPart::column("a")
        }],
        unique: true,
        predicate: None,
        method: None,
    };
    vec![
        Operation::AlterPrimaryKey {
            table: table(),
            from: key_of(&["id"], true),
            to: key_of(&["id"], false),
        },
        Operation::AddUnique {
            table: table(),
            unique: Unique {
                name: text("t_two_unique"),
                columns: vec![text("id"), text("a")],
            },
        },
        Operation::DropUnique {
            table: table(),
            unique: t().uniques.remove(0),
        },
        Operation::AddCheck {
            table: table(),
            check: Check {
                name: text("t_b_check"),
                expression: text("t.a <> 'b'"),
            },
        },
        Operation::DropCheck {
            table: table(),
            check: t().checks.remove(0),
        },
        Operation::AddIndex {
            table: table(),
            index: index(),
            concurrently: true,
        },
        Operation::DropIndex {
            table: table(),
            index: t().indexes.remove(0),
            concurrently: false,
        },
        Operation::RenameIndex {
            table: table(),
            from: t().indexes.remove(0),
            to: text("t_new_index"),
        },
        Operation::AddForeignKey {
            table: table(),
            key: second(),
        },
        Operation::DropForeignKey {
            table: table(),
            key: key(),
        },
    ]
}

fn of_types_and_rows() -> Vec<Operation> {
    vec![
        Operation::CreateEnum(EnumType {
            name: text("size"),
            ..mood(&["s", "m"])
        }),
        Operation::DropEnum(mood(&["x", "y"])),
        Operation::AlterEnum {
            from: mood(&["x", "y"]),
            to: mood(&["x", "z", "y"]),
        },
        Operation::InsertRows(rows()),
        Operation::DeleteRows(rows()),
        Operation::Backfill(Backfill {
            table: text("t"),
            set: PerDatabase::same("a = 'b'"),
            condition: PerDatabase::same("a IS NULL"),
            batch_size: 100,
        }),
        Operation::Sql(Sql {
            up: PerDatabase::same("DELETE FROM t; DELETE FROM t"),
            down: None,
        }),
    ]
}

fn words(kind: Kind) -> String {
    let mut schema = schema();
    let column = |name| Column::new(name, ColumnType::Date, true);
    let other = Table::with_columns("v", vec![column("a"), column("b")], &["a"]);
    schema.tables.push(other);
    let mut words = String::new();
    for operation in operations() {
        let statements = match render(&operation, &schema, kind) {
            Ok(statements) => statements,
            Err(error) => panic!("{kind}: {operation:?}: {error}"),
        };
        let _ = writeln!(words, "-- {}", operation.kind());
        for statement in statements {
            let outside = if statement.outside_transaction {
                " -- outside"
            } else {
                ""
            };
            let _ = writeln!(words, "{};{outside}", statement.sql);
        }
    }
    words
}

fn expect(kind: Kind, file: &str, expected: &str) {
    let found = words(kind);
    if std::env::var_os("MERCER_WRITE_EXPECTED").is_some() {
        let path = format!("{}/tests/render/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, &found).expect("writable");
        return;
    }
    for (line, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{file}, line {}", line + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{file}");
}

#[test]
fn sqlite_is_told_so() {
    expect(Kind::Sqlite, "sqlite.sql", include_str!("sqlite.sql"));
}

#[test]
fn postgresql_is_told_so() {
    expect(Kind::Postgres, "postgres.sql", include_str!("postgres.sql"));
}

#[test]
fn mysql_is_told_so() {
    expect(Kind::MySql, "mysql.sql", include_str!("mysql.sql"));
}
