//! Rules that look at the operations alone, apart from loss and locks.

use mercer_database::Kind;
use mercer_migrator::{
    Backfill, Column, ColumnType, OnDelete, Operation, PerDatabase, PrimaryKey, Schema, Severity,
    Sql, lint,
};
use mercer_testing::KINDS;

use super::{
    add_column, add_index, alone, check, column, create, drop_column, drop_table, foreign_key,
    index, new_table, optional, require, schema, sql, table, unique,
};

#[test]
fn ordinary_additions_yield_nothing() {
    let in_made = |operation: Operation| match operation {
        Operation::AddIndex {
            index,
            concurrently,
            ..
        } => Operation::AddIndex {
            table: "made".to_owned(),
            index,
            concurrently,
        },
        Operation::AddUnique { unique, .. } => Operation::AddUnique {
            table: "made".to_owned(),
            unique,
        },
        Operation::AddCheck { check, .. } => Operation::AddCheck {
            table: "made".to_owned(),
            check,
        },
        Operation::AddForeignKey { key, .. } => Operation::AddForeignKey {
            table: "made".to_owned(),
            key,
        },
        other => other,
    };
    let operations = [
        create(new_table("made")),
        in_made(add_index(index(&["name"], true), false)),
        in_made(unique(&["name"])),
        in_made(check("amount > 0")),
        in_made(foreign_key()),
        add_column(optional("colour", ColumnType::Text(9))),
        add_column(Column {
            default: Some("0".to_owned()),
            ..Column::new("size", ColumnType::BigInteger, false)
        }),
        add_index(index(&["name"], false), true),
    ];
    for kind in KINDS {
        assert!(alone(&operations, kind).is_empty(), "{kind}");
    }
}

#[test]
fn a_required_column_without_a_default_needs_values_for_the_rows() {
    let required = Column::new("size", ColumnType::BigInteger, false);
    for kind in KINDS {
        let found = alone(&[add_column(required.clone())], kind);
        assert_eq!(found[0], "1 notice required_column", "{kind}");
    }
}

#[test]
fn what_only_the_rows_can_decide_is_a_notice() {
    let key = Operation::AlterPrimaryKey {
        table: "things".to_owned(),
        from: PrimaryKey::default(),
        to: PrimaryKey {
            columns: vec!["name".to_owned()],
            ..PrimaryKey::default()
        },
    };
    let cases = [
        (require("name"), "1 notice becomes_required"),
        (unique(&["name"]), "1 notice unique_over_rows"),
        (
            add_index(index(&["name"], true), true),
            "1 notice unique_over_rows",
        ),
        (key, "1 notice unique_over_rows"),
        (check("amount > 0"), "1 notice check_over_rows"),
        (foreign_key(), "1 notice foreign_key_over_rows"),
    ];
    for kind in KINDS {
        for (operation, expected) in &cases {
            let found = alone(std::slice::from_ref(operation), kind);
            assert_eq!(found[0], *expected, "{kind}");
        }
    }
}

#[test]
fn a_column_that_goes_while_one_like_it_comes_may_be_a_rename() {
    let added = |column_type| add_column(optional("remark", column_type));
    let dropped = || drop_column(column("note"));
    for kind in KINDS {
        for operations in [
            [added(ColumnType::LongText), dropped()],
            [dropped(), added(ColumnType::LongText)],
        ] {
            let found = lint("abc", &operations, &schema(), kind);
            let suspected: Vec<_> = found
                .iter()
                .filter(|f| f.rule == "suspected_rename")
                .collect();
            assert_eq!(suspected.len(), 1, "{kind}");
            assert!(suspected[0].text.contains("remark"), "{}", suspected[0]);
        }
        let another_type = [added(ColumnType::Text(50)), dropped()];
        assert_eq!(alone(&another_type, kind), ["2 loss drop_column"]);
    }
}

#[test]
fn a_column_whose_values_a_backfill_carries_over_is_no_rename() {
    let carry = Operation::Backfill(Backfill {
        table: "things".to_owned(),
        set: PerDatabase::same("remark = note"),
        condition: PerDatabase::same("remark IS NULL"),
        batch_size: 100,
    });
    let operations = [
        add_column(optional("remark", ColumnType::LongText)),
        carry,
        drop_column(column("note")),
    ];
    assert_eq!(alone(&operations, Kind::Sqlite), ["3 loss drop_column"]);
}

#[test]
fn a_table_that_goes_while_one_like_it_comes_may_be_a_rename() {
    for kind in KINDS {
        let operations = [create(new_table("items")), drop_table("things")];
        assert_eq!(
            alone(&operations, kind),
            ["2 loss drop_table", "2 notice suspected_rename"]
        );
        let operations = [create(new_table("items")), drop_table("shelves")];
        assert_eq!(alone(&operations, kind), ["2 loss drop_table"]);
    }
}

#[test]
fn renames_are_missed_by_programs_that_still_run() {
    let rename = |table: &str| Operation::RenameColumn {
        table: table.to_owned(),
        from: "note".to_owned(),
        to: "story".to_owned(),
    };
    let rename_table = |from: &str| Operation::RenameTable {
        from: from.to_owned(),
        to: "stuff".to_owned(),
    };
    for kind in KINDS {
        assert_eq!(alone(&[rename("things")], kind), ["1 notice renamed"]);
        assert_eq!(alone(&[rename_table("things")], kind), ["1 notice renamed"]);
        let made = create(new_table("made"));
        assert!(alone(&[made, rename("made"), rename_table("made")], kind).is_empty());
    }
}

#[test]
fn a_table_that_others_refer_to_cannot_be_dropped_on_the_servers() {
    let things = table("things").foreign_key("shelf_id", "shelves", OnDelete::Cascade);
    let key = things.foreign_keys[0].clone();
    let before = Schema {
        tables: vec![table("shelves"), things],
        ..Schema::default()
    };
    let drop_key = Operation::DropForeignKey {
        table: "things".to_owned(),
        key,
    };
    let failures = |operations: &[Operation], kind| {
        let found = lint("abc", operations, &before, kind);
        let failures = found.iter().filter(|f| f.severity == Severity::Failure);
        failures.map(|f| f.rule).collect::<Vec<_>>()
    };
    for kind in [Kind::Postgres, Kind::MySql] {
        assert_eq!(
            failures(&[drop_table("shelves")], kind),
            ["referenced_table"]
        );
    }
    assert!(failures(&[drop_table("shelves")], Kind::Sqlite).is_empty());
    for kind in KINDS {
        assert!(failures(&[drop_key.clone(), drop_table("shelves")], kind).is_empty());
        assert!(failures(&[drop_table("things"), drop_table("shelves")], kind).is_empty());
    }
}

#[test]
fn statements_of_ones_own_cannot_be_judged() {
    for kind in KINDS {
        assert_eq!(
            alone(&[sql("UPDATE things SET amount = 1")], kind),
            ["1 notice sql_unjudged"]
        );
        assert!(alone(&[sql("")], kind).is_empty());
    }
}

#[test]
fn what_cannot_be_turned_round_is_told() {
    let one_way = Operation::Sql(Sql {
        up: PerDatabase::same(""),
        down: None,
    });
    for kind in KINDS {
        assert_eq!(
            alone(std::slice::from_ref(&one_way), kind),
            ["1 notice irreversible"]
        );
    }
}

#[test]
fn a_finding_says_where_what_and_what_to_do() {
    let operations = [
        add_column(optional("colour", ColumnType::Text(9))),
        drop_column(column("note")),
    ];
    let found = lint("abc", &operations, &schema(), Kind::Sqlite);
    assert_eq!(
        found[0].to_string(),
        "abc operation 2: loss (drop_column): things.note goes with all its values; a downgrade \
         brings it back empty; copy what is still needed elsewhere first, or stop using it now \
         and drop it later"
    );
}
