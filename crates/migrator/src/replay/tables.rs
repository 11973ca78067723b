//! Creating, dropping and renaming tables.

use mercer_database::Kind;

use super::mentions::{Meaning, rename_in};
use super::{ReplayError, find, of_name, place};
use crate::{IndexTerm, Schema, Table};

pub(super) fn create(schema: &mut Schema, table: &Table) -> Result<(), ReplayError> {
    if schema.tables.iter().any(|known| known.name == table.name) {
        return Err(exists(&table.name));
    }
    let table = Table {
        renamed_from: None,
        ..table.clone()
    };
    schema.tables.push(table);
    Ok(())
}

pub(super) fn drop(schema: &mut Schema, name: &str) -> Result<(), ReplayError> {
    let name = find(schema, name)?.name.clone();
    for child in schema.tables.iter().filter(|child| child.name != name) {
        if let Some(key) = child.foreign_keys.iter().find(|key| key.parent == name) {
            return Err(ReplayError::TableInUse {
                table: name,
                child: child.name.clone(),
                key: super::constraints::described("foreign key", &key.name, &key.columns),
            });
        }
    }
    schema.tables.retain(|table| table.name != name);
    Ok(())
}

pub(super) fn rename(
    schema: &mut Schema,
    from: &str,
    to: &str,
    kind: Option<Kind>,
) -> Result<(), ReplayError> {
    let from = find(schema, from)?.name.clone();
    let taken = place(&schema.tables, to).map(|place| &schema.tables[place].name);
    if taken.is_some_and(|name| name == to) {
        return Err(exists(to));
    }
    to.clone_into(&mut of_name(schema, &from)?.name);
    for table in &mut schema.tables {
        for key in &mut table.foreign_keys {
            if key.parent.eq_ignore_ascii_case(&from) {
                to.clone_into(&mut key.parent);
            }
        }
    }
    let renamed = |text: &mut String| *text = rename_in(text, &from, to, Meaning::Table, kind);
    let table = of_name(schema, to)?;
    table
        .checks
        .iter_mut()
        .for_each(|check| renamed(&mut check.expression));
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(renamed);
        for part in &mut index.parts {
            if let IndexTerm::Expression(text) = &mut part.term {
                renamed(text);
            }
        }
    }
    let anywhere = |text: &mut String| *text = rename_in(text, &from, to, Meaning::Any, kind);
    let triggers = schema.tables.iter_mut().flat_map(|t| &mut t.triggers);
    triggers
        .chain(&mut schema.views)
        .for_each(|text| anywhere(&mut text.sql));
    Ok(())
}

fn exists(table: &str) -> ReplayError {
    ReplayError::TableExists {
        table: table.to_owned(),
    }
}
