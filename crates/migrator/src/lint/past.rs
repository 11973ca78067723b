//! What the earlier operations of a revision did: which tables and columns are its own, and what
//! the others were called before it began.

use std::collections::{BTreeMap, BTreeSet};

use crate::Operation;

/// The effects of a revision's operations so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    /// By the name that the table has now; a table that nothing was done to is not in it.
    tables: BTreeMap<String, TablePast>,
    /// The last operation with statements of its own, from 1, which may have done anything.
    sql: Option<usize>,
    /// Foreign keys that are gone: the referring table's name then, and the key's.
    dropped_keys: BTreeSet<(String, String)>,
    /// Tables that are gone, by the names that they had before the revision.
    dropped_tables: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct TablePast {
    /// Its name before the revision; nothing when the revision made it.
    origin: Option<String>,
    /// By the name that the column has now: the name before, nothing for a column that was added.
    columns: BTreeMap<String, Option<String>>,
    /// The last operation that changed its rows, from 1.
    rows_changed: Option<usize>,
    /// Whether its definition was changed.
    altered: bool,
}

impl TablePast {
    fn existing(name: &str) -> Self {
        TablePast {
            origin: Some(name.to_owned()),
            columns: BTreeMap::new(),
            rows_changed: None,
            altered: false,
        }
    }
}

impl Past {
    /// What the table was called before the revision; nothing when the revision made it.
    pub(super) fn table_origin(&self, table: &str) -> Option<String> {
        match self.tables.get(table) {
            Some(past) => past.origin.clone(),
            None => Some(table.to_owned()),
        }
    }

    /// What the column was called before the revision; nothing when the revision made it.
    pub(super) fn column_origin(&self, table: &str, column: &str) -> Option<String> {
        let Some(past) = self.tables.get(table) else {
            return Some(column.to_owned());
        };
        past.origin.as_ref()?;
        match past.columns.get(column) {
            Some(origin) => origin.clone(),
            None => Some(column.to_owned()),
        }
    }

    pub(super) fn made_table(&self, table: &str) -> bool {
        self.table_origin(table).is_none()
    }

    pub(super) fn made_column(&self, table: &str, column: &str) -> bool {
        self.column_origin(table, column).is_none()
    }

    /// Whether columns of the table were added or renamed, so that an expression may name what
    /// the live table does not have.
    pub(super) fn renamed_columns(&self, table: &str) -> Vec<String> {
        let columns = self.tables.get(table).map(|past| &past.columns);
        let names = columns.into_iter().flat_map(|columns| columns.iter());
        let changed = names.filter(|(name, origin)| origin.as_ref() != Some(*name));
        changed.map(|(name, _)| name.clone()).collect()
    }

    /// The last operation that may have changed the table's rows, from 1.
    pub(super) fn rows_changed(&self, table: &str) -> Option<usize> {
        let own = self.tables.get(table).and_then(|past| past.rows_changed);
        own.max(self.sql)
    }

    /// Whether an operation changed the definition of the table.
    pub(super) fn altered(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|past| past.altered)
    }

    /// Whether the key is still there, by its names before the revision.
    pub(super) fn has_key(&self, table: &str, key: &str) -> bool {
        !self.dropped_tables.contains(table)
            && !self
                .dropped_keys
                .contains(&(table.to_owned(), key.to_owned()))
    }

    /// Takes note of an operation; `number` counts from 1.
    pub(super) fn record(&mut self, number: usize, operation: &Operation) {
        match operation {
            Operation::CreateTable(table) => {
                let mut made = TablePast::existing(&table.name);
                made.origin = None;
                self.tables.insert(table.name.clone(), made);
            }
            Operation::DropTable(table) => {
                self.dropped_tables.extend(self.table_origin(&table.name));
                self.tables.remove(&table.name);
            }
            Operation::RenameTable { from, to } => {
                let past = self.tables.remove(from);
                let past = past.unwrap_or_else(|| TablePast::existing(from));
                self.tables.insert(to.clone(), past);
            }
            Operation::AddColumn { table, column } => {
                self.changed(table)
                    .columns
                    .insert(column.name.clone(), None);
            }
            Operation::DropColumn { table, column } => {
                self.changed(table).columns.remove(&column.name);
            }
            Operation::RenameColumn { table, from, to } => {
                let past = self.changed(table);
                let origin = past.columns.remove(from);
                let origin = origin.unwrap_or_else(|| Some(from.clone()));
                past.columns.insert(to.clone(), origin);
            }
            Operation::DropForeignKey { table, key } => {
                if let Some(origin) = self.table_origin(table) {
                    self.dropped_keys.insert((origin, key.name.clone()));
                }
                self.changed(table);
            }
            Operation::InsertRows(rows) | Operation::DeleteRows(rows) => {
                self.table(&rows.table).rows_changed = Some(number);
            }
            Operation::Backfill(backfill) => {
                self.table(&backfill.table).rows_changed = Some(number);
            }
            Operation::Sql(_) => self.sql = Some(number),
            Operation::CreateEnum(_) | Operation::DropEnum(_) | Operation::AlterEnum { .. } => {}
            _ => {
                self.changed(operation.table());
            }
        }
    }

    fn table(&mut self, name: &str) -> &mut TablePast {
        self.tables
            .entry(name.to_owned())
            .or_insert_with(|| TablePast::existing(name))
    }

    fn changed(&mut self, name: &str) -> &mut TablePast {
        let past = self.table(name);
        past.altered = true;
        past
    }
}
