//! The later steps: sales, returns and write-offs, many to a unit of work.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::Value;

use super::plan::{Document, Line, Plan};
use super::position::{Added, FIRST_DOCUMENT, advance_in, record_in};
use super::row::Sort;
use super::{CURRENCY, Known, NOT_IN_SOURCE, SOURCE, count, lookup, lost};
use crate::imports::{Import, ImportError, write_off};
use crate::inventory::{Entry, InventoryError, Ledger, MovementKind};
use crate::orders::{FulfilmentStatus, OrderKind, OrderStatus, PaymentStatus};
use crate::orders::{entity as order, item};
use crate::{Store, bulk, locations};

/// Why goods were written off when the source does not say.
const NO_REASON: &str = "no reason in source";

/// Why stock was corrected before goods left that were not there: other business of the store
/// took them between the opening stock and this document.
const CORRECTION: &str = "import: more left than was on hand";

/// Consecutive documents that are written together.
#[derive(Clone)]
pub(super) struct Batch {
    plan: Arc<Plan>,
    known: Arc<Known>,
    import: Import,
    documents: std::ops::Range<usize>,
}

impl Batch {
    /// The documents from the import's position on, about `rows` rows of them, at least one.
    pub(super) fn next(plan: &Arc<Plan>, known: Arc<Known>, import: &Import, rows: usize) -> Self {
        let start = usize::try_from(import.position - FIRST_DOCUMENT).unwrap_or(0);
        let first_line = plan.documents[start].lines.start;
        let fitting = plan.documents[start..]
            .iter()
            .take_while(|document| document.lines.end <= first_line + rows)
            .count();
        Batch {
            plan: Arc::clone(plan),
            known,
            import: import.clone(),
            documents: start..start + fitting.max(1),
        }
    }

    /// Writes the batch and moves the import on; `None` if somebody else did.
    pub(super) async fn write(self, store: &Store) -> Result<Option<Import>, ImportError> {
        let unit_store = store.clone();
        let unit = move |transaction: Transaction| {
            let (batch, store) = (self.clone(), unit_store.clone());
            async move { batch.write_in(&store, &transaction).await }
        };
        store.database().write(unit).await
    }

    async fn write_in(
        &self,
        store: &Store,
        transaction: &Transaction,
    ) -> Result<Option<Import>, ImportError> {
        let (now, actor) = (store.now(), store.actor().to_string());
        let to = FIRST_DOCUMENT + count(self.documents.end);
        let end = FIRST_DOCUMENT + count(self.plan.documents.len());
        if !advance_in(transaction, &self.import, to, end, now).await? {
            return Ok(None);
        }
        let planned = &self.plan.documents[self.documents.clone()];
        let existing = lookup::existing_in(transaction, planned).await?;
        let new: Vec<&Document> = planned
            .iter()
            .filter(|document| !existing.contains(&*document.number))
            .collect();
        let location_id = locations::first_in(store, transaction).await?;
        let products = self.stocked(&new);
        // Stock first: on MariaDB the other order deadlocks.
        let mut ledger = Ledger::open_in(transaction, location_id, &products, actor, now).await?;
        let totals = self
            .write_orders_in(transaction, &new, location_id, now)
            .await?;
        let ids = lookup::order_ids_in(transaction, &new).await?;
        self.write_items_in(transaction, &new, &ids).await?;
        write_write_offs_in(transaction, &new, now).await?;
        self.move_goods(&mut ledger, &new, &ids)?;
        ledger.write_in(transaction, now).await?;
        let added = Added {
            skipped: count(planned.len() - new.len()),
            ..totals
        };
        record_in(transaction, &self.import, added).await.map(Some)
    }

    fn lines(&self, document: &Document) -> &[Line] {
        &self.plan.lines[document.lines.clone()]
    }

    /// The products whose stock the documents move.
    fn stocked(&self, documents: &[&Document]) -> BTreeSet<i64> {
        documents
            .iter()
            .flat_map(|document| self.lines(document))
            .map(|line| &self.known.products[line.product as usize])
            .filter(|product| product.is_stocked)
            .map(|product| product.id)
            .collect()
    }

    async fn write_orders_in(
        &self,
        transaction: &Transaction,
        documents: &[&Document],
        location_id: i64,
        now: DateTime<Utc>,
    ) -> Result<Added, ImportError> {
        let mut added = Added::default();
        let mut values = Vec::new();
        for document in documents {
            let lines = self.lines(document);
            added.lines += count(lines.len());
            let Some((kind, fulfilment)) = order_kind(document.sort) else {
                added.write_offs += 1;
                continue;
            };
            // No sum can overflow: the plan refused rows that would.
            let total: i64 = lines.iter().filter_map(Line::total).sum();
            match kind {
                OrderKind::Sale => (added.sales += 1, added.net += total),
                OrderKind::Return => (added.returns += 1, added.net -= total),
            };
            let address = address(document.country);
            values.extend([
                Value::from(&*document.number),
                Value::from(kind),
                Value::from(self.known.customers[document.customer as usize]),
                Value::from(location_id),
                Value::from(CURRENCY.code()),
                Value::from(OrderStatus::Placed),
                Value::from(PaymentStatus::Unrecorded),
                Value::from(fulfilment),
                Value::from(total),
                Value::from(total),
                Value::from(count(lines.len())),
                Value::from(address.clone()),
                Value::from(address),
                Value::from(SOURCE),
                Value::from(moment(document.at)),
                Value::from(now),
                Value::from(now),
            ]);
        }
        bulk::insert_rows(
            transaction,
            order::Entity,
            &ORDER_COLUMNS,
            &FIXED_ORDER_COLUMNS,
            values,
        )
        .await?;
        Ok(added)
    }

    async fn write_items_in(
        &self,
        transaction: &Transaction,
        documents: &[&Document],
        ids: &HashMap<String, i64>,
    ) -> Result<(), ImportError> {
        let rows: usize = documents.iter().map(|document| document.lines.len()).sum();
        let mut values = Vec::with_capacity(rows * ITEM_COLUMNS.len());
        for document in documents {
            let Some((kind, _)) = order_kind(document.sort) else {
                continue;
            };
            let order_id = id_of(document, ids)?;
            for (index, line) in self.lines(document).iter().enumerate() {
                let planned = &self.plan.products[line.product as usize];
                let product = &self.known.products[line.product as usize];
                let name = self.plan.text(line).or(planned.name.as_deref());
                let (shipped, returned) = match kind {
                    OrderKind::Sale => (line.quantity, 0),
                    OrderKind::Return => (0, line.quantity),
                };
                values.extend([
                    Value::from(order_id),
                    Value::from(count(index) + 1),
                    Value::from(product.id),
                    Value::from(&*planned.sku),
                    Value::from(name.unwrap_or(NOT_IN_SOURCE)),
                    Value::from(product.unit),
                    Value::from(product.is_stocked),
                    Value::from(line.unit_price()),
                    Value::from(line.quantity),
                    Value::from(line.total()),
                    Value::from(line.total()),
                    Value::from(shipped),
                    Value::from(returned),
                ]);
            }
        }
        bulk::insert_rows(
            transaction,
            item::Entity,
            &ITEM_COLUMNS,
            &FIXED_ITEM_COLUMNS,
            values,
        )
        .await?;
        Ok(())
    }

    /// Every line of goods is a movement at the time of its document.
    fn move_goods(
        &self,
        ledger: &mut Ledger,
        documents: &[&Document],
        ids: &HashMap<String, i64>,
    ) -> Result<(), ImportError> {
        for document in documents {
            let (kind, direction, order_id) = match document.sort {
                Sort::Sale => (MovementKind::Sold, -1, Some(id_of(document, ids)?)),
                Sort::Return => (MovementKind::Returned, 1, Some(id_of(document, ids)?)),
                Sort::WriteOff => (MovementKind::Adjusted, -1, None),
            };
            for line in self.lines(document) {
                let product = &self.known.products[line.product as usize];
                if !product.is_stocked {
                    continue;
                }
                let reason = (document.sort == Sort::WriteOff)
                    .then(|| self.plan.text(line).unwrap_or(NO_REASON).to_owned());
                let entry = Entry {
                    product_id: product.id,
                    quantity: line.quantity * direction,
                    kind,
                    order_id,
                    shipment_id: None,
                    return_id: None,
                    reason,
                    at: moment(document.at),
                };
                append(ledger, entry)?;
            }
        }
        Ok(())
    }
}

fn append(ledger: &mut Ledger, entry: Entry) -> Result<(), InventoryError> {
    let missing = -entry.quantity - ledger.available(entry.product_id);
    if entry.quantity < 0 && missing > 0 {
        ledger.append(Entry {
            quantity: missing,
            kind: MovementKind::Adjusted,
            order_id: None,
            shipment_id: None,
            return_id: None,
            reason: Some(CORRECTION.to_owned()),
            ..entry.clone()
        })?;
    }
    ledger.append(entry)
}

const ORDER_COLUMNS: [order::Column; 17] = [
    order::Column::Number,
    order::Column::Kind,
    order::Column::CustomerId,
    order::Column::LocationId,
    order::Column::Currency,
    order::Column::Status,
    order::Column::PaymentStatus,
    order::Column::FulfilmentStatus,
    order::Column::Subtotal,
    order::Column::Total,
    order::Column::LastLine,
    order::Column::ShippingAddress,
    order::Column::BillingAddress,
    order::Column::Source,
    order::Column::PlacedAt,
    order::Column::CreatedAt,
    order::Column::UpdatedAt,
];

const FIXED_ITEM_COLUMNS: [(item::Column, &str); 7] = [
    (item::Column::Discount, "0"),
    (item::Column::OrderDiscount, "0"),
    (item::Column::TaxRate, "0"),
    (item::Column::Tax, "0"),
    (item::Column::Allocated, "0"),
    (item::Column::Delivered, "0"),
    (item::Column::Refunded, "0"),
];

const FIXED_ORDER_COLUMNS: [(order::Column, &str); 11] = [
    (order::Column::PricesIncludeTax, "FALSE"),
    (order::Column::Credited, "0"),
    (order::Column::ShippingRefunded, "0"),
    (order::Column::Pledged, "0"),
    (order::Column::Refunding, "0"),
    (order::Column::Discount, "0"),
    (order::Column::Shipping, "0"),
    (order::Column::Tax, "0"),
    (order::Column::Captured, "0"),
    (order::Column::Refunded, "0"),
    (order::Column::Version, "1"),
];

const ITEM_COLUMNS: [item::Column; 13] = [
    item::Column::OrderId,
    item::Column::Line,
    item::Column::ProductId,
    item::Column::Sku,
    item::Column::Name,
    item::Column::Unit,
    item::Column::Stocked,
    item::Column::UnitPrice,
    item::Column::Quantity,
    item::Column::Subtotal,
    item::Column::Total,
    item::Column::Shipped,
    item::Column::Returned,
];

/// What kind of order a document is; a write-off is none.
fn order_kind(sort: Sort) -> Option<(OrderKind, FulfilmentStatus)> {
    match sort {
        Sort::Sale => Some((OrderKind::Sale, FulfilmentStatus::Fulfilled)),
        Sort::Return => Some((OrderKind::Return, FulfilmentStatus::Returned)),
        Sort::WriteOff => None,
    }
}

/// An order's address as orders keep it; all that the source knows is the country.
fn address(country: &str) -> serde_json::Value {
    serde_json::json!({
        "line1": NOT_IN_SOURCE,
        "line2": null,
        "city": NOT_IN_SOURCE,
        "state": null,
        "country": country,
        "zip_code": null,
        "phone_number": null,
    })
}

/// Seconds since 1970 as a time; the plan holds only such as are one.
pub(super) fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

fn id_of(document: &Document, ids: &HashMap<String, i64>) -> Result<i64, ImportError> {
    ids.get(&*document.number)
        .copied()
        .ok_or_else(|| lost(&document.number))
}

async fn write_write_offs_in(
    transaction: &Transaction,
    documents: &[&Document],
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let columns = [
        write_off::Column::Source,
        write_off::Column::Number,
        write_off::Column::CreatedAt,
    ];
    let values = documents
        .iter()
        .filter(|document| document.sort == Sort::WriteOff)
        .flat_map(|document| {
            [
                Value::from(SOURCE),
                Value::from(&*document.number),
                Value::from(now),
            ]
        })
        .collect();
    bulk::insert_rows(transaction, write_off::Entity, &columns, &[], values).await?;
    Ok(())
}
