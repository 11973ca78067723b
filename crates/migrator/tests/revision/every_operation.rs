//! A revision that has every operation with every field, and what a person reads of it.

use chrono::DateTime;
use mercer_migrator::{
    Action, Backfill, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm,
    InsertRows, Literal, Operation, PerDatabase, PrimaryKey, Revision, Sql, Table, Text, Unique,
};

/// A revision without operations.
pub(crate) fn empty() -> Revision {
    Revision {
        id: "1f0c7a2b9d34".to_owned(),
        down: vec!["0001".to_owned()],
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        message: "Add a nickname".to_owned(),
        created: DateTime::from_timestamp(1_795_248_000, 0).expect("a moment"),
        operations: Vec::new(),
        down_operations: None,
        irreversible: None,
        destructive: None,
    }
}

pub(crate) fn column() -> Column {
    Column {
        name: "nickname".to_owned(),
        column_type: ColumnType::Text(40),
        nullable: true,
        default: Some("''".to_owned()),
        comment: Some("What friends say".to_owned()),
        renamed_from: Some("nick".to_owned()),
    }
}

pub(crate) fn index() -> Index {
    Index {
        name: "customers_nickname_index".to_owned(),
        parts: vec![
            IndexPart::column("nickname"),
            IndexPart {
                term: IndexTerm::Column("id".to_owned()),
                descending: true,
            },
            IndexPart {
                term: IndexTerm::Expression("lower(nickname)".to_owned()),
                descending: false,
            },
            IndexPart {
                term: IndexTerm::Expression("nickname text_pattern_ops".to_owned()),
                descending: true,
            },
        ],
        unique: true,
        predicate: Some("nickname <> ''".to_owned()),
        method: Some("gin".to_owned()),
    }
}

fn unique() -> Unique {
    Unique {
        name: "customers_nickname_unique".to_owned(),
        columns: vec!["nickname".to_owned()],
    }
}

fn check() -> Check {
    Check {
        name: String::new(),
        expression: "nickname <> 'root'".to_owned(),
    }
}

fn foreign_key() -> ForeignKey {
    ForeignKey {
        name: "customers_friend_id_foreign".to_owned(),
        columns: vec!["friend_id".to_owned()],
        parent: "customers".to_owned(),
        parent_columns: vec!["id".to_owned()],
        on_delete: Action::SetNull,
        on_update: Action::Cascade,
    }
}

fn table() -> Box<Table> {
    let friend = Column::new("friend_id", ColumnType::BigInteger, true);
    let place = ColumnType::Other("geometry(Point,4326)".to_owned());
    let id = Column::new("id", ColumnType::BigInteger, false);
    let columns = vec![id, column(), friend, Column::new("place", place, false)];
    Box::new(Table {
        identity: true,
        clustered: true,
        uniques: vec![unique()],
        checks: vec![check()],
        indexes: vec![index()],
        foreign_keys: vec![foreign_key()],
        comment: Some("Who buys".to_owned()),
        renamed_from: Some("clients".to_owned()),
        unmodelled: Vec::new(),
        triggers: vec![Text {
            name: "stamp".to_owned(),
            sql: "CREATE TRIGGER stamp AFTER INSERT ON customers\nBEGIN SELECT 1; END".to_owned(),
        }],
        ..Table::with_columns("customers", columns, &["id"])
    })
}

fn rows() -> InsertRows {
    InsertRows {
        table: "locations".to_owned(),
        columns: ["id", "name", "open"].map(str::to_owned).to_vec(),
        key: vec!["id".to_owned()],
        rows: vec![
            vec![
                Literal::Integer(i64::MIN),
                Literal::Text("Main \"street\"".to_owned()),
                Literal::Boolean(true),
            ],
            vec![Literal::Integer(2), Literal::Null, Literal::Boolean(false)],
        ],
    }
}

fn per_database() -> PerDatabase {
    PerDatabase {
        sqlite: "UPDATE customers\nSET nickname = 'a\\b'\n".to_owned(),
        postgres: "SELECT 1;\nSELECT \"two\";".to_owned(),
        mysql: String::new(),
    }
}

/// Every operation, each with every field filled.
pub(crate) fn operations() -> Vec<Operation> {
    let table = "customers".to_owned();
    let mut operations = in_tables(&table);
    let mood = |values: &[&str]| EnumType {
        name: "mood".to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
    };
    operations.extend([
        Operation::CreateEnum(mood(&["glad", "sad"])),
        Operation::DropEnum(mood(&["glad", "sad"])),
        Operation::AlterEnum {
            from: mood(&["glad"]),
            to: mood(&["glad", "sad"]),
        },
        Operation::InsertRows(rows()),
        Operation::DeleteRows(rows()),
        Operation::Backfill(Backfill {
            table,
            set: PerDatabase::same("nickname = ''"),
            condition: PerDatabase {
                mysql: "`nickname` IS NULL".to_owned(),
                ..PerDatabase::same("nickname IS NULL")
            },
            batch_size: 500,
        }),
        Operation::Sql(Sql {
            up: per_database(),
            down: Some(PerDatabase::same("SELECT 1")),
        }),
        Operation::Sql(Sql {
            up: PerDatabase::same("SELECT 2"),
            down: None,
        }),
    ]);
    operations
}

fn in_tables(name: &str) -> Vec<Operation> {
    let table = || name.to_owned();
    let (unique, check, key, index) = (unique(), check(), foreign_key(), index());
    let drop_column = Operation::DropColumn {
        table: table(),
        column: column(),
    };
    let drop_index = Operation::DropIndex {
        table: table(),
        index: index.clone(),
        concurrently: true,
    };
    let drops = [
        drop_column,
        Operation::DropUnique {
            table: table(),
            unique,
        },
        Operation::DropCheck {
            table: table(),
            check,
        },
        drop_index,
        Operation::DropForeignKey {
            table: table(),
            key,
        },
        Operation::DropTable(self::table()),
    ];
    let adds = drops.iter().rev().flat_map(Operation::reverse).flatten();
    let mut operations: Vec<_> = adds.chain(drops.iter().cloned()).collect();
    operations.extend([
        Operation::RenameTable {
            from: table(),
            to: "people".to_owned(),
        },
        Operation::SetTableComment {
            table: table(),
            from: Some("Who buys".to_owned()),
            to: None,
        },
        Operation::SetTableComment {
            table: table(),
            from: None,
            to: Some(String::new()),
        },
        Operation::AlterColumn {
            table: table(),
            from: column(),
            to: Column::new("nickname", ColumnType::Decimal(12, 2), false),
        },
        Operation::RenameColumn {
            table: table(),
            from: "nickname".to_owned(),
            to: "pet name".to_owned(),
        },
        Operation::AlterPrimaryKey {
            table: table(),
            from: PrimaryKey::default(),
            to: PrimaryKey {
                columns: vec!["id".to_owned()],
                identity: true,
                clustered: true,
            },
        },
        Operation::RenameIndex {
            table: table(),
            from: index,
            to: "nicknames".to_owned(),
        },
    ]);
    operations
}

/// A revision with every field and every operation.
pub(crate) fn full() -> Revision {
    Revision {
        down: vec!["0001".to_owned(), "site-2.b".to_owned()],
        branch_labels: vec!["site".to_owned()],
        depends_on: vec!["0000".to_owned()],
        operations: operations(),
        down_operations: Some(operations()),
        destructive: Some("The old nicknames\nwere \"jokes\"".to_owned()),
        ..empty()
    }
}
