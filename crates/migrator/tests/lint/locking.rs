//! Tables that are locked or copied.

use mercer_database::Kind;
use mercer_migrator::{Backfill, Column, ColumnType, Operation, PerDatabase, PrimaryKey};

use super::{
    add_column, add_index, alone, check, column, create, drop_column, foreign_key, index,
    new_table, optional, require, retype, unique,
};

const INDEX: &str = "1 notice index_not_concurrent";
const LOCKS: &str = "1 notice locks_table";
const REWRITE: &str = "1 notice table_rewrite";

/// Asserts which databases a finding is for.
fn only_on(operation: &Operation, finding: &str, kinds: &[Kind]) {
    for kind in mercer_testing::KINDS {
        let found = alone(std::slice::from_ref(operation), kind);
        assert_eq!(
            found.iter().filter(|f| *f == finding).count(),
            usize::from(kinds.contains(&kind)),
            "{kind}: {operation:?}: {found:?}"
        );
    }
}

#[test]
fn an_index_is_built_and_dropped_concurrently_on_postgres() {
    let plain = add_index(index(&["name"], false), false);
    only_on(&plain, INDEX, &[Kind::Postgres]);
    only_on(
        &plain.reverse().expect("a drop")[0],
        INDEX,
        &[Kind::Postgres],
    );
    let concurrent = add_index(index(&["name"], false), true);
    only_on(&concurrent, INDEX, &[]);
    only_on(&concurrent.reverse().expect("a drop")[0], INDEX, &[]);
    let made = [
        create(new_table("made")),
        Operation::AddIndex {
            table: "made".to_owned(),
            index: index(&["name"], false),
            concurrently: false,
        },
    ];
    assert!(alone(&made, Kind::Postgres).is_empty());
}

#[test]
fn constraints_that_are_compared_with_all_rows_lock_the_table() {
    only_on(&foreign_key(), LOCKS, &[Kind::Postgres, Kind::MySql]);
    only_on(&check("amount > 0"), LOCKS, &[Kind::Postgres]);
    only_on(&unique(&["name"]), LOCKS, &[Kind::Postgres]);
    only_on(&require("name"), LOCKS, &[Kind::Postgres]);
    let drop_check = check("amount > 0").reverse().expect("a drop").remove(0);
    only_on(&drop_check, LOCKS, &[]);
    let optional_again = require("name").reverse().expect("the reverse").remove(0);
    only_on(&optional_again, LOCKS, &[]);
}

#[test]
fn a_backfill_behind_a_change_of_the_table_keeps_the_lock_on_postgres() {
    let fill = Operation::Backfill(Backfill {
        table: "things".to_owned(),
        set: PerDatabase::same("colour = 'red'"),
        condition: PerDatabase::same("colour IS NULL"),
        batch_size: 100,
    });
    let add = add_column(optional("colour", ColumnType::Text(9)));
    let both = [add, fill.clone()];
    assert_eq!(alone(&both, Kind::Postgres), ["2 notice locks_table"]);
    assert!(alone(&both, Kind::MySql).is_empty());
    assert!(alone(&both, Kind::Sqlite).is_empty());
    assert!(alone(&[fill], Kind::Postgres).is_empty());
}

#[test]
fn another_type_copies_the_rows_except_where_both_are_stored_alike() {
    use Kind::{MySql, Postgres, Sqlite};
    let cases: [(Operation, &[Kind]); 6] = [
        (
            retype("amount", ColumnType::Decimal(19, 0)),
            &[Sqlite, Postgres, MySql],
        ),
        (
            retype("name", ColumnType::Text(20)),
            &[Sqlite, Postgres, MySql],
        ),
        (retype("name", ColumnType::Text(200)), &[Sqlite]),
        (retype("name", ColumnType::LongText), &[Sqlite, MySql]),
        (
            retype("price", ColumnType::Decimal(14, 4)),
            &[Sqlite, MySql],
        ),
        (
            retype("price", ColumnType::Decimal(14, 5)),
            &[Sqlite, Postgres, MySql],
        ),
    ];
    for (operation, kinds) in cases {
        only_on(&operation, REWRITE, kinds);
    }
    // The length of a short text takes one byte on MySQL, that of a longer one two.
    let widened = |from: u32, to: u32| Operation::AlterColumn {
        table: "things".to_owned(),
        from: optional("name", ColumnType::Text(from)),
        to: optional("name", ColumnType::Text(to)),
    };
    only_on(&widened(63, 64), REWRITE, &[Sqlite, MySql]);
    only_on(&widened(62, 63), REWRITE, &[Sqlite]);
}

#[test]
fn a_comment_or_a_default_copies_nothing_on_the_servers() {
    let change = |to: Column| Operation::AlterColumn {
        table: "things".to_owned(),
        from: column("name"),
        to,
    };
    let commented = Column {
        comment: Some("what people call it".to_owned()),
        ..column("name")
    };
    only_on(&change(commented), REWRITE, &[]);
    let with_default = Column {
        default: Some("'none'".to_owned()),
        ..column("name")
    };
    only_on(&change(with_default), REWRITE, &[Kind::Sqlite]);
}

#[test]
fn a_default_that_differs_from_row_to_row_copies_the_rows_on_postgres() {
    let with_default = |default: &str| {
        add_column(Column {
            default: Some(default.to_owned()),
            ..optional("token", ColumnType::LongText)
        })
    };
    only_on(
        &with_default("gen_random_uuid()"),
        REWRITE,
        &[Kind::Postgres],
    );
    only_on(&with_default("'random'"), REWRITE, &[]);
    only_on(&with_default("now()"), REWRITE, &[]);
    only_on(
        &with_default("GENERATED ALWAYS AS (name) STORED"),
        REWRITE,
        &mercer_testing::KINDS,
    );
}

#[test]
fn what_sqlite_cannot_alter_makes_the_table_anew() {
    for operation in [unique(&["name"]), check("amount > 0"), foreign_key()] {
        let made_anew = |operation: &Operation| {
            alone(std::slice::from_ref(operation), Kind::Sqlite).contains(&REWRITE.to_owned())
        };
        assert!(made_anew(&operation), "{operation:?}");
        assert!(made_anew(&operation.reverse().expect("a drop")[0]));
    }
    let bound = drop_column(column("amount"));
    only_on(&bound, REWRITE, &[Kind::Sqlite]);
    only_on(&drop_column(column("note")), REWRITE, &[]);
}

#[test]
fn another_primary_key_copies_the_rows() {
    let key = |columns: &[&str]| PrimaryKey {
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        ..PrimaryKey::default()
    };
    let change = Operation::AlterPrimaryKey {
        table: "things".to_owned(),
        from: key(&["id"]),
        to: key(&["name", "id"]),
    };
    only_on(&change, REWRITE, &[Kind::Sqlite, Kind::MySql]);
    only_on(&change, LOCKS, &[Kind::Postgres]);
}
