//! Page through the transfers.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::TransferStatus;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Which transfers are wanted; `None` leaves a filter out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListTransfers {
    /// Which part of the list.
    pub page: PageRequest,
    /// Where they stand.
    pub status: Option<TransferStatus>,
    /// Where they left.
    pub from_location_id: Option<i64>,
    /// Where they are to arrive.
    pub to_location_id: Option<i64>,
}

/// Transfers by id, oldest first.
pub async fn list(store: &Store, input: ListTransfers) -> Result<Page<Model>, Error> {
    let wanted = [
        input
            .status
            .map(|status| Column::Status.eq(status.as_str())),
        input
            .from_location_id
            .map(|id| Column::FromLocationId.eq(id)),
        input.to_location_id.map(|id| Column::ToLocationId.eq(id)),
    ];
    let find = wanted
        .into_iter()
        .flatten()
        .fold(Entity::find(), Select::filter);
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = find.clone();
            async move {
                Ok(page::by_id(&transaction, find, Column::Id, input.page, |row| row.id).await?)
            }
        })
        .await
}
