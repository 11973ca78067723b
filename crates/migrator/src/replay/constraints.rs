//! Keys, uniques, checks, indexes and foreign keys.

use super::columns::known;
use super::{ReplayError, find, of_name};
use crate::{Check, ForeignKey, Index, IndexTerm, PrimaryKey, Schema, Table, Unique};

/// A primary key's columns are required from then on, as on the servers.
pub(super) fn alter_key(table: &mut Table, to: &PrimaryKey) -> Result<(), ReplayError> {
    to.columns
        .iter()
        .try_for_each(|column| known(table, column))?;
    table.primary_key.clone_from(&to.columns);
    table.identity = to.identity;
    table.clustered = to.clustered;
    for column in &mut table.columns {
        if to.columns.contains(&column.name) {
            column.nullable = false;
        }
    }
    Ok(())
}

pub(super) fn add_unique(table: &mut Table, unique: &Unique) -> Result<(), ReplayError> {
    unique
        .columns
        .iter()
        .try_for_each(|column| known(table, column))?;
    let names = table.uniques.iter().map(|it| &it.name);
    free(names, table, "unique constraint", &unique.name)?;
    table.uniques.push(unique.clone());
    Ok(())
}

pub(super) fn drop_unique(table: &mut Table, unique: &Unique) -> Result<(), ReplayError> {
    let place = table.uniques.iter().position(|it| {
        it.name == unique.name && (!it.name.is_empty() || it.columns == unique.columns)
    });
    if let Some(place) = place {
        table.uniques.remove(place);
        return Ok(());
    }
    // On MySQL a unique index and a unique constraint are one thing, and either may be meant.
    let place = table
        .indexes
        .iter()
        .position(|index| index.unique && index.name == unique.name && !index.name.is_empty());
    let missing = missing(table, "unique constraint", &unique.name, &unique.columns);
    table.indexes.remove(place.ok_or(missing)?);
    Ok(())
}

pub(super) fn add_check(table: &mut Table, check: &Check) -> Result<(), ReplayError> {
    let names = table.checks.iter().map(|it| &it.name);
    free(names, table, "check", &check.name)?;
    table.checks.push(check.clone());
    Ok(())
}

pub(super) fn drop_check(table: &mut Table, check: &Check) -> Result<(), ReplayError> {
    let place = table.checks.iter().position(|it| {
        it.name == check.name && (!it.name.is_empty() || it.expression == check.expression)
    });
    let expression = [check.expression.clone()];
    let missing = missing(table, "check", &check.name, &expression);
    table.checks.remove(place.ok_or(missing)?);
    Ok(())
}

pub(super) fn add_index(table: &mut Table, index: &Index) -> Result<(), ReplayError> {
    for part in &index.parts {
        if let IndexTerm::Column(column) = &part.term {
            known(table, column)?;
        }
    }
    let names = table.indexes.iter().map(|it| &it.name);
    free(names, table, "index", &index.name)?;
    table.indexes.push(index.clone());
    Ok(())
}

pub(super) fn drop_index(table: &mut Table, name: &str) -> Result<(), ReplayError> {
    if let Some(place) = unique_place(table, name) {
        table.uniques.remove(place);
        return Ok(());
    }
    let place = index_place(table, name)?;
    table.indexes.remove(place);
    Ok(())
}

pub(super) fn rename_index(table: &mut Table, from: &str, to: &str) -> Result<(), ReplayError> {
    if let Some(place) = unique_place(table, from) {
        to.clone_into(&mut table.uniques[place].name);
        return Ok(());
    }
    let place = index_place(table, from)?;
    let names = table.indexes.iter().map(|it| &it.name);
    free(names, table, "index", to)?;
    to.clone_into(&mut table.indexes[place].name);
    Ok(())
}

/// The place of the unique constraint that a unique index is on MySQL, if no index is called so.
fn unique_place(table: &Table, name: &str) -> Option<usize> {
    let is_index = table.indexes.iter().any(|index| index.name == name);
    let place = table.uniques.iter().position(|it| it.name == name);
    place.filter(|_| !is_index && !name.is_empty())
}

fn index_place(table: &Table, name: &str) -> Result<usize, ReplayError> {
    let place = table.indexes.iter().position(|it| it.name == name);
    place.ok_or_else(|| missing(table, "index", name, &[]))
}

pub(super) fn add_foreign_key(
    schema: &mut Schema,
    table: &str,
    key: &ForeignKey,
) -> Result<(), ReplayError> {
    let parent = find(schema, &key.parent)?;
    key.parent_columns
        .iter()
        .try_for_each(|column| known(parent, column))?;
    let table = of_name(schema, table)?;
    key.columns
        .iter()
        .try_for_each(|column| known(table, column))?;
    let names = table.foreign_keys.iter().map(|it| &it.name);
    free(names, table, "foreign key", &key.name)?;
    table.foreign_keys.push(key.clone());
    Ok(())
}

/// With the index that MySQL made for the key and called like it.
pub(super) fn drop_foreign_key(table: &mut Table, key: &ForeignKey) -> Result<(), ReplayError> {
    let place = table.foreign_keys.iter().position(|it| {
        it.name == key.name
            && (!it.name.is_empty() || it.columns == key.columns && it.parent == key.parent)
    });
    let missing = missing(table, "foreign key", &key.name, &key.columns);
    let key = table.foreign_keys.remove(place.ok_or(missing)?);
    table.indexes.retain(|index| {
        index.unique
            || index.name != key.name
            || index.plain_columns().as_ref() != Some(&key.columns)
    });
    Ok(())
}

/// A constraint for a message: by its name, or by its columns or condition where it has none.
pub(super) fn described(what: &str, name: &str, says: &[String]) -> String {
    if name.is_empty() {
        return format!("the {what} ({})", says.join(", "));
    }
    format!("{what} {name}")
}

fn free<'a>(
    mut names: impl Iterator<Item = &'a String>,
    table: &Table,
    what: &'static str,
    name: &str,
) -> Result<(), ReplayError> {
    if name.is_empty() || !names.any(|known| known == name) {
        return Ok(());
    }
    Err(ReplayError::Exists {
        table: table.name.clone(),
        what,
        name: name.to_owned(),
    })
}

fn missing(table: &Table, what: &'static str, name: &str, says: &[String]) -> ReplayError {
    let name = if name.is_empty() {
        format!("({})", says.join(", "))
    } else {
        name.to_owned()
    };
    ReplayError::Missing {
        table: table.name.clone(),
        what,
        name,
    }
}
