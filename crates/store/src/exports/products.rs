//! What is sold.

use mercer_database::Session;

use super::cell::Cell;
use super::export::page;
use super::writer::Writer;
use super::{ExportError, PATH_SEPARATOR, lists};
use crate::products::entity::{Column, Entity};

pub(super) async fn write(session: &Session, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    let categories = lists::all_categories(session).await?;
    let tax_codes = lists::tax_codes(session).await?;
    let mut after = 0;
    loop {
        let rows = page::<Entity>(session, Column::Id, after).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id;
        for row in &rows {
            let category = row.category_id.map(|id| lists::ancestors(&categories, id));
            let category = category.map(|names| names.join(PATH_SEPARATOR));
            let tax_class = row.tax_class_id.and_then(|id| tax_codes.get(&id));
            writer.row(vec![
                Cell::text(&row.sku),
                Cell::optional(row.barcode.as_deref()),
                Cell::text(&row.name),
                Cell::optional(row.description.as_deref()),
                Cell::optional(row.product_type.as_deref()),
                Cell::plain(row.kind),
                Cell::optional(category.as_deref()),
                Cell::optional(tax_class.map(String::as_str)),
                Cell::plain(row.unit),
                Cell::money(row.price, &row.currency),
                row.cost
                    .map_or(Cell::Nothing, |cost| Cell::money(cost, &row.currency)),
                Cell::plain(&row.currency),
                Cell::Flag(row.active),
                Cell::Flag(row.archived_at.is_some()),
            ])?;
        }
    }
}
