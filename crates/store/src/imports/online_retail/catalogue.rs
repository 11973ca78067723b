//! The first step: the products, and the stock they begin with.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::plan::{Plan, PlannedProduct};
use super::position::{Added, CUSTOMERS, advance_in, record_in};
use super::row::Sort;
use super::{CURRENCY, documents, lookup};
use crate::case::without_case;
use crate::imports::{Import, ImportError};
use crate::inventory::{Entry, Ledger, MovementKind};
use crate::numbers::continue_after_in;
use crate::products::entity::{ActiveModel, Column, Entity};
use crate::products::{Kind, record_first_in};
use crate::{Store, Unit, audit, bulk, locations};

/// Why each product's first movement happened.
const OPENING_STOCK: &str = "opening stock";

/// A planned product as the store has it.
pub(super) struct KnownProduct {
    pub(super) id: i64,
    pub(super) is_stocked: bool,
    pub(super) unit: Unit,
}

/// What is read of a product.
#[derive(FromQueryResult)]
struct Found {
    id: i64,
    sku: String,
    kind: Kind,
    unit: Unit,
}

/// Writes the step; `None` if somebody else did.
pub(super) async fn write(
    store: &Store,
    plan: &Arc<Plan>,
    import: Import,
    end: i64,
) -> Result<Option<Import>, ImportError> {
    let (plan, unit_store, now) = (Arc::clone(plan), store.clone(), store.now());
    let unit = move |transaction: Transaction| {
        let (plan, import, store) = (Arc::clone(&plan), import.clone(), unit_store.clone());
        let actor = store.actor().to_string();
        async move {
            if !advance_in(&transaction, &import, CUSTOMERS, end, now).await? {
                return Ok(None);
            }
            record_run_in(&store, &transaction, &import, &plan).await?;
            continue_after_in(&transaction, highest_number(&plan)).await?;
            write_products_in(&transaction, &plan, &actor, now).await?;
            let products = find_in(&transaction, &plan).await?;
            receive_opening_stock_in(&store, &transaction, &plan, &products).await?;
            record_in(&transaction, &import, Added::default())
                .await
                .map(Some)
        }
    };
    store.database().write(unit).await
}

/// One audit row for all that the import writes, in the step that only one run takes.
async fn record_run_in(
    store: &Store,
    transaction: &Transaction,
    import: &Import,
    plan: &Plan,
) -> Result<(), ImportError> {
    let told = serde_json::json!({
        "source": import.source,
        "fingerprint": import.fingerprint,
        "documents": plan.documents.len(),
        "lines": plan.lines.len(),
        "products": plan.products.len(),
        "customers": plan.customers.len(),
    });
    let act = audit::Act::added("imports.run", format!("import {}", import.id), told);
    Ok(audit::record_in(store, transaction, act).await?)
}

/// The highest number that is one; letters in front make it another series. A number beyond what
/// a shop ever reaches is no reason to begin there.
fn highest_number(plan: &Plan) -> i64 {
    let numbers = plan
        .documents
        .iter()
        .filter_map(|document| document.number.parse().ok());
    numbers
        .filter(|number| *number < 1_000_000_000)
        .max()
        .unwrap_or(0)
}

/// Products that the store has already stay as they are.
async fn write_products_in(
    transaction: &Transaction,
    plan: &Plan,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    for products in plan.products.chunks(bulk::LIST) {
        let conflict = OnConflict::column(Column::Sku)
            .do_nothing_on([Column::Id])
            .to_owned();
        Entity::insert_many(products.iter().map(|product| row(product, now)))
            .on_conflict(conflict)
            .exec_without_returning(transaction)
            .await?;
        let skus = products.iter().map(|product| product.sku.to_string());
        record_first_in(transaction, skus, actor, now).await?;
    }
    Ok(())
}

fn row(product: &PlannedProduct, now: DateTime<Utc>) -> ActiveModel {
    let unnamed = || format!("{} (no name in source)", product.sku);
    let name = product.name.as_deref().map_or_else(unnamed, str::to_owned);
    ActiveModel {
        id: ActiveValue::NotSet,
        sku: ActiveValue::Set(product.sku.to_string()),
        barcode: ActiveValue::Set(None),
        search_name: ActiveValue::Set(without_case(&name)),
        name: ActiveValue::Set(name),
        description: ActiveValue::Set(None),
        search_description: ActiveValue::Set(None),
        product_type: ActiveValue::Set(None),
        kind: ActiveValue::Set(if product.is_service {
            Kind::Service
        } else {
            Kind::Goods
        }),
        category_id: ActiveValue::Set(None),
        tax_class_id: ActiveValue::Set(None),
        unit: ActiveValue::Set(Unit::Each),
        price: ActiveValue::Set(product.price),
        cost: ActiveValue::Set(None),
        currency: ActiveValue::Set(CURRENCY.to_string()),
        active: ActiveValue::Set(true),
        archived_at: ActiveValue::Set(None),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
    }
}

/// The planned products in the store, in the order of the plan.
pub(super) async fn find_in(
    transaction: &Transaction,
    plan: &Plan,
) -> Result<Vec<KnownProduct>, ImportError> {
    let mut found = HashMap::with_capacity(plan.products.len());
    for products in plan.products.chunks(bulk::LIST) {
        let rows: Vec<Found> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Sku, Column::Kind, Column::Unit])
            .filter(Column::Sku.is_in(products.iter().map(|product| &*product.sku)))
            .into_model()
            .all(transaction)
            .await?;
        found.extend(rows.into_iter().map(|row| {
            let product = KnownProduct {
                id: row.id,
                is_stocked: row.kind == Kind::Goods,
                unit: row.unit,
            };
            (row.sku, product)
        }));
    }
    plan.products
        .iter()
        .map(|product| {
            found
                .remove(&*product.sku)
                .ok_or_else(|| ImportError::Gone {
                    what: format!("product {}", product.sku),
                })
        })
        .collect()
}

/// Receives what is missing for the stock never to fall below zero.
async fn receive_opening_stock_in(
    store: &Store,
    transaction: &Transaction,
    plan: &Plan,
    products: &[KnownProduct],
) -> Result<(), ImportError> {
    let Some(first) = plan.documents.first() else {
        return Ok(());
    };
    let existing = lookup::existing_in(transaction, &plan.documents).await?;
    let needed = lowest(plan, &existing);
    let stocked: BTreeSet<i64> = products
        .iter()
        .filter(|product| product.is_stocked)
        .map(|product| product.id)
        .collect();
    let (now, actor) = (store.now(), store.actor().to_string());
    let location_id = locations::first_in(store, transaction).await?;
    let mut ledger = Ledger::open_in(transaction, location_id, &stocked, actor, now).await?;
    for (product, needed) in products.iter().zip(needed) {
        let missing = needed - ledger.available(product.id);
        if product.is_stocked && missing > 0 {
            ledger.append(Entry {
                product_id: product.id,
                quantity: missing,
                kind: MovementKind::Received,
                order_id: None,
                shipment_id: None,
                return_id: None,
                reason: Some(OPENING_STOCK.to_owned()),
                at: documents::moment(first.at),
            })?;
        }
    }
    ledger.write_in(transaction, now).await?;
    Ok(())
}

/// By product, how far below zero its stock would fall if it began at zero.
fn lowest(plan: &Plan, existing: &HashSet<String>) -> Vec<i64> {
    let mut stock = vec![0_i64; plan.products.len()];
    let mut needed = vec![0_i64; plan.products.len()];
    for document in &plan.documents {
        if existing.contains(&*document.number) {
            continue;
        }
        for line in &plan.lines[document.lines.clone()] {
            let product = line.product as usize;
            stock[product] += match document.sort {
                Sort::Sale | Sort::WriteOff => -line.quantity,
                Sort::Return => line.quantity,
            };
            needed[product] = needed[product].max(-stock[product]);
        }
    }
    needed
}
