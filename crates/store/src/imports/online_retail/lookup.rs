//! Documents by their numbers: which the store has, and under which ids.

use std::collections::{HashMap, HashSet};

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::SOURCE;
use super::plan::Document;
use super::row::Sort;
use crate::bulk;
use crate::imports::{ImportError, write_off};
use crate::orders::entity as order;

/// The numbers among these documents' that the store has already.
pub(super) async fn existing_in(
    transaction: &Transaction,
    documents: &[Document],
) -> Result<HashSet<String>, ImportError> {
    let (write_offs, orders): (Vec<&Document>, Vec<&Document>) = documents
        .iter()
        .partition(|document| document.sort == Sort::WriteOff);
    let mut existing = HashSet::new();
    for numbers in numbers(&orders).chunks(bulk::LIST) {
        let found: Vec<String> = order::Entity::find()
            .select_only()
            .column(order::Column::Number)
            .filter(bulk::among(order::Column::Number, numbers))
            .into_tuple()
            .all(transaction)
            .await?;
        existing.extend(found);
    }
    for numbers in numbers(&write_offs).chunks(bulk::LIST) {
        let found: Vec<String> = write_off::Entity::find()
            .select_only()
            .column(write_off::Column::Number)
            .filter(write_off::Column::Source.eq(SOURCE))
            .filter(bulk::among(write_off::Column::Number, numbers))
            .into_tuple()
            .all(transaction)
            .await?;
        existing.extend(found);
    }
    Ok(existing)
}

/// Sorted as every database sorts text: byte by byte.
fn numbers<'a>(documents: &[&'a Document]) -> Vec<&'a str> {
    let mut numbers: Vec<_> = documents.iter().map(|d| &*d.number).collect();
    numbers.sort_unstable();
    numbers
}

/// What is read of an order.
#[derive(FromQueryResult)]
struct Found {
    id: i64,
    number: String,
}

/// The ids of these documents' orders, by number.
pub(super) async fn order_ids_in(
    transaction: &Transaction,
    documents: &[&Document],
) -> Result<HashMap<String, i64>, ImportError> {
    let mut ids = HashMap::with_capacity(documents.len());
    for numbers in numbers(documents).chunks(bulk::LIST) {
        let found: Vec<Found> = order::Entity::find()
            .select_only()
            .columns([order::Column::Number, order::Column::Id])
            .filter(bulk::among(order::Column::Number, numbers))
            .into_model()
            .all(transaction)
            .await?;
        ids.extend(found.into_iter().map(|row| (row.number, row.id)));
    }
    Ok(ids)
}
