//! Turning an operation round.

use super::{Operation, Sql};

/// Why an operation cannot be turned round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this `sql` operation says nothing under `down`; write what takes it back there, or put \
     `irreversible = \"why\"` at the head of the revision"
)]
pub struct Irreversible;

impl Operation {
    /// The operations that take this one back, in order: none for a backfill, whose rows keep
    /// what they hold, otherwise one.
    pub fn reverse(&self) -> Result<Vec<Operation>, Irreversible> {
        let reversed = match self.clone() {
            Operation::CreateTable(table) => Operation::DropTable(table),
            Operation::DropTable(table) => Operation::CreateTable(table),
            Operation::RenameTable { from, to } => Operation::RenameTable { from: to, to: from },
            Operation::SetTableComment { table, from, to } => Operation::SetTableComment {
                table,
                from: to,
                to: from,
            },
            Operation::AddColumn { table, column } => Operation::DropColumn { table, column },
            Operation::DropColumn { table, column } => Operation::AddColumn { table, column },
            Operation::AlterColumn { table, from, to } => Operation::AlterColumn {
                table,
                from: to,
                to: from,
            },
            Operation::RenameColumn { table, from, to } => Operation::RenameColumn {
                table,
                from: to,
                to: from,
            },
            Operation::AlterPrimaryKey { table, from, to } => Operation::AlterPrimaryKey {
                table,
                from: to,
                to: from,
            },
            Operation::AddUnique { table, unique } => Operation::DropUnique { table, unique },
            Operation::DropUnique { table, unique } => Operation::AddUnique { table, unique },
            Operation::AddCheck { table, check } => Operation::DropCheck { table, check },
            Operation::DropCheck { table, check } => Operation::AddCheck { table, check },
            Operation::AddIndex {
                table,
                index,
                concurrently,
            } => Operation::DropIndex {
                table,
                index,
                concurrently,
            },
            Operation::DropIndex {
                table,
                index,
                concurrently,
            } => Operation::AddIndex {
                table,
                index,
                concurrently,
            },
            Operation::RenameIndex {
                table,
                mut from,
                to,
            } => {
                let before = std::mem::replace(&mut from.name, to);
                Operation::RenameIndex {
                    table,
                    from,
                    to: before,
                }
            }
            Operation::AddForeignKey { table, key } => Operation::DropForeignKey { table, key },
            Operation::DropForeignKey { table, key } => Operation::AddForeignKey { table, key },
            Operation::CreateEnum(named) => Operation::DropEnum(named),
            Operation::DropEnum(named) => Operation::CreateEnum(named),
            Operation::AlterEnum { from, to } => Operation::AlterEnum { from: to, to: from },
            Operation::InsertRows(insert) => Operation::DeleteRows(insert),
            Operation::DeleteRows(insert) => Operation::InsertRows(insert),
            Operation::Backfill(_) => return Ok(Vec::new()),
            Operation::Sql(Sql { up, down }) => Operation::Sql(Sql {
                up: down.ok_or(Irreversible)?,
                down: Some(up),
            }),
        };
        Ok(vec![reversed])
    }
}
