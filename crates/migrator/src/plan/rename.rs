//! Renames that somebody tells of, in the words of the command line.

use std::fmt;

use crate::Schema;

/// That something has got another name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named after what they hold")]
pub enum Rename {
    Table {
        from: String,
        to: String,
    },
    /// The table may be called by its old or its new name.
    Column {
        table: String,
        from: String,
        to: String,
    },
}

/// Why a text tells of no rename.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} tells of no rename; say OLD=NEW for a table (products=articles) and \
     TABLE.OLD=NEW for a column (products.title=name)"
)]
pub struct RenameSyntax {
    text: String,
}

impl Rename {
    /// Reads `table=new_table` or `table.column=new_column`.
    pub fn parse(text: &str) -> Result<Self, RenameSyntax> {
        let wrong = || RenameSyntax {
            text: text.to_owned(),
        };
        let (from, to) = text.split_once('=').ok_or_else(wrong)?;
        let (from, to) = (from.trim(), to.trim());
        let rename = match from.split_once('.') {
            None => Rename::Table {
                from: from.to_owned(),
                to: to.to_owned(),
            },
            Some((table, column)) => Rename::Column {
                table: table.to_owned(),
                from: column.to_owned(),
                // `table.old=table.new` is understood as well.
                to: to
                    .strip_prefix(table)
                    .and_then(|rest| rest.strip_prefix('.'))
                    .unwrap_or(to)
                    .to_owned(),
            },
        };
        let (Rename::Table { from, to } | Rename::Column { from, to, .. }) = &rename;
        let is_name = |name: &str| !name.is_empty() && !name.contains(['.', '=']);
        let names_table = match &rename {
            Rename::Column { table, .. } => is_name(table),
            Rename::Table { .. } => true,
        };
        if names_table && is_name(from) && is_name(to) && from != to {
            Ok(rename)
        } else {
            Err(wrong())
        }
    }

    /// What has the old name, in words.
    pub(super) fn from(&self) -> String {
        match self {
            Rename::Table { from, .. } => format!("table {from}"),
            Rename::Column { table, from, .. } => format!("column {from} of table {table}"),
        }
    }
}

/// As [`Rename::parse`] reads it.
impl fmt::Display for Rename {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rename::Table { from, to } => write!(formatter, "{from}={to}"),
            Rename::Column { table, from, to } => write!(formatter, "{table}.{from}={to}"),
        }
    }
}

/// The target that tells of these renames itself; those that fit nothing are set aside.
pub(super) fn declared(
    target: &Schema,
    live: &Schema,
    renames: &[Rename],
    unused: &mut Vec<Rename>,
) -> Schema {
    let mut target = target.clone();
    let is_table = |rename: &&Rename| matches!(rename, Rename::Table { .. });
    let tables = renames.iter().filter(is_table);
    let columns = renames.iter().filter(|rename| !is_table(rename));
    // Those of tables first: a column may be told by its table's old name.
    for rename in tables.chain(columns) {
        let told = match rename {
            Rename::Table { from, to } => tell_table(&mut target, live, from, to),
            Rename::Column { table, from, to } => tell_column(&mut target, live, table, from, to),
        };
        if told.is_none() {
            unused.push(rename.clone());
        }
    }
    target
}

fn tell_table(target: &mut Schema, live: &Schema, from: &str, to: &str) -> Option<()> {
    let has = |name: &str| live.tables.iter().any(|table| table.name == name);
    let table = target.tables.iter_mut().find(|table| table.name == to)?;
    (has(from) && !has(to)).then(|| table.renamed_from = Some(from.to_owned()))
}

fn tell_column(
    target: &mut Schema,
    live: &Schema,
    table: &str,
    from: &str,
    to: &str,
) -> Option<()> {
    let wanted = target
        .tables
        .iter_mut()
        .find(|wanted| wanted.name == table || wanted.renamed_from.as_deref() == Some(table))?;
    let found = live.tables.iter().find(|found| {
        found.name == wanted.name || wanted.renamed_from.as_ref() == Some(&found.name)
    })?;
    let has = |name: &str| found.columns.iter().any(|column| column.name == name);
    let column = wanted.columns.iter_mut().find(|column| column.name == to)?;
    (has(from) && !has(to)).then(|| column.renamed_from = Some(from.to_owned()))
}
