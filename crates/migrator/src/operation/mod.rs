//! What a revision does, as data: one operation each.
//!
//! Deliberately absent: the words of any database (`render`), what a schema looks like afterwards
//! (`replay`), and the form in which revision files write operations (`revision`).

mod reverse;
mod words;

use mercer_database::Kind;

use crate::{Check, Column, EnumType, ForeignKey, Index, Table, Unique};

pub use reverse::Irreversible;

/// One step from one schema to another, or of the rows in it. Where something is dropped or
/// altered the operation carries what was there, so that it can be turned round.
///
/// A comparison yields these as well: what brings a live database one step nearer to the
/// declarations. `Display` says in words what was found, not what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named after what they hold")]
pub enum Operation {
    CreateTable(Box<Table>),
    DropTable(Box<Table>),
    RenameTable {
        from: String,
        to: String,
    },
    SetTableComment {
        table: String,
        from: Option<String>,
        to: Option<String>,
    },
    AddColumn {
        table: String,
        column: Column,
    },
    DropColumn {
        table: String,
        column: Column,
    },
    /// The type, nullability, default and comment of a column; its name stays.
    AlterColumn {
        table: String,
        from: Column,
        to: Column,
    },
    RenameColumn {
        table: String,
        from: String,
        to: String,
    },
    /// Also creates (no columns before) and drops (no columns after) a primary key.
    AlterPrimaryKey {
        table: String,
        from: PrimaryKey,
        to: PrimaryKey,
    },
    AddUnique {
        table: String,
        unique: Unique,
    },
    DropUnique {
        table: String,
        unique: Unique,
    },
    AddCheck {
        table: String,
        check: Check,
    },
    DropCheck {
        table: String,
        check: Check,
    },
    /// With `concurrently`, PostgreSQL builds it outside the transaction without locking the table.
    AddIndex {
        table: String,
        index: Index,
        concurrently: bool,
    },
    /// With `concurrently`, PostgreSQL drops it outside the transaction without locking the table.
    DropIndex {
        table: String,
        index: Index,
        concurrently: bool,
    },
    /// Where the database cannot rename an index it is built anew.
    RenameIndex {
        table: String,
        from: Index,
        to: String,
    },
    AddForeignKey {
        table: String,
        key: ForeignKey,
    },
    DropForeignKey {
        table: String,
        key: ForeignKey,
    },
    /// PostgreSQL only; nothing elsewhere.
    CreateEnum(EnumType),
    /// PostgreSQL only; nothing elsewhere.
    DropEnum(EnumType),
    /// PostgreSQL only; nothing elsewhere. Where values go, the columns that use it are converted.
    AlterEnum {
        from: EnumType,
        to: EnumType,
    },
    InsertRows(InsertRows),
    /// Deletes the rows with these keys; what an insertion is when it is turned round.
    DeleteRows(InsertRows),
    Backfill(Backfill),
    Sql(Sql),
}

/// A table's primary key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimaryKey {
    /// Its columns, in key order; none when the table has no key.
    pub columns: Vec<String>,
    /// Whether the database numbers it.
    pub identity: bool,
    /// Whether rows are stored in its order where the database offers a choice.
    pub clustered: bool,
}

/// Rows that come with a revision. Turned round, they are deleted by the values of `key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsertRows {
    /// The table.
    pub table: String,
    /// The columns that are given.
    pub columns: Vec<String>,
    /// The columns among them that tell one row from another.
    pub key: Vec<String>,
    /// The rows, a value for each column.
    pub rows: Vec<Vec<Literal>>,
}

/// One value in a revision file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say what they are")]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Text, a date, a moment (RFC 3339), an exact number or a JSON document.
    Text(String),
}

/// An update of rows in batches, each in a transaction of its own where the database cannot take
/// DDL back anyway, otherwise all in the revision's. Nothing is done when it is turned round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The table.
    pub table: String,
    /// The assignments, as after SET: `full_name = first_name || ' ' || last_name`.
    pub set: PerDatabase,
    /// Which rows still need it; a row that was updated must no longer match.
    pub condition: PerDatabase,
    /// Rows a batch.
    pub batch_size: u32,
}

/// SQL in each database's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerDatabase {
    /// SQLite's.
    pub sqlite: String,
    /// PostgreSQL's.
    pub postgres: String,
    /// That of MySQL and MariaDB.
    pub mysql: String,
}

/// Statements of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sql {
    /// What is done; an empty text does nothing on that database.
    pub up: PerDatabase,
    /// What takes it back; without it the operation is irreversible.
    pub down: Option<PerDatabase>,
}

impl PerDatabase {
    /// The same words for all.
    pub fn same(sql: &str) -> Self {
        PerDatabase {
            sqlite: sql.to_owned(),
            postgres: sql.to_owned(),
            mysql: sql.to_owned(),
        }
    }

    /// The words for one database.
    pub fn of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Sqlite => &self.sqlite,
            Kind::Postgres => &self.postgres,
            Kind::MySql => &self.mysql,
        }
    }
}

impl Operation {
    /// Whether the database is out of step because of it, when the declarations are the measure: a
    /// table or type that is not declared may be its owner's and does not count.
    pub fn is_drift(&self) -> bool {
        !matches!(self, Operation::DropTable(_) | Operation::DropEnum(_))
    }

    /// The operation in `snake_case`, as revision files call it, such as `add_column`.
    pub fn kind(&self) -> &'static str {
        match self {
            Operation::CreateTable(_) => "create_table",
            Operation::DropTable(_) => "drop_table",
            Operation::RenameTable { .. } => "rename_table",
            Operation::SetTableComment { .. } => "set_table_comment",
            Operation::AddColumn { .. } => "add_column",
            Operation::DropColumn { .. } => "drop_column",
            Operation::AlterColumn { .. } => "alter_column",
            Operation::RenameColumn { .. } => "rename_column",
            Operation::AlterPrimaryKey { .. } => "alter_primary_key",
            Operation::AddUnique { .. } => "add_unique",
            Operation::DropUnique { .. } => "drop_unique",
            Operation::AddCheck { .. } => "add_check",
            Operation::DropCheck { .. } => "drop_check",
            Operation::AddIndex { .. } => "create_index",
            Operation::DropIndex { .. } => "drop_index",
            Operation::RenameIndex { .. } => "rename_index",
            Operation::AddForeignKey { .. } => "add_foreign_key",
            Operation::DropForeignKey { .. } => "drop_foreign_key",
            Operation::CreateEnum(_) => "create_enum",
            Operation::DropEnum(_) => "drop_enum",
            Operation::AlterEnum { .. } => "alter_enum",
            Operation::InsertRows(_) => "insert_rows",
            Operation::DeleteRows(_) => "delete_rows",
            Operation::Backfill(_) => "backfill",
            Operation::Sql(_) => "sql",
        }
    }

    /// The table it is about, under the name it has before; nothing for types and SQL.
    pub fn table(&self) -> &str {
        match self {
            Operation::CreateTable(table) | Operation::DropTable(table) => &table.name,
            Operation::RenameTable { from, .. } => from,
            Operation::SetTableComment { table, .. }
            | Operation::AddColumn { table, .. }
            | Operation::DropColumn { table, .. }
            | Operation::AlterColumn { table, .. }
            | Operation::RenameColumn { table, .. }
            | Operation::AlterPrimaryKey { table, .. }
            | Operation::AddUnique { table, .. }
            | Operation::DropUnique { table, .. }
            | Operation::AddCheck { table, .. }
            | Operation::DropCheck { table, .. }
            | Operation::AddIndex { table, .. }
            | Operation::DropIndex { table, .. }
            | Operation::RenameIndex { table, .. }
            | Operation::AddForeignKey { table, .. }
            | Operation::DropForeignKey { table, .. } => table,
            Operation::InsertRows(rows) | Operation::DeleteRows(rows) => &rows.table,
            Operation::Backfill(backfill) => &backfill.table,
            Operation::CreateEnum(_)
            | Operation::DropEnum(_)
            | Operation::AlterEnum { .. }
            | Operation::Sql(_) => "",
        }
    }

    /// The column, constraint, index or type it is about; the table where it is about the whole of
    /// it, and nothing for a constraint without a name or for SQL.
    pub fn name(&self) -> &str {
        match self {
            Operation::AddColumn { column, .. } | Operation::DropColumn { column, .. } => {
                &column.name
            }
            Operation::AlterColumn { to, .. } => &to.name,
            Operation::RenameColumn { from, .. } => from,
            Operation::AddUnique { unique, .. } | Operation::DropUnique { unique, .. } => {
                &unique.name
            }
            Operation::AddCheck { check, .. } | Operation::DropCheck { check, .. } => &check.name,
            Operation::AddIndex { index, .. } | Operation::DropIndex { index, .. } => &index.name,
            Operation::RenameIndex { from, .. } => &from.name,
            Operation::AddForeignKey { key, .. } | Operation::DropForeignKey { key, .. } => {
                &key.name
            }
            Operation::CreateEnum(named)
            | Operation::DropEnum(named)
            | Operation::AlterEnum { from: named, .. } => &named.name,
            _ => self.table(),
        }
    }
}
