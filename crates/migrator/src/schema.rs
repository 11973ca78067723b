//! A schema as data, the same for every database.

use crate::Unmodelled;

/// All tables of a program, parents before the tables that refer to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The tables in the order in which they can be created.
    pub tables: Vec<Table>,
    /// PostgreSQL's enum types. Empty on the other two, and in the declarations.
    pub enums: Vec<EnumType>,
    /// Views, read from a live database so that a rebuilt SQLite table keeps them. Not compared.
    pub views: Vec<Text>,
}

/// An enum type of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: String,
    /// Its values, in their order.
    pub values: Vec<String>,
}

/// A trigger or a view, in the words that created it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its name.
    pub name: String,
    /// The statement that created it.
    pub sql: String,
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
    /// What it is for, in words that the database keeps (not SQLite).
    pub comment: Option<String>,
    /// What it was called before; only in declarations, for the comparison to see a rename.
    pub renamed_from: Option<String>,
    /// Triggers, read from a live SQLite database so that a rebuilt table keeps them. Not compared.
    pub triggers: Vec<Text>,
    /// What a live table has and this model has no words for. Not compared, not in revisions.
    pub unmodelled: Vec<Unmodelled>,
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
    /// What it is for, in words that the database keeps (not SQLite).
    pub comment: Option<String>,
    /// What it was called before; only in declarations, for the comparison to see a rename.
    pub renamed_from: Option<String>,
}

/// The types that a store's columns use, and any other as a database calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A 16-bit integer.
    SmallInteger,
    /// A 32-bit integer.
    Integer,
    /// A 64-bit integer.
    BigInteger,
    /// A 64-bit floating point number.
    Double,
    /// An exact number: how many digits in all, and how many of them after the point.
    Decimal(u32, u32),
    /// Bytes of any length.
    Binary,
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
    /// The children stay and refer to nothing; their column may be NULL.
    SetNull,
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
            OnDelete::SetNull => Action::SetNull,
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

impl Column {
    /// A column without a default.
    pub fn new(name: &str, column_type: ColumnType, nullable: bool) -> Self {
        Column {
            name: name.to_owned(),
            column_type,
            nullable,
            default: None,
            comment: None,
            renamed_from: None,
        }
    }
}
