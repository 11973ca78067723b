//! What the documents of an order have billed of each line so far.

use std::collections::{BTreeMap, BTreeSet};

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::{InvoiceKind, InvoiceLine, entity, line};

/// Documents per statement: databases take only so many parameters.
const READ_AT_ONCE: usize = 1_000;

/// A line of an order at one tax rate, in parts per million.
pub(super) type Key = (i64, i64);

/// What was billed of a line at one rate: invoices less credit notes.
#[derive(Clone, Debug)]
pub(super) struct Billed {
    /// Thousandths.
    pub(super) quantity: i64,
    /// Minor units.
    pub(super) tax: i64,
    /// Minor units.
    pub(super) total: i64,
    /// How the last of the documents words it.
    pub(super) worded: InvoiceLine,
    /// The numbers of the invoices among them.
    pub(super) invoices: BTreeSet<String>,
}

/// Reads them. The order is locked, so that none is added meanwhile.
pub(super) async fn billed_in(
    transaction: &Transaction,
    order_id: i64,
) -> Result<BTreeMap<Key, Billed>, DbErr> {
    let documents = entity::Entity::find()
        .filter(entity::Column::OrderId.eq(order_id))
        .order_by_asc(entity::Column::Id)
        .all(transaction)
        .await?;
    let mut billed = BTreeMap::new();
    for part in documents.chunks(READ_AT_ONCE) {
        let ids = part.iter().map(|document| document.id);
        let lines = line::Entity::find()
            .filter(line::Column::InvoiceId.is_in(ids))
            .order_by_asc(line::Column::InvoiceId)
            .all(transaction)
            .await?;
        for line in lines {
            let document = part.iter().find(|document| document.id == line.invoice_id);
            if let Some(document) = document {
                add(&mut billed, &document.number, document.kind, line);
            }
        }
    }
    Ok(billed)
}

fn add(billed: &mut BTreeMap<Key, Billed>, number: &str, kind: InvoiceKind, line: InvoiceLine) {
    let sum = billed
        .entry((line.line, line.tax_rate_ppm))
        .or_insert_with(|| Billed {
            quantity: 0,
            tax: 0,
            total: 0,
            worded: line.clone(),
            invoices: BTreeSet::new(),
        });
    let sign = match kind {
        InvoiceKind::Invoice => {
            sum.invoices.insert(number.to_owned());
            1
        }
        InvoiceKind::CreditNote => -1,
    };
    sum.quantity += sign * line.quantity;
    sum.tax += sign * line.tax;
    sum.total += sign * line.total;
    sum.worded = line;
}
