//! How much of a product is at a location.

use std::collections::HashMap;

use mercer_database::Session;

use super::cell::Cell;
use super::export::{page, rows_of};
use super::writer::Writer;
use super::{ExportError, lists};
use crate::inventory::level::{Column, Entity};
use crate::products::entity as product;

pub(super) async fn write(session: &Session, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    let locations = lists::location_names(session).await?;
    let mut after = 0;
    loop {
        let rows = page::<Entity>(session, Column::Id, after).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id;
        let skus = skus(session, rows.iter().map(|row| row.product_id)).await?;
        for row in &rows {
            let (sku, location) = (skus.get(&row.product_id), locations.get(&row.location_id));
            writer.row(vec![
                Cell::optional(sku.map(String::as_str)),
                Cell::optional(location.map(String::as_str)),
                Cell::quantity(row.on_hand),
                Cell::quantity(row.reserved),
                row.reorder_point.map_or(Cell::Nothing, Cell::quantity),
            ])?;
        }
    }
}

/// The codes of these products.
pub(super) async fn skus(
    session: &Session,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ExportError> {
    let column = product::Column::Id;
    let rows = rows_of::<product::Entity>(session, column, column, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.sku)).collect())
}
