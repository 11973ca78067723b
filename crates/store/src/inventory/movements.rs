//! The ledger.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::EntityTrait;

use super::movement::{Column, Entity, Model};
use super::{InventoryError, MovementKind};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Invalid, Page, PageRequest, Store};

sort_keys! {
    /// What movements can be sorted by. They are only ever added, so that the newest come first by
    /// `-id`.
    pub enum MovementSort of Entity by Column {}
    default Id ascending
}

/// Which movements are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListMovements {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; oldest first unless told otherwise.
    pub sort: Sort<MovementSort>,
    /// The product.
    pub product_id: Option<i64>,
    /// The place.
    pub location_id: Option<i64>,
    /// Why goods moved.
    pub kind: Option<MovementKind>,
    /// The order that caused it.
    pub order_id: Option<i64>,
    /// The transfer that it left or arrived with.
    pub transfer_id: Option<i64>,
    /// The stock count that found it more or less.
    pub count_id: Option<i64>,
    /// Then or later.
    pub from: Option<DateTime<Utc>>,
    /// Earlier.
    pub until: Option<DateTime<Utc>>,
}

impl ListMovements {
    /// The movements of one product.
    pub fn of(product_id: i64) -> Self {
        ListMovements {
            product_id: Some(product_id),
            ..ListMovements::default()
        }
    }
}

/// The movements that are wanted, a page of them.
pub async fn movements(store: &Store, input: ListMovements) -> Result<Page<Model>, InventoryError> {
    listing(input)?.read(store.database()).await
}

/// The movement with this id.
pub async fn movement(store: &Store, id: i64) -> Result<Model, InventoryError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let movement = Entity::find_by_id(id).one(&transaction).await?;
            movement.ok_or(InventoryError::UnknownMovement(id))
        })
        .await
}

/// What is read.
pub(crate) fn listing(input: ListMovements) -> Result<Listing<MovementSort>, Invalid> {
    let filters = Filters::new()
        .equal(Column::ProductId, input.product_id)
        .equal(Column::LocationId, input.location_id)
        .equal(Column::Kind, input.kind)
        .equal(Column::OrderId, input.order_id)
        .equal(Column::TransferId, input.transfer_id)
        .equal(Column::CountId, input.count_id)
        .from(Column::CreatedAt, input.from)
        .until(Column::CreatedAt, input.until);
    Listing::new(input.page, input.sort, filters)
}
