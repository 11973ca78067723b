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
    /// What the database fills in, in its own words; also `GENERATED ...`. Entities declare none.
    pub default: Option<String>,
}

/// The types that a store's columns use, and any other as a database calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A type that is none of these, in the words of the database that has it.
    Other(String),
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
    /// What it sorts by, in order.
    pub parts: Vec<IndexPart>,
    /// Whether two rows may not have the same parts.
    pub unique: bool,
    /// The condition for a row to be in it, where it does not hold all rows.
    pub predicate: Option<String>,
    /// The kind of index in the database's words, where it is not the usual one.
    pub method: Option<String>,
}

/// One thing that an index sorts by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPart {
    /// A column or an expression.
    pub term: IndexTerm,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What one part of an index is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexTerm {
    /// The whole value of a column.
    Column(String),
    /// Anything else, in the database's words: `lower(name)`, `name(10)`, `name text_pattern_ops`.
    Expression(String),
}

/// A foreign key, named `{table}_{column}_foreign`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The referring columns.
    pub columns: Vec<String>,
    /// The table referred to.
    pub parent: String,
    /// The columns referred to.
    pub parent_columns: Vec<String>,
    /// What happens to this row when that one is deleted.
    pub on_delete: Action,
    /// What happens to this row when that one's key is changed.
    pub on_update: Action,
}

/// What a store may declare that a deleted parent means for its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// The deletion is refused.
    Restrict,
    /// The children go too.
    Cascade,
}

/// What databases can do to the children of a row that is deleted or gets another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Refused, at the end of the statement or of the transaction.
    NoAction,
    /// Refused at once.
    Restrict,
    /// The children follow.
    Cascade,
    /// The children refer to nothing.
    SetNull,
    /// The children refer to their default.
    SetDefault,
}

impl From<OnDelete> for Action {
    fn from(declared: OnDelete) -> Self {
        match declared {
            OnDelete::Restrict => Action::Restrict,
            OnDelete::Cascade => Action::Cascade,
        }
    }
}

impl Action {
    /// The words of SQL, alike on all databases.
    pub fn words(self) -> &'static str {
        match self {
            Action::NoAction => "NO ACTION",
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        }
    }

    /// Reads the words of SQL; words unknown to SQL mean the usual, no action.
    pub(crate) fn of_words(words: &str) -> Self {
        let all = [
            Action::Restrict,
            Action::Cascade,
            Action::SetNull,
            Action::SetDefault,
        ];
        let found = all
            .into_iter()
            .find(|action| action.words().eq_ignore_ascii_case(words));
        found.unwrap_or(Action::NoAction)
    }
}

impl Index {
    /// The columns, when it sorts by nothing but whole columns, the smallest first, as a unique
    /// constraint does.
    pub fn plain_columns(&self) -> Option<Vec<String>> {
        if self.predicate.is_some() || self.method.is_some() {
            return None;
        }
        let column = |part: &IndexPart| match &part.term {
            IndexTerm::Column(name) if !part.descending => Some(name.clone()),
            _ => None,
        };
        self.parts.iter().map(column).collect()
    }
}

impl IndexPart {
    /// A whole column, the smallest first.
    pub fn column(name: &str) -> Self {
        IndexPart {
            term: IndexTerm::Column(name.to_owned()),
            descending: false,
        }
    }
}

impl Table {
    /// A table without an entity: a name, columns and the names of the key's columns.
    pub fn with_columns(name: &str, columns: Vec<Column>, primary_key: &[&str]) -> Self {
        Table {
            name: name.to_owned(),
            columns,
            primary_key: primary_key
                .iter()
                .map(|&column| column.to_owned())
                .collect(),
            identity: false,
            clustered: false,
            uniques: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
        }
    }

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
                    default: None,
                }
            })
            .collect();
        let key: Vec<_> = E::PrimaryKey::iter()
            .map(|key| key.into_column().as_str())
            .collect();
        Table {
            identity: E::PrimaryKey::auto_increment(),
            ..Table::with_columns(entity.table_name(), columns, &key)
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
        self.indexes.push(Index {
            name,
            parts: columns
                .iter()
                .map(|column| IndexPart::column(column))
                .collect(),
            unique: false,
            predicate: None,
            method: None,
        });
        self
    }

    /// Adds a foreign key to another table's `id`.
    #[must_use]
    pub fn foreign_key(mut self, column: &str, parent: &str, on_delete: OnDelete) -> Self {
        let column = self.known(&[column]).remove(0);
        let name = format!("{}_{column}_foreign", self.name);
        self.foreign_keys.push(ForeignKey {
            name,
            columns: vec![column],
            parent: parent.to_owned(),
            parent_columns: vec!["id".to_owned()],
            on_delete: on_delete.into(),
            on_update: Action::NoAction,
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

impl Column {
    /// A column without a default.
    pub fn new(name: &str, column_type: ColumnType, nullable: bool) -> Self {
        Column {
            name: name.to_owned(),
            column_type,
            nullable,
            default: None,
        }
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
