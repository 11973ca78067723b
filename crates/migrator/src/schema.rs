//! A schema as data, the same for every database.

use sea_orm::sea_query::{ColumnType as SeaColumnType, StringLen};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn, PrimaryKeyTrait,
};

/// All tables of a program, parents before the tables that refer to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The tables in the order in which they can be created.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in key order.
    pub primary_key: Vec<String>,
    /// Whether the (single) key column is numbered by the database.
    pub identity: bool,
    /// Whether rows are stored in key order where the database offers a choice (SQLite's
    /// WITHOUT ROWID). For tables that are always read by the first columns of their key.
    pub clustered: bool,
    /// Unique constraints.
    pub uniques: Vec<Unique>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// Indexes that are not constraints.
    pub indexes: Vec<Index>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub column_type: ColumnType,
    /// Whether it may be NULL.
    pub nullable: bool,
}

/// The types that a store's columns use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A 64-bit integer.
    BigInteger,
    /// True or false.
    Boolean,
    /// Text up to this many characters, compared byte by byte on every database.
    Text(u32),
    /// Text of any length.
    LongText,
    /// A moment in UTC, to the microsecond.
    Timestamp,
    /// A calendar day.
    Date,
    /// A JSON document.
    Json,
}

/// A unique constraint, named `{table}_{columns}_unique`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unique {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// A CHECK constraint, named `{table}_{rule}_check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// A condition that all three databases read alike.
    pub expression: String,
}

/// An index, named `{table}_{columns}_index`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// A foreign key of one column to another table's `id`, named `{table}_{column}_foreign`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The referring column.
    pub column: String,
    /// The table referred to.
    pub parent: String,
    /// What happens to this row when that one is deleted.
    pub on_delete: OnDelete,
}

/// What a deleted parent means for its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// The deletion is refused.
    Restrict,
    /// The children go too.
    Cascade,
}

impl Table {
    /// Reads the columns and the primary key from a SeaORM entity.
    ///
    /// # Panics
    /// On a column type that the store does not use: the declaration is wrong.
    pub fn of<E: EntityTrait>(entity: E) -> Self {
        let columns = E::Column::iter()
            .map(|column| {
                let definition = column.def();
                Column {
                    name: column.as_str().to_owned(),
                    column_type: ColumnType::of(definition.get_column_type()),
                    nullable: definition.is_null(),
                }
            })
            .collect();
        Table {
            name: entity.table_name().to_owned(),
            columns,
            primary_key: E::PrimaryKey::iter()
                .map(|key| key.into_column().as_str().to_owned())
                .collect(),
            identity: E::PrimaryKey::auto_increment(),
            clustered: false,
            uniques: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
        }
    }

    /// Stores the rows in key order where the database offers a choice.
    #[must_use]
    pub fn clustered(mut self) -> Self {
        self.clustered = true;
        self
    }

    /// Adds a unique constraint.
    #[must_use]
    pub fn unique(mut self, columns: &[&str]) -> Self {
        let columns = self.known(columns);
        let name = format!("{}_{}_unique", self.name, columns.join("_"));
        self.uniques.push(Unique { name, columns });
        self
    }

    /// Adds a CHECK constraint.
    #[must_use]
    pub fn check(mut self, rule: &str, expression: &str) -> Self {
        let name = format!("{}_{rule}_check", self.name);
        self.checks.push(Check {
            name,
            expression: expression.to_owned(),
        });
        self
    }

    /// Adds a CHECK that a column holds one of a list of words.
    #[must_use]
    pub fn one_of(self, column: &str, words: &[&str]) -> Self {
        let list = words
            .iter()
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(", ");
        self.check(column, &format!("{column} IN ({list})"))
    }

    /// Adds an index.
    #[must_use]
    pub fn index(mut self, columns: &[&str]) -> Self {
        let columns = self.known(columns);
        let name = format!("{}_{}_index", self.name, columns.join("_"));
        self.indexes.push(Index { name, columns });
        self
    }

    /// Adds a foreign key to another table's `id`.
    #[must_use]
    pub fn foreign_key(mut self, column: &str, parent: &str, on_delete: OnDelete) -> Self {
        let column = self.known(&[column]).remove(0);
        let name = format!("{}_{column}_foreign", self.name);
        self.foreign_keys.push(ForeignKey {
            name,
            column,
            parent: parent.to_owned(),
            on_delete,
        });
        self
    }

    fn known(&self, columns: &[&str]) -> Vec<String> {
        for column in columns {
            assert!(
                self.columns.iter().any(|known| known.name == *column),
                "{} declares no column {column}",
                self.name
            );
        }
        columns.iter().map(|&column| column.to_owned()).collect()
    }
}

impl ColumnType {
    fn of(declared: &SeaColumnType) -> Self {
        match declared {
            SeaColumnType::BigInteger => ColumnType::BigInteger,
            SeaColumnType::Boolean => ColumnType::Boolean,
            SeaColumnType::String(StringLen::N(length)) => ColumnType::Text(*length),
            SeaColumnType::String(_) => ColumnType::Text(255),
            SeaColumnType::Text => ColumnType::LongText,
            SeaColumnType::TimestampWithTimeZone | SeaColumnType::Timestamp => {
                ColumnType::Timestamp
            }
            SeaColumnType::Date => ColumnType::Date,
            SeaColumnType::Json | SeaColumnType::JsonBinary => ColumnType::Json,
            other => panic!("columns like {other:?} are not part of the schema model"),
        }
    }
}
