//! Page through the staff.

use super::entity::{Column, Entity, Model};
use super::{Role, StaffError};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What users can be sorted by.
    pub enum UserSort of Entity by Column {
        /// The user name.
        Username = "username": Text Username username,
    }
    default Id ascending
}

/// Which users are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListUsers {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<UserSort>,
    /// What they may do.
    pub role: Option<Role>,
    /// Only those who may, or may not, sign in; both unless told otherwise.
    pub active: Option<bool>,
}

/// The users that are wanted, a page of them.
pub async fn list(store: &Store, input: ListUsers) -> Result<Page<Model>, StaffError> {
    let filters = Filters::new()
        .equal(Column::Role, input.role)
        .equal(Column::Active, input.active);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
