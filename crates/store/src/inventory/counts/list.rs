//! Page through the counts.

use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::CountStatus;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store, page};

/// Which counts are wanted; `None` leaves a filter out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListCounts {
    /// Which part of the list.
    pub page: PageRequest,
    /// Where they stand.
    pub status: Option<CountStatus>,
    /// What place they count.
    pub location_id: Option<i64>,
}

/// Counts by id, oldest first.
pub async fn list(store: &Store, input: ListCounts) -> Result<Page<Model>, Error> {
    let wanted = [
        input
            .status
            .map(|status| Column::Status.eq(status.as_str())),
        input.location_id.map(|id| Column::LocationId.eq(id)),
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
