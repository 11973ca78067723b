//! Page through the invoices and credit notes.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::{Invoice, InvoiceError, series};
use crate::{Page, PageRequest, Store, page};

/// Which documents are wanted.
#[derive(Clone, Debug, Default)]
pub struct ListInvoices {
    /// Which part of the list.
    pub page: PageRequest,
    /// Only those of this order.
    pub order_id: Option<i64>,
    /// Only those of the series with this name.
    pub series: Option<String>,
}

/// Documents by id, oldest first.
pub async fn list(store: &Store, input: ListInvoices) -> Result<Page<Invoice>, InvoiceError> {
    store
        .database()
        .read(move |transaction: Transaction| {
            let input = input.clone();
            async move {
                let mut rows = Entity::find();
                if let Some(order_id) = input.order_id {
                    rows = rows.filter(Column::OrderId.eq(order_id));
                }
                if let Some(name) = input.series {
                    let series = series::Entity::find()
                        .filter(series::Column::Name.eq(name))
                        .one(&transaction)
                        .await?;
                    // Ids begin at 1: a series that never began has no documents.
                    rows = rows.filter(Column::SeriesId.eq(series.map_or(0, |series| series.id)));
                }
                Ok(page::by_id(&transaction, rows, Column::Id, input.page, |row| row.id).await?)
            }
        })
        .await
}
