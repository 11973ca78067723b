//! PostgreSQL's enum types.

use mercer_database::Kind;

use crate::{Operation, Schema};

/// Those that are missing or hold other values.
pub(super) fn compare(declared: &Schema, live: &Schema, kind: Kind, changes: &mut Vec<Operation>) {
    if kind != Kind::Postgres {
        return;
    }
    for wanted in &declared.enums {
        match live.enums.iter().find(|found| found.name == wanted.name) {
            None => changes.push(Operation::CreateEnum(wanted.clone())),
            Some(found) if found.values != wanted.values => changes.push(Operation::AlterEnum {
                from: found.clone(),
                to: wanted.clone(),
            }),
            Some(_) => {}
        }
    }
}

/// Those that only the live database has.
pub(super) fn unknown(declared: &Schema, live: &Schema, kind: Kind, changes: &mut Vec<Operation>) {
    if kind != Kind::Postgres {
        return;
    }
    for found in &live.enums {
        if declared
            .enums
            .iter()
            .all(|wanted| wanted.name != found.name)
        {
            changes.push(Operation::DropEnum(found.clone()));
        }
    }
}
