//! One change, as data.

use crate::{Check, Column, ForeignKey, Index, Table, Unique};

/// What brings a live database one step nearer to the declarations. Where something is dropped or
/// altered the change carries what was there, so that it can be turned round.
///
/// `Display` says in words what was found, not what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named after what they hold")]
pub enum Change {
    /// A declared table is missing.
    CreateTable(Box<Table>),
    /// A table is there that is not declared. It may be the owner's, so this is no drift.
    UnknownTable(Box<Table>),
    /// A declared column is missing.
    AddColumn { table: String, column: Column },
    /// A column is there that is not declared.
    DropColumn { table: String, column: Column },
    /// A column is not as declared.
    AlterColumn {
        table: String,
        from: Column,
        to: Column,
    },
    /// The primary key is not as declared.
    AlterPrimaryKey {
        table: String,
        from: PrimaryKey,
        to: PrimaryKey,
    },
    /// A declared unique constraint is missing.
    AddUnique { table: String, unique: Unique },
    /// A unique constraint is there that is not declared.
    DropUnique { table: String, unique: Unique },
    /// A declared check is missing.
    AddCheck { table: String, check: Check },
    /// A check is there that is not declared.
    DropCheck { table: String, check: Check },
    /// A declared index is missing.
    AddIndex { table: String, index: Index },
    /// An index is there that is not declared.
    DropIndex { table: String, index: Index },
    /// A declared foreign key is missing.
    AddForeignKey { table: String, key: ForeignKey },
    /// A foreign key is there that is not declared.
    DropForeignKey { table: String, key: ForeignKey },
}

/// A table's primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// Its columns, in key order.
    pub columns: Vec<String>,
    /// Whether the database numbers it.
    pub identity: bool,
    /// Whether rows are stored in its order where the database offers a choice.
    pub clustered: bool,
}

impl Change {
    /// Whether the database is out of step because of it. A table that is not declared is not
    /// counted.
    pub fn is_drift(&self) -> bool {
        !matches!(self, Change::UnknownTable(_))
    }

    /// The kind of change in `snake_case`, such as `add_column`.
    pub fn kind(&self) -> &'static str {
        match self {
            Change::CreateTable(_) => "create_table",
            Change::UnknownTable(_) => "unknown_table",
            Change::AddColumn { .. } => "add_column",
            Change::DropColumn { .. } => "drop_column",
            Change::AlterColumn { .. } => "alter_column",
            Change::AlterPrimaryKey { .. } => "alter_primary_key",
            Change::AddUnique { .. } => "add_unique",
            Change::DropUnique { .. } => "drop_unique",
            Change::AddCheck { .. } => "add_check",
            Change::DropCheck { .. } => "drop_check",
            Change::AddIndex { .. } => "add_index",
            Change::DropIndex { .. } => "drop_index",
            Change::AddForeignKey { .. } => "add_foreign_key",
            Change::DropForeignKey { .. } => "drop_foreign_key",
        }
    }

    /// The table it is about.
    pub fn table(&self) -> &str {
        match self {
            Change::CreateTable(table) | Change::UnknownTable(table) => &table.name,
            Change::AddColumn { table, .. }
            | Change::DropColumn { table, .. }
            | Change::AlterColumn { table, .. }
            | Change::AlterPrimaryKey { table, .. }
            | Change::AddUnique { table, .. }
            | Change::DropUnique { table, .. }
            | Change::AddCheck { table, .. }
            | Change::DropCheck { table, .. }
            | Change::AddIndex { table, .. }
            | Change::DropIndex { table, .. }
            | Change::AddForeignKey { table, .. }
            | Change::DropForeignKey { table, .. } => table,
        }
    }

    /// The column, constraint or index it is about; the table for a whole table or its key, and
    /// nothing for a constraint without a name.
    pub fn name(&self) -> &str {
        match self {
            Change::CreateTable(table) | Change::UnknownTable(table) => &table.name,
            Change::AlterPrimaryKey { table, .. } => table,
            Change::AddColumn { column, .. } | Change::DropColumn { column, .. } => &column.name,
            Change::AlterColumn { to, .. } => &to.name,
            Change::AddUnique { unique, .. } | Change::DropUnique { unique, .. } => &unique.name,
            Change::AddCheck { check, .. } | Change::DropCheck { check, .. } => &check.name,
            Change::AddIndex { index, .. } | Change::DropIndex { index, .. } => &index.name,
            Change::AddForeignKey { key, .. } | Change::DropForeignKey { key, .. } => &key.name,
        }
    }
}
