//! What an upgrade may not do without consent.

use mercer_database::Kind;
use mercer_migrator::{
    Column, ColumnType, EnumType, InsertRows, Literal, Operation, PerDatabase, Severity, Sql, lint,
    loses_data,
};
use mercer_testing::KINDS;

use super::{
    add_column, add_index, alone, check, column, create, drop_column, drop_table, foreign_key,
    index, new_table, optional, require, retype, schema, sql, unique,
};

fn loses(operation: Operation) -> bool {
    !loses_data(&[operation]).is_empty()
}

#[test]
fn dropped_tables_and_columns_are_losses() {
    let operations = [
        optional_colour(),
        drop_column(column("note")),
        drop_table("shelves"),
    ];
    assert_eq!(loses_data(&operations), [2, 3]);
    for kind in KINDS {
        let found = lint("abc", &operations, &schema(), kind);
        let losses: Vec<_> = found
            .iter()
            .filter(|f| f.severity == Severity::Loss)
            .map(|f| (f.operation, f.rule, f.table.as_str()))
            .collect();
        assert_eq!(
            losses,
            [(2, "drop_column", "things"), (3, "drop_table", "shelves")]
        );
    }
}

fn optional_colour() -> Operation {
    add_column(optional("colour", ColumnType::Text(9)))
}

#[test]
fn what_the_revision_made_may_go() {
    let mut made = new_table("made");
    let operations = [
        create(made.clone()),
        Operation::RenameTable {
            from: "made".to_owned(),
            to: "renamed".to_owned(),
        },
        Operation::DropColumn {
            table: "renamed".to_owned(),
            column: column("note"),
        },
        {
            made.name = "renamed".to_owned();
            Operation::DropTable(Box::new(made))
        },
        optional_colour(),
        Operation::RenameColumn {
            table: "things".to_owned(),
            from: "colour".to_owned(),
            to: "paint".to_owned(),
        },
        drop_column(optional("paint", ColumnType::Text(9))),
    ];
    assert_eq!(loses_data(&operations), [0_usize; 0]);
}

#[test]
fn what_another_name_hides_is_still_a_loss() {
    let rename = Operation::RenameTable {
        from: "things".to_owned(),
        to: "stuff".to_owned(),
    };
    let mut stuff = super::table("things");
    stuff.name = "stuff".to_owned();
    let dropped = Operation::DropTable(Box::new(stuff));
    assert_eq!(loses_data(&[rename, dropped]), [2]);
    let rename = Operation::RenameColumn {
        table: "things".to_owned(),
        from: "note".to_owned(),
        to: "story".to_owned(),
    };
    let dropped = drop_column(optional("story", ColumnType::LongText));
    assert_eq!(loses_data(&[rename, dropped]), [2]);
    // Dropped and made again: the second of that name is the revision's own, the first was not.
    let operations = [
        drop_table("things"),
        create(super::table("things")),
        drop_table("things"),
    ];
    assert_eq!(loses_data(&operations), [1]);
}

#[test]
fn narrower_types_lose_and_wider_ones_do_not() {
    use ColumnType::{
        BigInteger, Boolean, Date, Decimal, Double, Integer, Json, LongText, Other, SmallInteger,
        Text, Timestamp,
    };
    let other = |text: &str| Other(text.to_owned());
    let narrower = [
        (Text(100), Text(99)),
        (LongText, Text(100)),
        (BigInteger, Integer),
        (Integer, SmallInteger),
        (Decimal(12, 4), Decimal(12, 2)),
        (Decimal(12, 4), Decimal(11, 4)),
        // As many digits, but fewer of them before the point.
        (Decimal(12, 2), Decimal(12, 4)),
        (Decimal(20, 0), Double),
        (Double, BigInteger),
        (BigInteger, Double),
        (BigInteger, Text(19)),
        (BigInteger, Decimal(18, 0)),
        (Timestamp, Date),
        (Text(100), Integer),
        (LongText, Json),
        (Integer, Boolean),
        (other("varchar(50) COLLATE \"de\""), Text(40)),
        (other("inet"), Text(400)),
    ];
    let wider = [
        (Text(100), Text(101)),
        (Text(100), LongText),
        (SmallInteger, Integer),
        (Integer, BigInteger),
        (Integer, Double),
        (BigInteger, Text(20)),
        (BigInteger, Decimal(19, 0)),
        (Decimal(12, 2), Decimal(14, 4)),
        (Decimal(12, 2), LongText),
        (Date, Timestamp),
        (Boolean, Integer),
        (Json, LongText),
        (other("varchar(50) COLLATE \"de\""), Text(50)),
        (other("numeric(12,2)"), Decimal(12, 2)),
    ];
    let change = |from: ColumnType, to: ColumnType| Operation::AlterColumn {
        table: "things".to_owned(),
        from: optional("note", from),
        to: optional("note", to),
    };
    for (from, to) in narrower {
        assert!(loses(change(from.clone(), to.clone())), "{from} to {to}");
    }
    for (from, to) in wider {
        assert!(!loses(change(from.clone(), to.clone())), "{from} to {to}");
    }
}

#[test]
fn values_that_are_computed_from_now_on_are_overwritten() {
    let computed = Column {
        default: Some("GENERATED ALWAYS AS (id * 2) STORED".to_owned()),
        ..column("amount")
    };
    let change = |from: Column, to: Column| Operation::AlterColumn {
        table: "things".to_owned(),
        from,
        to,
    };
    assert!(loses(change(column("amount"), computed.clone())));
    assert!(!loses(change(computed, column("amount"))));
}

#[test]
fn deleted_rows_and_removed_enum_values_are_losses() {
    let rows = InsertRows {
        table: "shelves".to_owned(),
        columns: vec!["id".to_owned(), "name".to_owned()],
        key: vec!["id".to_owned()],
        rows: vec![vec![Literal::Integer(1), Literal::Text("top".to_owned())]],
    };
    assert!(loses(Operation::DeleteRows(rows.clone())));
    assert!(!loses(Operation::InsertRows(rows)));

    let named = |values: &[&str]| EnumType {
        name: "colours".to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
    };
    let alter = |from: &[&str], to: &[&str]| Operation::AlterEnum {
        from: named(from),
        to: named(to),
    };
    assert!(loses(alter(&["red", "blue"], &["red"])));
    assert!(!loses(alter(&["red"], &["blue", "red"])));
    let removed = [alter(&["red", "blue"], &["red"])];
    assert_eq!(
        alone(&removed, Kind::Postgres),
        ["1 loss enum_values_removed"]
    );
    assert!(alone(&removed, Kind::Sqlite).is_empty());
    assert!(alone(&removed, Kind::MySql).is_empty());
}

#[test]
fn statements_of_ones_own_lose_by_the_words_in_them() {
    for words in [
        "DROP TABLE things",
        "CREATE TABLE x (id INT); drop /* really */ table if exists x, things;",
        "ALTER TABLE things DROP COLUMN note",
        "ALTER TABLE things ADD x INT, DROP note",
        "ALTER TABLE things DROP \"index\"",
        "TRUNCATE things",
        "TRUNCATE TABLE things",
        "DELETE FROM things WHERE id = 1",
        "DELETE t FROM things t JOIN shelves s ON s.id = t.shelf_id",
        "WITH old AS (SELECT 1) DELETE FROM things",
        "DROP SCHEMA site CASCADE",
        "DROP TYPE colour CASCADE",
        "ALTER TABLE things DROP PARTITION old",
    ] {
        assert!(loses(sql(words)), "{words}");
    }
    for words in [
        "",
        "UPDATE things SET note = 'DROP TABLE things; DELETE FROM things'",
        "UPDATE things SET \"drop\" = 1 -- DROP TABLE things",
        "ALTER TABLE things DROP CONSTRAINT things_check",
        "ALTER TABLE things DROP FOREIGN KEY things_key",
        "ALTER TABLE things DROP PRIMARY KEY",
        "ALTER TABLE things ALTER COLUMN note DROP NOT NULL",
        "ALTER TABLE things ALTER note DROP DEFAULT",
        "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d) ON DELETE CASCADE",
        "CREATE TRIGGER t BEFORE DELETE ON things EXECUTE FUNCTION f()",
        "CREATE TRIGGER t BEFORE UPDATE OR TRUNCATE ON things EXECUTE FUNCTION f()",
        "SELECT TRUNCATE(price, 2) FROM things",
        "DROP INDEX things_index",
        "DROP VIEW seen",
        "DROP TYPE colour",
    ] {
        assert!(!loses(sql(words)), "{words}");
    }
}

#[test]
fn the_words_count_on_whichever_database_they_are_for() {
    let texts = |sqlite: &str, postgres: &str, mysql: &str| {
        Operation::Sql(Sql {
            up: PerDatabase {
                sqlite: sqlite.to_owned(),
                postgres: postgres.to_owned(),
                mysql: mysql.to_owned(),
            },
            down: None,
        })
    };
    for operation in [
        texts("DROP TABLE a", "", ""),
        texts("", "DROP TABLE a", ""),
        texts("", "", "DROP TABLE `a`"),
    ] {
        assert_eq!(loses_data(std::slice::from_ref(&operation)), [1]);
        for kind in KINDS {
            let found = alone(std::slice::from_ref(&operation), kind);
            assert_eq!(found[0], "1 loss sql_loses_data", "{kind}");
        }
    }
    // The down side is judged when it is applied, as an upgrade of the other way.
    let down_only = Operation::Sql(Sql {
        up: PerDatabase::same("CREATE VIEW seen AS SELECT 1"),
        down: Some(PerDatabase::same("DROP TABLE things")),
    });
    assert!(!loses(down_only));
    let own = [create(new_table("made")), sql("DROP TABLE IF EXISTS made;")];
    assert_eq!(loses_data(&own), [0_usize; 0]);
}

#[test]
fn what_adds_or_only_forbids_loses_nothing() {
    let operations = [
        create(new_table("made")),
        optional_colour(),
        require("name"),
        unique(&["name"]),
        check("amount > 0"),
        foreign_key(),
        add_index(index(&["name"], true), false),
        retype("name", ColumnType::Text(200)),
    ];
    assert_eq!(loses_data(&operations), [0_usize; 0]);
    let reversed: Vec<_> = operations[2..7]
        .iter()
        .flat_map(|operation| operation.reverse().expect("reversible"))
        .collect();
    assert_eq!(loses_data(&reversed), [0_usize; 0]);
}

#[test]
fn the_findings_of_loss_are_the_operations_that_lose() {
    let operations = [
        drop_column(column("note")),
        optional_colour(),
        retype("name", ColumnType::Text(20)),
        retype("amount", ColumnType::LongText),
        sql("DELETE FROM things"),
        drop_table("shelves"),
    ];
    for kind in KINDS {
        let found = lint("abc", &operations, &schema(), kind);
        let losses: Vec<_> = found
            .iter()
            .filter(|f| f.severity == Severity::Loss)
            .map(|f| f.operation)
            .collect();
        assert_eq!(losses, loses_data(&operations), "{kind}");
    }
}
