//! PostgreSQL's enum types.

use super::ReplayError;
use crate::{ColumnType, EnumType, Schema};

pub(super) fn create(schema: &mut Schema, named: &EnumType) -> Result<(), ReplayError> {
    if schema.enums.iter().any(|known| known.name == named.name) {
        return Err(ReplayError::EnumExists {
            name: named.name.clone(),
        });
    }
    schema.enums.push(named.clone());
    Ok(())
}

pub(super) fn drop(schema: &mut Schema, name: &str) -> Result<(), ReplayError> {
    let place = place(schema, name)?;
    schema.enums.remove(place);
    Ok(())
}

pub(super) fn alter(schema: &mut Schema, from: &str, to: &EnumType) -> Result<(), ReplayError> {
    let place = place(schema, from)?;
    if from != to.name {
        let columns = schema.tables.iter_mut().flat_map(|it| &mut it.columns);
        for column in columns {
            if column.column_type == ColumnType::Other(from.to_owned()) {
                column.column_type = ColumnType::Other(to.name.clone());
            }
        }
    }
    schema.enums[place] = to.clone();
    Ok(())
}

fn place(schema: &Schema, name: &str) -> Result<usize, ReplayError> {
    let place = schema.enums.iter().position(|known| known.name == name);
    place.ok_or_else(|| ReplayError::NoEnum {
        name: name.to_owned(),
    })
}
