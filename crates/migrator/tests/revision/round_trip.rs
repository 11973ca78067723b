//! parse -> print -> parse is the identity.

use std::collections::BTreeSet;

use crate::every_operation::{empty, full, operations};
use mercer_migrator::{Backfill, Operation, PerDatabase, Revision, Sql, Table};

/// Prints, reads, and prints again; returns the text.
pub(crate) fn assert_round_trip(revision: &Revision) -> String {
    let text = revision.print();
    let read = Revision::parse(&text, "printed.toml");
    let read = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(&read, revision, "{text}");
    assert_eq!(read.print(), text);
    assert_eq!(read.hash(), revision.hash(), "{text}");
    text
}

#[test]
fn a_revision_with_every_operation_and_field_is_read_as_it_was_printed() {
    assert_round_trip(&full());
    for operation in operations() {
        assert_round_trip(&Revision {
            operations: vec![operation],
            ..empty()
        });
    }
}

#[test]
fn the_test_has_every_operation_there_is() {
    let kinds: BTreeSet<_> = operations().iter().map(Operation::kind).collect();
    let text = Revision::parse(
        "revision = \"a\"\ndown_revision = []\nmessage = \"\"\ncreated = 2026-01-01T00:00:00Z\n[[op]]\n\
         do = \"?\"",
        "a.toml",
    );
    let message = text.expect_err("no such operation").to_string();
    let (_, known) = message.split_once("one of: ").expect("a list of all");
    let known: BTreeSet<_> = known.split(", ").collect();
    assert_eq!(kinds, known);
}

#[test]
fn a_downgrade_that_does_nothing_differs_from_one_that_is_derived() {
    for down_operations in [None, Some(Vec::new())] {
        let irreversible = None;
        assert_round_trip(&Revision {
            operations: operations(),
            down_operations,
            irreversible,
            ..empty()
        });
    }
    assert_round_trip(&Revision {
        irreversible: Some("the rows are gone".to_owned()),
        ..empty()
    });
}

#[test]
fn what_may_be_left_out_means_the_usual() {
    let text = empty().print()
        + "\n[[op]]\ndo = \"backfill\"\ntable = \"a\"\nset = \"b = 1\"\nwhere = \"b = 0\"\n\
           \n[[op]]\ndo = \"create_table\"\ntable = \"a\"\ncolumns = []\n";
    let revision = Revision::parse(&text, "short.toml").expect("a revision");
    let expected = [
        Operation::Backfill(Backfill {
            table: "a".to_owned(),
            set: PerDatabase::same("b = 1"),
            condition: PerDatabase::same("b = 0"),
            batch_size: 1000,
        }),
        Operation::CreateTable(Box::new(Table::with_columns("a", Vec::new(), &[]))),
    ];
    assert_eq!(revision.operations, expected);
    assert_eq!(revision.down_operations, None);
}

#[test]
fn sql_of_several_lines_is_printed_line_by_line() {
    let sql = "UPDATE customers\n\tSET nickname = 'Anna \"the\" first'\n\tWHERE id = 1;\n";
    let revision = Revision {
        operations: vec![Operation::Sql(Sql {
            up: PerDatabase::same(sql),
            down: None,
        })],
        ..empty()
    };
    let text = assert_round_trip(&revision);
    let expected = format!("\n[[op]]\ndo = \"sql\"\nup = \"\"\"\n{sql}\"\"\"\n");
    assert!(text.ends_with(&expected), "{text}");
}
