//! Look at one invoice or credit note.

use mercer_database::Transaction;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Invoice, InvoiceError, InvoiceLine, entity, line};
use crate::Store;

/// A document with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceWithLines {
    /// The document.
    pub invoice: Invoice,
    /// Its lines, the delivery last.
    pub lines: Vec<InvoiceLine>,
}

/// The document with this id.
pub async fn get(store: &Store, id: i64) -> Result<InvoiceWithLines, InvoiceError> {
    read(store, entity::Column::Id.eq(id), format!("id {id}")).await
}

/// The document with this number.
pub async fn find(store: &Store, number: &str) -> Result<InvoiceWithLines, InvoiceError> {
    let is_it = entity::Column::Number.eq(number);
    read(store, is_it, number.to_owned()).await
}

async fn read(
    store: &Store,
    is_it: SimpleExpr,
    called: String,
) -> Result<InvoiceWithLines, InvoiceError> {
    // Documents never change: two statements see the same.
    store
        .database()
        .read(move |transaction: Transaction| {
            let (is_it, called) = (is_it.clone(), called.clone());
            async move {
                let found = entity::Entity::find().filter(is_it);
                let found = found.one(&transaction).await?;
                let invoice = found.ok_or(InvoiceError::NotFound(called))?;
                let mut lines = line::Entity::find()
                    .filter(line::Column::InvoiceId.eq(invoice.id))
                    .order_by_asc(line::Column::Line)
                    .order_by_asc(line::Column::TaxRatePpm)
                    .all(&transaction)
                    .await?;
                lines.sort_by_key(|line| line.line == 0);
                Ok(InvoiceWithLines { invoice, lines })
            }
        })
        .await
}
