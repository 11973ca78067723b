//! The clauses of uniques, checks and foreign keys, alike in CREATE TABLE and ALTER TABLE.

use std::fmt::Write;

use mercer_database::Kind;

use super::quotes::{constraint, quoted, quoted_list};
use crate::{Action, Check, ForeignKey, Unique};

pub(super) fn unique(unique: &Unique, kind: Kind) -> String {
    let columns = quoted_list(&unique.columns, kind);
    format!("{}UNIQUE ({columns})", constraint(&unique.name, kind))
}

pub(super) fn check(check: &Check, kind: Kind) -> String {
    let name = constraint(&check.name, kind);
    format!("{name}CHECK ({})", check.expression)
}

pub(super) fn primary_key(columns: &[String], kind: Kind) -> String {
    format!("PRIMARY KEY ({})", quoted_list(columns, kind))
}

pub(super) fn foreign_key(key: &ForeignKey, kind: Kind) -> String {
    let mut words = format!(
        "{}FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {}",
        constraint(&key.name, kind),
        quoted_list(&key.columns, kind),
        quoted(&key.parent, kind),
        quoted_list(&key.parent_columns, kind),
        key.on_delete.words(),
    );
    if key.on_update != Action::NoAction {
        // Writing to a String cannot fail.
        let _ = write!(words, " ON UPDATE {}", key.on_update.words());
    }
    words
}
