//! Changes in words, for a person who has not seen the schema.

use std::fmt;

use super::{Operation, PrimaryKey};
use crate::{Check, Column, ColumnType, EnumType, ForeignKey, Index, IndexPart, IndexTerm, Unique};

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table();
        match self {
            Operation::CreateTable(_) => write!(f, "table {table} is missing"),
            Operation::DropTable(_) => write!(f, "table {table} is not declared"),
            Operation::AddColumn { column, .. } => {
                write!(f, "{table}: column {} ({column}) is missing", column.name)
            }
            Operation::DropColumn { column, .. } => {
                write!(
                    f,
                    "{table}: column {} ({column}) is not declared",
                    column.name
                )
            }
            Operation::AlterColumn { from, to, .. } => {
                write!(f, "{table}: column {} is {from}, declared is {to}", to.name)
            }
            Operation::AlterPrimaryKey { from, to, .. } => {
                write!(f, "{table}: the primary key is {from}, declared is {to}")
            }
            Operation::AddUnique { unique, .. } => write!(f, "{table}: {unique} is missing"),
            Operation::DropUnique { unique, .. } => write!(f, "{table}: {unique} is not declared"),
            Operation::AddCheck { check, .. } => write!(f, "{table}: {check} is missing"),
            Operation::DropCheck { check, .. } => write!(f, "{table}: {check} is not declared"),
            Operation::AddIndex { index, .. } => write!(f, "{table}: {index} is missing"),
            Operation::DropIndex { index, .. } => write!(f, "{table}: {index} is not declared"),
            Operation::AddForeignKey { key, .. } => write!(f, "{table}: {key} is missing"),
            Operation::DropForeignKey { key, .. } => write!(f, "{table}: {key} is not declared"),
            Operation::RenameTable { from, to } => write!(f, "table {to} is still called {from}"),
            Operation::RenameColumn { from, to, .. } => {
                write!(f, "{table}: column {to} is still called {from}")
            }
            Operation::RenameIndex { from, to, .. } => {
                write!(f, "{table}: index {to} is still called {}", from.name)
            }
            Operation::SetTableComment { from, to, .. } => write!(
                f,
                "{table}: the comment is {}, declared is {}",
                quoted(from.as_deref()),
                quoted(to.as_deref())
            ),
            Operation::CreateEnum(named) => write!(f, "{named} is missing"),
            Operation::DropEnum(named) => write!(f, "{named} is not declared"),
            Operation::AlterEnum { from, to } => write!(f, "{from} is declared as {to}"),
            Operation::InsertRows(rows) => write!(f, "{table}: {} rows to insert", rows.rows.len()),
            Operation::DeleteRows(rows) => write!(f, "{table}: {} rows to delete", rows.rows.len()),
            Operation::Backfill(_) => write!(f, "{table}: rows to fill"),
            Operation::Sql(_) => f.write_str("statements of the revision's own"),
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
        if let Some(default) = &self.default {
            write!(f, ", default {default}")?;
        }
        match &self.comment {
            Some(comment) => write!(f, ", comment {comment:?}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnType::SmallInteger => f.write_str("16-bit integer"),
            ColumnType::Integer => f.write_str("32-bit integer"),
            ColumnType::Double => f.write_str("floating point number"),
            ColumnType::Decimal(digits, after) => {
                write!(
                    f,
                    "exact number of {digits} digits, {after} after the point"
                )
            }
            ColumnType::Binary => f.write_str("bytes"),
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

impl fmt::Display for EnumType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "enum type {} ({})", self.name, self.values.join(", "))
    }
}

fn quoted(comment: Option<&str>) -> String {
    comment.map_or_else(|| "none".to_owned(), |text| format!("{text:?}"))
}

fn named(name: &str) -> &str {
    if name.is_empty() {
        "(without a name)"
    } else {
        name
    }
}
