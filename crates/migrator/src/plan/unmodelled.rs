//! What operations cannot say.

use mercer_database::Kind;

use super::changes::of_name;
use crate::unmodelled::{PRIMARY_KEY, listed};
use crate::{Operation, Schema, Table, Unmodelled};

/// Warns of what only one of two live databases has and the model has no words for: it stays
/// different.
pub(super) fn warn_of_differences(
    live: &Schema,
    target: &Schema,
    kind: Kind,
    warnings: &mut Vec<String>,
) {
    for wanted in &target.tables {
        let same = |table: &&Table| match kind {
            Kind::Sqlite => table.name.eq_ignore_ascii_case(&wanted.name),
            _ => table.name == wanted.name,
        };
        let Some(found) = live.tables.iter().find(same) else {
            if let Some(words) = listed(&wanted.unmodelled) {
                warnings.push(format!(
                    "{} has {words} in the target; create_table cannot say it and makes it \
                     without: add it in an `sql` operation",
                    wanted.name
                ));
            }
            continue;
        };
        let (more, less) = (only(wanted, found), only(found, wanted));
        for (words, has, has_not) in [
            (more, "the target", "this database"),
            (less, "this database", "the target"),
        ] {
            if let Some(words) = words {
                warnings.push(format!(
                    "{} has {words} in {has} and not in {has_not}; no operation says it, so it \
                     stays different: change it in an `sql` operation",
                    wanted.name
                ));
            }
        }
    }
}

/// What the one table has and the other has not.
fn only(one: &Table, other: &Table) -> Option<String> {
    let missing = |found: &&Unmodelled| !other.unmodelled.contains(found);
    listed(one.unmodelled.iter().filter(missing))
}

/// Warns of drops of what has more than the operation carries: when it is made again, at once or on
/// the way back, it comes without.
pub(super) fn warn_of_losses(changes: &[Operation], live: &Schema, warnings: &mut Vec<String>) {
    for change in changes {
        let Some(table) = of_name(&live.tables, change.table()) else {
            continue;
        };
        let lost = match change {
            Operation::DropTable(_) => listed(&table.unmodelled),
            Operation::DropColumn { column, .. } => table.unmodelled_of(&column.name),
            Operation::AlterPrimaryKey { from, to, .. } if from.columns != to.columns => {
                table.unmodelled_of(PRIMARY_KEY)
            }
            // One without a name is not to be told from the table itself.
            Operation::DropUnique { .. }
            | Operation::DropCheck { .. }
            | Operation::DropIndex { .. }
            | Operation::DropForeignKey { .. }
                if !change.name().is_empty() =>
            {
                table.unmodelled_of(change.name())
            }
            _ => None,
        };
        if let Some(words) = lost {
            warnings.push(format!(
                "{change}: it has {words}, which operations have no words for; made again it comes \
                 without"
            ));
        }
    }
}
