//! The short lists that the others refer to.

use std::collections::HashMap;

use mercer_database::Session;

use super::ExportError;
use super::cell::Cell;
use super::export::all;
use super::writer::Writer;
use crate::categories::{Category, entity as category};
use crate::locations::{Location, entity as location};
use crate::taxes::{TaxClass, entity as tax_class};

pub(super) async fn tax_classes(
    session: &Session,
    writer: &mut Writer<'_>,
) -> Result<(), ExportError> {
    for row in all_tax_classes(session).await? {
        writer.row(vec![
            Cell::text(&row.code),
            Cell::text(&row.name),
            Cell::percent(row.rate.ppm()),
        ])?;
    }
    Ok(())
}

/// Parents before what lies in them.
pub(super) async fn categories(
    session: &Session,
    writer: &mut Writer<'_>,
) -> Result<(), ExportError> {
    let all = all_categories(session).await?;
    let mut ids: Vec<i64> = all.keys().copied().collect();
    ids.sort_unstable_by_key(|id| (ancestors(&all, *id).len(), *id));
    for id in ids {
        let row = &all[&id];
        let parent = row.parent_id.and_then(|id| all.get(&id));
        writer.row(vec![
            Cell::text(&row.name),
            Cell::optional(parent.map(|parent| parent.name.as_str())),
            Cell::optional(row.description.as_deref()),
        ])?;
    }
    Ok(())
}

pub(super) async fn locations(
    session: &Session,
    writer: &mut Writer<'_>,
) -> Result<(), ExportError> {
    for row in all_locations(session).await? {
        writer.row(vec![Cell::text(&row.name), Cell::Flag(row.active)])?;
    }
    Ok(())
}

/// Every category by its id.
pub(super) async fn all_categories(
    session: &Session,
) -> Result<HashMap<i64, Category>, ExportError> {
    let rows = all::<category::Entity>(session, category::Column::Id, |row| row.id).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The names from the outermost category to this one.
pub(super) fn ancestors(all: &HashMap<i64, Category>, id: i64) -> Vec<&str> {
    let mut names = Vec::new();
    let mut next = Some(id);
    // No longer than there are categories, should they ever lie in a circle.
    while let Some(row) = next.and_then(|id| all.get(&id))
        && names.len() < all.len()
    {
        names.push(row.name.as_str());
        next = row.parent_id;
    }
    names.reverse();
    names
}

/// The names of the locations by their ids.
pub(super) async fn location_names(session: &Session) -> Result<HashMap<i64, String>, ExportError> {
    let rows = all_locations(session).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The codes of the tax classes by their ids.
pub(super) async fn tax_codes(session: &Session) -> Result<HashMap<i64, String>, ExportError> {
    let rows = all_tax_classes(session).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

async fn all_tax_classes(session: &Session) -> Result<Vec<TaxClass>, ExportError> {
    all::<tax_class::Entity>(session, tax_class::Column::Id, |row| row.id).await
}

async fn all_locations(session: &Session) -> Result<Vec<Location>, ExportError> {
    all::<location::Entity>(session, location::Column::Id, |row| row.id).await
}
