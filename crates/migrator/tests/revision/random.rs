//! Random revisions are read as they were printed.

use chrono::DateTime;
use mercer_migrator::{
    Action, Backfill, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm,
    InsertRows, Literal, Operation, PerDatabase, PrimaryKey, Revision, Sql, Table, Text, Unique,
};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::every_operation::empty;
use crate::round_trip::assert_round_trip;

/// Pieces that TOML, SQL and terminals each have trouble with.
const PIECES: [&str; 28] = [
    "", "a", "name", " ", "'", "''", "'''", "\"", "\"\"", "\"\"\"", "\\", "\\n", "\n", "\n\n",
    "\r\n", "\r", "\t", "#", "]", "}", " = ", "\u{0}", "\u{7f}", "ä", "\u{202E}", "\u{FEFF}", "🦀",
    "日本",
];

struct Random(StdRng);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound)
    }

    fn flag(&mut self) -> bool {
        self.0.random()
    }

    fn text(&mut self) -> String {
        let pieces = self.below(6);
        (0..pieces)
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }

    fn some<T>(&mut self, make: fn(&mut Self) -> T) -> Option<T> {
        if self.flag() { Some(make(self)) } else { None }
    }

    fn list<T>(&mut self, make: fn(&mut Self) -> T) -> Vec<T> {
        let length = self.below(4);
        (0..length).map(|_| make(self)).collect()
    }

    fn reason(&mut self) -> String {
        format!("because{}", self.text())
    }

    fn id(&mut self) -> String {
        format!("{:x}", self.0.random::<u64>())
    }

    fn column_type(&mut self) -> ColumnType {
        match self.below(13) {
            0 => ColumnType::SmallInteger,
            1 => ColumnType::Integer,
            2 => ColumnType::BigInteger,
            3 => ColumnType::Double,
            4 => ColumnType::Decimal(self.0.random(), self.0.random()),
            5 => ColumnType::Binary,
            6 => ColumnType::Boolean,
            7 => ColumnType::Text(self.0.random()),
            8 => ColumnType::LongText,
            9 => ColumnType::Timestamp,
            10 => ColumnType::Date,
            11 => ColumnType::Json,
            _ => ColumnType::Other(format!("{}x{}", self.text(), self.text())),
        }
    }

    fn column(&mut self) -> Column {
        Column {
            name: self.text(),
            column_type: self.column_type(),
            nullable: self.flag(),
            default: self.some(Self::text),
            comment: self.some(Self::text),
            renamed_from: self.some(Self::text),
        }
    }

    fn unique(&mut self) -> Unique {
        Unique {
            name: self.text(),
            columns: self.list(Self::text),
        }
    }

    fn check(&mut self) -> Check {
        Check {
            name: self.text(),
            expression: self.text(),
        }
    }

    fn part(&mut self) -> IndexPart {
        let term = if self.flag() {
            IndexTerm::Column(self.text())
        } else {
            IndexTerm::Expression(self.text())
        };
        IndexPart {
            term,
            descending: self.flag(),
        }
    }

    fn index(&mut self) -> Index {
        Index {
            name: self.text(),
            parts: self.list(Self::part),
            unique: self.flag(),
            predicate: self.some(Self::text),
            method: self.some(Self::text),
        }
    }

    fn action(&mut self) -> Action {
        [
            Action::NoAction,
            Action::Restrict,
            Action::Cascade,
            Action::SetNull,
            Action::SetDefault,
        ][self.below(5)]
    }

    fn foreign_key(&mut self) -> ForeignKey {
        ForeignKey {
            name: self.text(),
            columns: self.list(Self::text),
            parent: self.text(),
            parent_columns: self.list(Self::text),
            on_delete: self.action(),
            on_update: self.action(),
        }
    }

    fn trigger(&mut self) -> Text {
        Text {
            name: self.text(),
            sql: self.text(),
        }
    }

    fn table(&mut self) -> Box<Table> {
        Box::new(Table {
            name: self.text(),
            columns: self.list(Self::column),
            primary_key: self.list(Self::text),
            identity: self.flag(),
            clustered: self.flag(),
            uniques: self.list(Self::unique),
            checks: self.list(Self::check),
            indexes: self.list(Self::index),
            foreign_keys: self.list(Self::foreign_key),
            comment: self.some(Self::text),
            renamed_from: self.some(Self::text),
            unmodelled: Vec::new(),
            triggers: self.list(Self::trigger),
        })
    }

    fn primary_key(&mut self) -> PrimaryKey {
        PrimaryKey {
            columns: self.list(Self::text),
            identity: self.flag(),
            clustered: self.flag(),
        }
    }

    fn enum_type(&mut self) -> EnumType {
        EnumType {
            name: self.text(),
            values: self.list(Self::text),
        }
    }

    fn literal(&mut self) -> Literal {
        match self.below(4) {
            0 => Literal::Null,
            1 => Literal::Boolean(self.flag()),
            2 => Literal::Integer(self.0.random()),
            _ => Literal::Text(self.text()),
        }
    }

    fn rows(&mut self) -> InsertRows {
        let mut columns = self.list(Self::text);
        columns.push(self.text());
        let count = self.below(4);
        let row = |random: &mut Self| columns.iter().map(|_| random.literal()).collect();
        InsertRows {
            table: self.text(),
            key: columns[self.below(columns.len())..].to_vec(),
            rows: (0..count).map(|_| row(self)).collect(),
            columns,
        }
    }

    fn per_database(&mut self) -> PerDatabase {
        if self.flag() {
            return PerDatabase::same(&self.text());
        }
        PerDatabase {
            sqlite: self.text(),
            postgres: self.text(),
            mysql: self.text(),
        }
    }

    fn operation(&mut self) -> Operation {
        let table = self.text();
        match self.below(16) {
            0 => Operation::CreateTable(self.table()),
            1 => Operation::RenameTable {
                from: table,
                to: self.text(),
            },
            2 => Operation::SetTableComment {
                table,
                from: self.some(Self::text),
                to: self.some(Self::text),
            },
            3 => Operation::AddColumn {
                table,
                column: self.column(),
            },
            4 => {
                let (from, to) = (self.column(), self.column());
                let to = Column {
                    name: from.name.clone(),
                    ..to
                };
                Operation::AlterColumn { table, from, to }
            }
            5 => Operation::RenameColumn {
                table,
                from: self.text(),
                to: self.text(),
            },
            6 => Operation::AlterPrimaryKey {
                table,
                from: self.primary_key(),
                to: self.primary_key(),
            },
            7..12 => self.constraint(table),
            12 => Operation::AlterEnum {
                to: EnumType {
                    name: table.clone(),
                    ..self.enum_type()
                },
                from: EnumType {
                    name: table,
                    ..self.enum_type()
                },
            },
            13 => Operation::InsertRows(self.rows()),
            14 => Operation::Backfill(Backfill {
                table,
                set: self.per_database(),
                condition: self.per_database(),
                batch_size: self.0.random_range(1..=u32::MAX),
            }),
            _ => Operation::Sql(Sql {
                up: self.per_database(),
                down: self.some(Self::per_database),
            }),
        }
    }

    fn constraint(&mut self, table: String) -> Operation {
        match self.below(5) {
            0 => Operation::AddUnique {
                table,
                unique: self.unique(),
            },
            1 => Operation::AddCheck {
                table,
                check: self.check(),
            },
            2 => Operation::AddIndex {
                table,
                index: self.index(),
                concurrently: self.flag(),
            },
            3 => Operation::RenameIndex {
                table,
                from: self.index(),
                to: self.text(),
            },
            _ => Operation::AddForeignKey {
                table,
                key: self.foreign_key(),
            },
        }
    }

    fn revision(&mut self) -> Revision {
        let (irreversible, down_operations) = match self.below(3) {
            0 => (Some(self.reason()), None),
            1 => (None, Some(self.list(Self::operation))),
            _ => (None, None),
        };
        let seconds = self.0.random_range(0..4_000_000_000);
        // Whole seconds, and parts of any size down to the nanosecond.
        let part = [0, 120_000_000, 345_000, 7][self.below(4)];
        Revision {
            id: self.id(),
            down: self.list(Self::id),
            branch_labels: self.list(Self::id),
            depends_on: self.list(Self::id),
            message: self.text(),
            created: DateTime::from_timestamp(seconds, part).expect("a moment"),
            operations: self.list(Self::operation),
            down_operations,
            irreversible,
            destructive: self.some(Self::reason),
        }
    }
}

#[test]
fn random_revisions_are_read_as_they_were_printed() {
    for seed in 0..2000 {
        let revision = Random(StdRng::seed_from_u64(seed)).revision();
        println!("seed {seed}");
        let text = assert_round_trip(&revision);
        assert!(
            !text
                .chars()
                .any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')),
            "{text:?}"
        );
    }
}

#[test]
fn reversed_operations_are_read_as_they_were_printed() {
    for seed in 0..500 {
        let operation = Random(StdRng::seed_from_u64(seed)).operation();
        println!("seed {seed}");
        if let Ok(operations) = operation.reverse() {
            assert_round_trip(&Revision {
                operations,
                ..empty()
            });
        }
    }
}
