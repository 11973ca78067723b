//! Page through the categories.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::CategoryError;
use super::entity::{Column, Entity, Model};
use crate::{Page, PageRequest, Store};

/// Which categories are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListCategories {
    /// Which part of the list.
    pub page: PageRequest,
    /// Only those directly inside this category.
    pub parent_id: Option<i64>,
}

/// Categories by id, oldest first.
pub async fn list(store: &Store, input: ListCategories) -> Result<Page<Model>, CategoryError> {
    let request = input.page;
    let mut find = Entity::find()
        .filter(Column::Id.gt(request.after))
        .order_by_asc(Column::Id)
        .limit(request.limit + 1);
    if let Some(parent_id) = input.parent_id {
        find = find.filter(Column::ParentId.eq(parent_id));
    }
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = find.clone();
            async move {
                let rows = find.all(&transaction).await?;
                Ok(Page::of(rows, request, |row| row.id))
            }
        })
        .await
}
