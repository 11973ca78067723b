//! Write a document under its number: what issuing an invoice and a credit note share.

use std::collections::{BTreeMap, BTreeSet};

use mercer_database::{Json, Transaction};
use sea_orm::{ActiveValue, EntityTrait, IntoActiveModel};

use super::billed::{Billed, Key, billed_in};
use super::difference::differences;
use super::series::take_in;
use super::{Invoice, InvoiceError, InvoiceKind, InvoiceLine, InvoiceWithLines, entity, line};
use crate::orders::{self, Order, OrderKind, OrderStatus};
use crate::{Store, audit, customers};

/// Lines per statement: databases take only so many parameters.
const WRITTEN_AT_ONCE: usize = 500;

/// A document to be issued.
pub(super) struct Wanted {
    pub(super) order_id: i64,
    pub(super) kind: InvoiceKind,
    /// The name of the series, checked.
    pub(super) series: String,
    pub(super) reason: Option<String>,
}

/// Issues it in one transaction, which locks the order, then the series.
pub(super) async fn write(store: &Store, wanted: Wanted) -> Result<InvoiceWithLines, InvoiceError> {
    let asked = std::sync::Arc::new((store.clone(), wanted));
    store
        .database()
        .write(move |transaction: Transaction| {
            let asked = asked.clone();
            async move { write_in(&asked.0, &transaction, &asked.1).await }
        })
        .await
}

async fn write_in(
    store: &Store,
    transaction: &Transaction,
    wanted: &Wanted,
) -> Result<InvoiceWithLines, InvoiceError> {
    let order_id = wanted.order_id;
    let locked = orders::locked_in(transaction, order_id).await;
    let locked = locked.map_err(|error| InvoiceError::of_order(order_id, error))?;
    check_billable(&locked.order)?;
    let billed = billed_in(transaction, order_id).await?;
    let mut lines = differences(&locked, &billed, wanted.kind)?;
    let order = locked.order;
    if lines.is_empty() {
        let number = order.number;
        return Err(match wanted.kind {
            InvoiceKind::Invoice => InvoiceError::NothingToBill { number },
            InvoiceKind::CreditNote => InvoiceError::NothingToCredit { number },
        });
    }
    let corrects = match wanted.kind {
        InvoiceKind::Invoice => None,
        InvoiceKind::CreditNote => Some(corrected(&billed, &lines)),
    };
    let mut invoice = head(store, transaction, wanted, order, &lines).await?;
    invoice.corrects = corrects;
    invoice.id = insert(transaction, &invoice, &mut lines).await?;
    record(store, transaction, &invoice).await?;
    Ok(InvoiceWithLines { invoice, lines })
}

fn check_billable(order: &Order) -> Result<(), InvoiceError> {
    let reason = match (order.kind, order.status) {
        (OrderKind::Return, _) => "it takes goods back and sells none",
        (OrderKind::Sale, OrderStatus::Draft) => "it is not placed yet",
        (OrderKind::Sale, OrderStatus::Placed | OrderStatus::Cancelled) => return Ok(()),
    };
    Err(InvoiceError::NotBillable {
        number: order.number.clone(),
        reason: reason.to_owned(),
    })
}

/// The invoices that billed what these lines credit.
fn corrected(billed: &BTreeMap<Key, Billed>, lines: &[InvoiceLine]) -> Json {
    let numbers: BTreeSet<&String> = lines
        .iter()
        .filter_map(|line| billed.get(&(line.line, line.tax_rate_ppm)))
        .flat_map(|billed| &billed.invoices)
        .collect();
    Json(serde_json::json!(numbers))
}

/// The document without its id. Takes the number: what follows must be able to give it back.
async fn head(
    store: &Store,
    transaction: &Transaction,
    wanted: &Wanted,
    order: Order,
    lines: &[InvoiceLine],
) -> Result<Invoice, InvoiceError> {
    let customer = customers::entity::Entity::find_by_id(order.customer_id)
        .one(transaction)
        .await?;
    let name = |customer: customers::Customer| {
        let name = format!("{} {}", customer.first_name, customer.last_name);
        name.trim().to_owned()
    };
    let taken = take_in(transaction, &wanted.series, wanted.kind).await?;
    let sum = |amount: fn(&InvoiceLine) -> i64| lines.iter().map(amount).sum();
    Ok(Invoice {
        id: 0,
        series_id: taken.series_id,
        sequence_number: taken.sequence_number,
        number: taken.number,
        kind: wanted.kind,
        order_id: Some(order.id),
        order_number: order.number,
        customer_name: customer.map(name).unwrap_or_default(),
        billing_address: order.billing_address,
        currency: order.currency,
        prices_include_tax: order.prices_include_tax,
        net: sum(|line| line.net),
        tax: sum(|line| line.tax),
        total: sum(|line| line.total),
        corrects: None,
        reason: wanted.reason.clone(),
        issued_at: store.now(),
        actor: store.actor().to_string(),
    })
}

/// Writes the document and its lines; returns its id.
async fn insert(
    transaction: &Transaction,
    invoice: &Invoice,
    lines: &mut [InvoiceLine],
) -> Result<i64, InvoiceError> {
    let mut row = entity::ActiveModel::from(invoice.clone());
    row.id = ActiveValue::NotSet;
    let inserted = entity::Entity::insert(row).exec(transaction).await?;
    let id = inserted.last_insert_id;
    for line in lines.iter_mut() {
        line.invoice_id = id;
    }
    for part in lines.chunks(WRITTEN_AT_ONCE) {
        let rows = part.iter().map(|line| line.clone().into_active_model());
        line::Entity::insert_many(rows)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(id)
}

async fn record(
    store: &Store,
    transaction: &Transaction,
    invoice: &Invoice,
) -> Result<(), InvoiceError> {
    let after = serde_json::json!({
        "number": invoice.number, "currency": invoice.currency,
        "net": invoice.net, "tax": invoice.tax, "total": invoice.total,
        "corrects": invoice.corrects, "reason": invoice.reason,
    });
    let act = audit::Act {
        action: match invoice.kind {
            InvoiceKind::Invoice => "invoices.issue",
            InvoiceKind::CreditNote => "invoices.credit",
        },
        subject: format!("invoice {}", invoice.id),
        order_id: invoice.order_id,
        before: None,
        after: Some(after),
    };
    Ok(audit::record_in(store, transaction, act).await?)
}
