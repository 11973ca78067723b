//! Page through the addresses.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Query, SimpleExpr};

use super::AddressError;
use super::entity::{Column, Entity, Model};
use super::link;
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What addresses can be sorted by.
    pub enum AddressSort of Entity by Column {
        /// When the address was recorded.
        CreatedAt = "created_at": Time CreatedAt created_at,
    }
    default Id ascending
}

/// Which addresses are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListAddresses {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<AddressSort>,
    /// In this customer's book. [`list_of`](super::list_of) tells their part in it too.
    pub customer_id: Option<i64>,
    /// ISO 3166-1 alpha-2, in upper or lower case.
    pub country: Option<String>,
    /// The postal code, letter for letter.
    pub zip_code: Option<String>,
}

/// The addresses that are wanted, a page of them.
pub async fn list(store: &Store, input: ListAddresses) -> Result<Page<Model>, AddressError> {
    let country = input.country.map(|country| country.to_uppercase());
    let filters = Filters::new()
        .and(input.customer_id.map(of))
        .equal_text(Column::Country, "country", country.as_deref())?
        .equal_text(Column::ZipCode, "zip_code", input.zip_code.as_deref())?;
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}

/// Whether it is in the customer's book.
fn of(customer_id: i64) -> SimpleExpr {
    let theirs = Query::select()
        .column(link::Column::AddressId)
        .from(link::Entity)
        .and_where(link::Column::CustomerId.eq(customer_id))
        .to_owned();
    Column::Id.in_subquery(theirs)
}
