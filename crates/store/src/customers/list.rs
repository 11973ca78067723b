//! Page through the customers, or search them by first letters.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{SelectStatement, UnionType};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::CustomerError;
use super::entity::{Column, Entity, Model};
use crate::case::without_case;
use crate::filters::Filters;
use crate::listing::Listing;
use crate::prefix::starts_with;
use crate::sort::{Sort, sort_keys};
use crate::{Invalid, Page, PageRequest, Store, text};

sort_keys! {
    /// What customers can be sorted by.
    pub enum CustomerSort of Entity by Column {
        /// The family name without regard to case.
        LastName = "last_name": Text LastNameKey last_name_key,
        /// The user name.
        Username = "username": Text Username username,
        /// When the customer was recorded.
        CreatedAt = "created_at": Time CreatedAt created_at,
    }
    default Id ascending
}

/// Which customers are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListCustomers {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<CustomerSort>,
    /// The first letters of the family name, the given name, the e-mail address or the user name,
    /// in upper or lower case.
    pub prefix: Option<String>,
    /// The e-mail address, in upper or lower case.
    pub email: Option<String>,
    /// The user name, in upper or lower case.
    pub username: Option<String>,
    /// Recorded then or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Recorded earlier.
    pub created_until: Option<DateTime<Utc>>,
}

/// The customers that are wanted, a page of them.
pub async fn list(store: &Store, input: ListCustomers) -> Result<Page<Model>, CustomerError> {
    listing(input)?.read(store.database()).await
}

/// What is read.
pub(super) fn listing(input: ListCustomers) -> Result<Listing<CustomerSort>, Invalid> {
    let prefix = text::bounded("q", input.prefix.as_deref(), 254)?;
    let lower = |text: Option<String>| text.map(|text| text.to_lowercase());
    let (email, username) = (lower(input.email), lower(input.username));
    let filters = Filters::new()
        .equal_text(Column::Email, "email", email.as_deref())?
        .equal_text(Column::Username, "username", username.as_deref())?
        .from(Column::CreatedAt, input.created_from)
        .until(Column::CreatedAt, input.created_until);
    let listing = Listing::new(input.page, input.sort, filters)?;
    Ok(listing.among(prefix.map(|prefix| hits(&prefix))))
}

/// The ids of the customers with something that begins with the prefix.
///
/// Four searches joined, each in an index of its own and without touching the table, instead of one
/// with three ORs: for those a planner may well walk through the whole table in the order of ids.
fn hits(prefix: &str) -> SelectStatement {
    let prefix = without_case(prefix);
    let having = |column: Column| {
        Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(starts_with(column, &prefix))
            .into_query()
    };
    let mut hits = having(Column::LastNameKey);
    for column in [Column::FirstNameKey, Column::Email, Column::Username] {
        hits.union(UnionType::Distinct, having(column));
    }
    hits
}
