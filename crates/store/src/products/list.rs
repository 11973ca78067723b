//! Page through the catalogue.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::entity::{Column, Entity, Model};
use super::{ProductError, words};
use crate::case::without_case;
use crate::prefix::starts_with;
use crate::{Invalid, Page, PageRequest, Store, text};

/// Which products are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListProducts {
    /// Which part of the list.
    pub page: PageRequest,
    /// The first letters of the name, without regard to case; read from an index.
    pub name_prefix: Option<String>,
    /// Words that all occur in the name or the description, in any order and without regard to
    /// case. Reads the whole catalogue until the page is full: a shop's few thousand products are
    /// read in milliseconds.
    pub words: Option<String>,
    /// The shop's own grouping, letter for letter.
    pub product_type: Option<String>,
    /// The category itself, without those inside it.
    pub category_id: Option<i64>,
    /// Only those that can, or cannot, be ordered.
    pub active: Option<bool>,
    /// Only those that are, or are not, archived.
    pub archived: Option<bool>,
}

/// Products by id, oldest first.
pub async fn list(store: &Store, input: ListProducts) -> Result<Page<Model>, ProductError> {
    let request = input.page;
    let find = find(input)?;
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

/// The statement that reads a page and one row more.
pub(super) fn find(input: ListProducts) -> Result<Select<Entity>, Invalid> {
    let prefix = text::bounded("name_prefix", input.name_prefix.as_deref(), 200)?;
    let words = words::all_occur(input.words.as_deref())?;
    let is_archived = |archived| {
        if archived {
            Column::ArchivedAt.is_not_null()
        } else {
            Column::ArchivedAt.is_null()
        }
    };
    let wanted = [
        prefix.map(|prefix| starts_with(Column::SearchName, &without_case(&prefix))),
        words,
        input.product_type.map(|name| Column::ProductType.eq(name)),
        input.category_id.map(|id| Column::CategoryId.eq(id)),
        input.active.map(|active| Column::Active.eq(active)),
        input.archived.map(is_archived),
    ];
    let find = Entity::find()
        .filter(Column::Id.gt(input.page.after))
        .order_by_asc(Column::Id)
        .limit(input.page.limit + 1);
    Ok(wanted.into_iter().flatten().fold(find, Select::filter))
}
