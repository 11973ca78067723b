//! Page through the categories.

use super::CategoryError;
use super::entity::{Column, Entity, Model};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::prefix::starts_with;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store, text};

sort_keys! {
    /// What categories can be sorted by.
    pub enum CategorySort of Entity by Column {
        /// The name, capitals before small letters.
        Name = "name": Text Name name,
    }
    default Id ascending
}

/// Which categories are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListCategories {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<CategorySort>,
    /// The first letters of the name, letter for letter.
    pub q: Option<String>,
    /// Only those directly inside this category.
    pub parent_id: Option<i64>,
}

/// The categories that are wanted, a page of them.
pub async fn list(store: &Store, input: ListCategories) -> Result<Page<Model>, CategoryError> {
    let prefix = text::bounded("q", input.q.as_deref(), 100)?;
    let filters = Filters::new()
        .and(prefix.map(|prefix| starts_with(Column::Name, &prefix)))
        .equal(Column::ParentId, input.parent_id);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
