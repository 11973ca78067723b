//! Page through the catalogue.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::ProductError;
use super::entity::{Column, Entity, Model};
use crate::prefix::starts_with;
use crate::{Page, PageRequest, Store, text};

/// Which products are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListProducts {
    /// Which part of the list.
    pub page: PageRequest,
    /// The first letters of the name.
    pub name_prefix: Option<String>,
    /// The category itself, without those inside it.
    pub category_id: Option<i64>,
    /// Only those that can, or cannot, be ordered.
    pub active: Option<bool>,
}

/// Products by id, oldest first.
pub async fn list(store: &Store, input: ListProducts) -> Result<Page<Model>, ProductError> {
    let prefix = text::optional("name_prefix", input.name_prefix.as_deref(), 200)?;
    let request = input.page;
    let mut find = Entity::find()
        .filter(Column::Id.gt(request.after))
        .order_by_asc(Column::Id)
        .limit(request.limit + 1);
    if let Some(prefix) = prefix {
        find = find.filter(starts_with(Column::Name, &prefix));
    }
    if let Some(category_id) = input.category_id {
        find = find.filter(Column::CategoryId.eq(category_id));
    }
    if let Some(active) = input.active {
        find = find.filter(Column::Active.eq(active));
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
