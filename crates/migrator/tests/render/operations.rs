//! Each operation, done and taken back on tables with rows.

use crate::places::{self, text, there_and_back, values};
use mercer_database::Kind;
use mercer_migrator::{
    Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, Operation,
    PrimaryKey, Table, Unique,
};

const THINGS: [&str; 11] = [
    "id", "shelf_id", "name", "digits", "note", "active", "made_at", "day", "details", "amount",
    "size",
];

/// Each of the operations on its own: the schema is as replayed, then as before, and so are rows.
async fn on_all(operations: impl Fn(Kind) -> Vec<Operation>) {
    for place in places::databases().await {
        let before = values(&place, "things", &THINGS).await;
        assert_eq!(before.len(), 3);
        let parts = values(&place, "parts", &["thing_id", "line", "label"]).await;
        for operation in operations(place.kind) {
            there_and_back(&place, &operation).await;
            let about = format!("{}: {operation:?}", place.kind);
            assert_eq!(values(&place, "things", &THINGS).await, before, "{about}");
            let now = values(&place, "parts", &["thing_id", "line", "label"]).await;
            assert_eq!(now, parts, "{about}");
        }
    }
}

fn column(name: &str, column_type: ColumnType, nullable: bool, default: Option<&str>) -> Column {
    Column {
        default: default.map(text),
        ..Column::new(name, column_type, nullable)
    }
}

fn of_things(name: &str) -> Column {
    let things = places::schema().tables.remove(1);
    let mut columns = things.columns.into_iter();
    columns
        .find(|column| column.name == name)
        .expect("a column")
}

fn altered(from: &str, to: Column) -> Operation {
    Operation::AlterColumn {
        table: text("things"),
        from: of_things(from),
        to,
    }
}

#[tokio::test]
async fn tables_come_go_and_are_renamed() {
    on_all(|kind| {
        let mut extra = Table::with_columns(
            "extra",
            vec![
                column("id", ColumnType::BigInteger, false, None),
                column("thing_id", ColumnType::BigInteger, true, None),
                column("words", ColumnType::Text(9), false, Some("'it''s'")),
            ],
            &["id"],
        )
        .index(&["words"])
        .check("words", "words <> 'a;b'")
        .foreign_key("thing_id", "things", mercer_migrator::OnDelete::Cascade);
        extra.identity = true;
        let mut told = Table::with_columns(
            "told",
            vec![column("id", ColumnType::BigInteger, false, None)],
            &["id"],
        );
        if kind != Kind::Sqlite {
            told.comment = Some(text("one"));
            told.columns[0].comment = Some(text("two"));
        }
        let keyless = Table::with_columns(
            "keyless",
            vec![column("id", ColumnType::BigInteger, true, None)],
            &[],
        );
        vec![
            Operation::CreateTable(Box::new(extra)),
            Operation::CreateTable(Box::new(told)),
            Operation::SetTableComment {
                table: text("things"),
                from: None,
                to: (kind != Kind::Sqlite).then(|| text("it's a \\ comment")),
            },
            Operation::CreateTable(Box::new(keyless)),
            Operation::RenameTable {
                from: text("shelves"),
                to: text("boards"),
            },
        ]
    })
    .await;
}

#[tokio::test]
async fn columns_come_go_and_are_renamed() {
    on_all(|kind| {
        let computed = match kind {
            Kind::Sqlite => "lower('ABC')",
            Kind::MySql => "lcase('ABC')",
            Kind::Postgres => "(lower('ABC'))",
        };
        let made = match kind {
            Kind::Postgres => "GENERATED ALWAYS AS ((amount * 2)) STORED",
            Kind::Sqlite => "GENERATED ALWAYS AS (amount * 2) VIRTUAL",
            Kind::MySql => "GENERATED ALWAYS AS (`amount` * 2) STORED",
        };
        let mut operations: Vec<_> = [
            column("plain", ColumnType::Text(9), true, None),
            column("count", ColumnType::BigInteger, false, Some("3")),
            column("below", ColumnType::BigInteger, false, Some("-3")),
            column("words", ColumnType::LongText, true, None),
            column("liked", ColumnType::Boolean, true, None),
            column("on_sale", ColumnType::Boolean, false, Some("false")),
            column("computed", ColumnType::Text(9), false, Some(computed)),
            column("made", ColumnType::BigInteger, true, Some(made)),
            column("order", ColumnType::Date, true, None),
            column("small", ColumnType::SmallInteger, false, Some("1")),
            column("middle", ColumnType::Integer, false, Some("1")),
            column("broken", ColumnType::Double, true, Some("1.5")),
            column("exact", ColumnType::Decimal(12, 2), true, None),
            column("bytes", ColumnType::Binary, true, None),
            Column {
                comment: (kind != Kind::Sqlite).then(|| text("it's a \\ comment")),
                ..column("told", ColumnType::Text(9), true, None)
            },
        ]
        .into_iter()
        .map(|column| Operation::AddColumn {
            table: text("things"),
            column,
        })
        .collect();
        for (table, from, to) in [
            ("things", "amount", "order"),
            ("things", "day", "Mixed case"),
            ("things", "id", "number"),
            ("parts", "line", "place"),
        ] {
            operations.push(Operation::RenameColumn {
                table: text(table),
                from: text(from),
                to: text(to),
            });
        }
        operations
    })
    .await;
}

#[tokio::test]
async fn columns_are_altered_with_their_values() {
    on_all(|kind| {
        let to = |name: &str, change: &dyn Fn(&mut Column)| {
            let mut to = of_things(name);
            change(&mut to);
            altered(name, to)
        };
        vec![
            to("name", &|it| it.column_type = ColumnType::Text(90)),
            to("name", &|it| it.column_type = ColumnType::Text(5)),
            to("digits", &|it| it.nullable = false),
            to("name", &|it| it.nullable = true),
            to("note", &|it| it.default = Some(text("'a'"))),
            to("size", &|it| it.default = None),
            to("size", &|it| it.default = Some(text("8"))),
            to("size", &|it| {
                it.column_type = ColumnType::Text(20);
                it.default = Some(text("'x'"));
            }),
            to("digits", &|it| it.column_type = ColumnType::BigInteger),
            to("active", &|it| it.column_type = ColumnType::BigInteger),
            to("note", &|it| it.column_type = ColumnType::Text(60)),
            to("digits", &|it| it.column_type = ColumnType::Json),
            to("digits", &|it| it.column_type = ColumnType::Decimal(9, 0)),
            to("digits", &|it| it.column_type = ColumnType::SmallInteger),
            to("size", &|it| it.column_type = ColumnType::Integer),
            to("size", &|it| it.column_type = ColumnType::Decimal(9, 0)),
            to("size", &|it| it.column_type = ColumnType::Double),
            to("day", &|it| it.column_type = ColumnType::Text(30)),
            to("note", &|it| {
                it.comment = (kind != Kind::Sqlite).then(|| text("it's a \\ comment"));
            }),
        ]
    })
    .await;
}

#[tokio::test]
async fn constraints_come_and_go() {
    on_all(|_| {
        let table = || text("things");
        let unique = places::schema().tables[1].uniques[0].clone();
        let check = places::schema().tables[1].checks[0].clone();
        let key = places::schema().tables[1].foreign_keys[0].clone();
        let more = Unique {
            name: text("things_name_day_unique"),
            columns: vec![text("name"), text("day")],
        };
        let qualified = Check {
            name: text("things_own_check"),
            expression: text("name <> 'a;\"b\"' AND name <> 'it''s'"),
        };
        let own = ForeignKey {
            name: text("things_amount_foreign"),
            columns: vec![text("shelf_id")],
            parent: text("shelves"),
            parent_columns: vec![text("id")],
            on_delete: Action::SetNull,
            on_update: Action::Cascade,
        };
        let parts = places::schema().tables[2].foreign_keys[0].clone();
        vec![
            Operation::DropUnique {
                table: table(),
                unique,
            },
            Operation::AddUnique {
                table: table(),
                unique: more,
            },
            Operation::DropCheck {
                table: table(),
                check,
            },
            Operation::AddCheck {
                table: table(),
                check: qualified,
            },
            Operation::DropForeignKey {
                table: table(),
                key,
            },
            Operation::AddForeignKey {
                table: table(),
                key: own,
            },
            Operation::DropForeignKey {
                table: text("parts"),
                key: parts,
            },
        ]
    })
    .await;
}

#[tokio::test]
async fn indexes_come_go_and_are_renamed() {
    on_all(|kind| {
        let day = places::schema().tables[1].indexes[0].clone();
        let shelf = places::schema().tables[1].indexes[1].clone();
        let index = |name: &str, parts: Vec<IndexPart>| Index {
            name: text(name),
            parts,
            unique: false,
            predicate: None,
            method: None,
        };
        let down = |name: &str| IndexPart {
            descending: true,
            ..IndexPart::column(name)
        };
        let expression = IndexPart {
            term: IndexTerm::Expression(text(match kind {
                Kind::MySql => "`note`(10)",
                _ => "lower(note)",
            })),
            descending: false,
        };
        let mut indexes = vec![
            index("downwards", vec![down("day"), IndexPart::column("name")]),
            index("computed", vec![expression]),
            Index {
                unique: true,
                ..index("only", vec![IndexPart::column("name"), down("day")])
            },
        ];
        if kind != Kind::MySql {
            indexes.push(Index {
                predicate: Some(text("amount > 3")),
                ..index("some", vec![IndexPart::column("day")])
            });
        }
        let add = |concurrently| {
            move |index| Operation::AddIndex {
                table: text("things"),
                index,
                concurrently,
            }
        };
        let mut operations: Vec<_> = indexes.iter().cloned().map(add(false)).collect();
        operations.extend(indexes.into_iter().map(add(true)));
        let plain = Index {
            unique: true,
            ..index("plain", vec![IndexPart::column("name")])
        };
        operations.push(add(false)(plain));
        for from in [day.clone(), shelf.clone()] {
            operations.push(Operation::RenameIndex {
                table: text("things"),
                to: format!("{}_too", from.name),
                from,
            });
        }
        for index in [day, shelf] {
            operations.push(Operation::DropIndex {
                table: text("things"),
                index,
                concurrently: false,
            });
        }
        operations
    })
    .await;
}

#[tokio::test]
async fn keys_and_numbering_change() {
    for place in places::databases().await {
        let key = |columns: &[&str], identity, clustered| PrimaryKey {
            columns: columns.iter().map(|&column| text(column)).collect(),
            identity,
            clustered: clustered && place.kind == Kind::Sqlite,
        };
        let alter = |table: &str, from: PrimaryKey, to: PrimaryKey| Operation::AlterPrimaryKey {
            table: text(table),
            from,
            to,
        };
        let parts = || key(&["thing_id", "line"], false, true);
        let operations = [
            alter("parts", parts(), key(&["line", "thing_id"], false, true)),
            alter("parts", parts(), key(&["thing_id", "line"], false, false)),
            alter("parts", parts(), key(&[], false, false)),
            alter(
                "shelves",
                key(&["id"], true, false),
                key(&["id"], false, false),
            ),
        ];
        for operation in operations {
            if place.kind == Kind::MySql && operation.table() == "shelves" {
                // A key that others refer to is not changed while they do.
                let key = places::schema().tables[1].foreign_keys[0].clone();
                let drop = Operation::DropForeignKey {
                    table: text("things"),
                    key,
                };
                places::there(&place, &drop).await;
            }
            there_and_back(&place, &operation).await;
        }
        assert_eq!(
            values(&place, "parts", &["thing_id", "line", "label"])
                .await
                .len(),
            3
        );
        // Numbers go on above those that are there.
        place
            .execute("INSERT INTO shelves (name) VALUES ('new')")
            .await;
        let shelves = values(&place, "shelves", &["id", "name"]).await;
        assert_eq!(shelves, ["1|left", "5|right", "6|new"], "{}", place.kind);
    }
}
