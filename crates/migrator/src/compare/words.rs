//! Changes in words, for a person who has not seen the schema.

use std::fmt;

use super::{Change, PrimaryKey};
use crate::{Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, Unique};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table();
        match self {
            Change::CreateTable(_) => write!(f, "table {table} is missing"),
            Change::UnknownTable(_) => write!(f, "table {table} is not declared"),
            Change::AddColumn { column, .. } => {
                write!(f, "{table}: column {} ({column}) is missing", column.name)
            }
            Change::DropColumn { column, .. } => {
                write!(
                    f,
                    "{table}: column {} ({column}) is not declared",
                    column.name
                )
            }
            Change::AlterColumn { from, to, .. } => {
                write!(f, "{table}: column {} is {from}, declared is {to}", to.name)
            }
            Change::AlterPrimaryKey { from, to, .. } => {
                write!(f, "{table}: the primary key is {from}, declared is {to}")
            }
            Change::AddUnique { unique, .. } => write!(f, "{table}: {unique} is missing"),
            Change::DropUnique { unique, .. } => write!(f, "{table}: {unique} is not declared"),
            Change::AddCheck { check, .. } => write!(f, "{table}: {check} is missing"),
            Change::DropCheck { check, .. } => write!(f, "{table}: {check} is not declared"),
            Change::AddIndex { index, .. } => write!(f, "{table}: {index} is missing"),
            Change::DropIndex { index, .. } => write!(f, "{table}: {index} is not declared"),
            Change::AddForeignKey { key, .. } => write!(f, "{table}: {key} is missing"),
            Change::DropForeignKey { key, .. } => write!(f, "{table}: {key} is not declared"),
        }
    }
}

/// The column without its name.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let null = if self.nullable {
            "optional"
        } else {
            "required"
        };
        write!(f, "{}, {null}", self.column_type)?;
        match &self.default {
            Some(default) => write!(f, ", default {default}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnType::BigInteger => f.write_str("64-bit integer"),
            ColumnType::Boolean => f.write_str("true or false"),
            ColumnType::Text(length) => write!(f, "text up to {length} characters"),
            ColumnType::LongText => f.write_str("text of any length"),
            ColumnType::Timestamp => f.write_str("moment in UTC"),
            ColumnType::Date => f.write_str("day"),
            ColumnType::Json => f.write_str("JSON"),
            ColumnType::Other(text) => write!(f, "the database's type {text}"),
        }
    }
}

impl fmt::Display for PrimaryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", self.columns.join(", "))?;
        if self.identity {
            f.write_str(" numbered by the database")?;
        }
        if self.clustered {
            f.write_str(" with rows stored in its order")?;
        }
        Ok(())
    }
}

impl fmt::Display for Unique {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unique {} ({})",
            named(&self.name),
            self.columns.join(", ")
        )
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "check {} ({})", named(&self.name), self.expression)
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |part: &IndexPart| {
            let (IndexTerm::Column(text) | IndexTerm::Expression(text)) = &part.term;
            format!("{text}{}", if part.descending { " descending" } else { "" })
        };
        let parts: Vec<_> = self.parts.iter().map(part).collect();
        let unique = if self.unique { "unique " } else { "" };
        write!(
            f,
            "{unique}index {} ({})",
            named(&self.name),
            parts.join(", ")
        )?;
        if let Some(method) = &self.method {
            write!(f, " of kind {method}")?;
        }
        if let Some(predicate) = &self.predicate {
            write!(f, " where {predicate}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ForeignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "foreign key {} ({} to {} ({}), on delete {}, on update {})",
            named(&self.name),
            self.columns.join(", "),
            self.parent,
            self.parent_columns.join(", "),
            self.on_delete.words().to_lowercase(),
            self.on_update.words().to_lowercase(),
        )
    }
}

fn named(name: &str) -> &str {
    if name.is_empty() {
        "(without a name)"
    } else {
        name
    }
}
