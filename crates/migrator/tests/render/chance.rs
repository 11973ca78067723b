//! Pairs of schemas made by chance, of everything that the model has and a database takes.

use mercer_database::Kind;
use mercer_migrator::{
    Action, Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm, Schema,
    Table, Unique,
};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// Makes schemas; the same ones from the same seed.
pub(crate) struct Chance {
    random: StdRng,
    kind: Kind,
}

impl Chance {
    pub(crate) fn new(seed: u64, kind: Kind) -> Self {
        Chance {
            random: StdRng::seed_from_u64(seed),
            kind,
        }
    }

    fn in_100(&mut self, chance: u32) -> bool {
        self.random.random_range(0..100) < chance
    }

    /// Two schemas that have much in common.
    pub(crate) fn pair(&mut self) -> (Schema, Schema) {
        // What a table is like that both have, so that the difference is not everything.
        let names: Vec<_> = (0..6).map(|number| format!("t{number}")).collect();
        let composite: Vec<_> = names.iter().map(|_| self.in_100(30)).collect();
        (
            self.schema(&names, &composite),
            self.schema(&names, &composite),
        )
    }

    fn schema(&mut self, names: &[String], composite: &[bool]) -> Schema {
        let mut schema = Schema::default();
        let moody = self.kind == Kind::Postgres && self.in_100(50);
        if moody {
            let values: &[&str] = if self.in_100(50) {
                &["good", "it's bad"]
            } else {
                &["good", "so so", "it's bad"]
            };
            schema.enums.push(EnumType {
                name: "mood".to_owned(),
                values: values.iter().map(|&value| value.to_owned()).collect(),
            });
        }
        let code = if self.in_100(70) {
            ColumnType::BigInteger
        } else {
            ColumnType::Integer
        };
        for (name, composite) in names.iter().zip(composite) {
            if self.in_100(75) {
                let table = self.table(name, *composite, &code, moody);
                schema.tables.push(table);
            }
        }
        let parents = schema.tables.clone();
        for table in &mut schema.tables {
            self.foreign_keys(table, &parents);
        }
        schema
    }

    fn table(&mut self, name: &str, composite: bool, code: &ColumnType, moody: bool) -> Table {
        let key: &[&str] = match (composite, self.in_100(50)) {
            (false, _) => &["id"],
            (true, true) => &["k0", "k1"],
            (true, false) => &["k1", "k0"],
        };
        let mut columns: Vec<_> = if composite {
            &["k0", "k1"][..]
        } else {
            &["id"]
        }
        .iter()
        .map(|name| Column::new(name, ColumnType::BigInteger, false))
        .collect();
        for number in 0..5 {
            if self.in_100(70) {
                columns.push(self.column(&format!("c{number}")));
            }
        }
        columns.push(Column::new("code", code.clone(), self.in_100(30)));
        columns.push(Column::new("code_ref", code.clone(), true));
        columns.push(Column::new("ref", ColumnType::BigInteger, true));
        columns.push(Column::new(
            "Odd name",
            ColumnType::Text(9),
            self.in_100(50),
        ));
        if self.in_100(50) {
            let factor = self.random.random_range(2..4);
            let mut made = Column::new("made", ColumnType::BigInteger, true);
            made.default = Some(format!("GENERATED ALWAYS AS (code * {factor}) STORED"));
            columns.push(made);
        }
        if moody && self.in_100(60) {
            let mut feeling = Column::new("feeling", ColumnType::Other("mood".to_owned()), true);
            feeling.default = self.in_100(50).then(|| "'good'".to_owned());
            columns.push(feeling);
        }
        let mut table = Table::with_columns(name, columns, key);
        table.identity = !composite && self.in_100(80);
        table.clustered = composite && self.in_100(50);
        table.comment = self.in_100(30).then(|| "It's a \"table\"".to_owned());
        self.constraints(&mut table);
        table
    }

    fn column(&mut self, name: &str) -> Column {
        // Of each name only types that all databases turn into one another.
        let types: &[ColumnType] = match name {
            "c0" => &[
                ColumnType::SmallInteger,
                ColumnType::Integer,
                ColumnType::BigInteger,
            ],
            "c1" => &[
                ColumnType::Text(20),
                ColumnType::Text(40),
                ColumnType::LongText,
            ],
            "c2" => &[
                ColumnType::Decimal(8, 2),
                ColumnType::Decimal(12, 3),
                ColumnType::Double,
            ],
            "c3" => &[ColumnType::Date, ColumnType::Timestamp],
            _ => &[ColumnType::Boolean],
        };
        let found = types.choose(&mut self.random).expect("there are some");
        let mut column = Column::new(name, found.clone(), self.in_100(60));
        let default = match name {
            "c0" => "-7",
            "c1" if *found != ColumnType::LongText => "'it''s'",
            "c2" => "1.5",
            _ => "",
        };
        if !default.is_empty() && self.in_100(40) {
            column.default = Some(default.to_owned());
        }
        column.comment = self.in_100(20).then(|| format!("What's \\ in {name}"));
        column
    }

    fn constraints(&mut self, table: &mut Table) {
        let has = |table: &Table, name: &str| table.columns.iter().any(|c| c.name == name);
        let name = table.name.clone();
        table.uniques.push(Unique {
            name: format!("{name}_code_unique"),
            columns: vec!["code".to_owned()],
        });
        if self.in_100(40) {
            table.uniques.push(Unique {
                name: format!("{name}_odd_unique"),
                columns: vec!["Odd name".to_owned(), "code".to_owned()],
            });
        }
        if has(table, "c0") && self.in_100(60) {
            let least = self.random.random_range(0..3);
            table.checks.push(Check {
                name: format!("{name}_c0_check"),
                expression: format!("c0 >= {least} OR code IS NOT NULL"),
            });
        }
        for (columns, unique) in [
            (&["c3"][..], false),
            (&["c0", "code"], false),
            (&["code", "c4"], true),
            (&["ref"], false),
            (&["code_ref"], false),
            (&["made"], false),
        ] {
            if !columns.iter().all(|column| has(table, column)) || self.in_100(40) {
                continue;
            }
            let ending = if self.in_100(70) { "index" } else { "other" };
            let descending = self.in_100(20);
            let partial = self.kind != Kind::MySql && self.in_100(20);
            let part = |column: &&str| IndexPart {
                term: IndexTerm::Column((*column).to_owned()),
                descending,
            };
            table.indexes.push(Index {
                name: format!("{name}_{}_{ending}", columns.join("_")),
                parts: columns.iter().map(part).collect(),
                unique,
                predicate: partial.then(|| "code > 0".to_owned()),
                method: None,
            });
        }
    }

    fn foreign_keys(&mut self, table: &mut Table, parents: &[Table]) {
        for (column, target) in [("ref", "id"), ("code_ref", "code")] {
            let fits = |parent: &&Table| parent.columns.iter().any(|c| c.name == target);
            let fitting: Vec<_> = parents.iter().filter(fits).collect();
            let Some(parent) = fitting.choose(&mut self.random) else {
                continue;
            };
            let actions = [
                Action::NoAction,
                Action::Restrict,
                Action::Cascade,
                Action::SetNull,
            ];
            let on_delete = *actions.choose(&mut self.random).expect("there are some");
            if self.in_100(60) {
                table.foreign_keys.push(ForeignKey {
                    name: format!("{}_{column}_foreign", table.name),
                    columns: vec![column.to_owned()],
                    parent: parent.name.clone(),
                    parent_columns: vec![target.to_owned()],
                    on_delete,
                    on_update: Action::NoAction,
                });
            }
        }
    }
}
