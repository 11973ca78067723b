//! Postal addresses, and which customers they belong to.
//!
//! A customer always has an address and an address always has a customer. Every verb that adds or
//! removes a link locks the customers concerned first and then the address (`book`), so that two
//! removals at the same time cannot both leave the other one's link as the last.

mod add;
mod belongs_to;
mod book;
mod country;
mod create;
mod delete;
mod edit_link;
pub(crate) mod entity;
mod entry;
mod error;
mod forget;
mod get;
mod get_of;
pub(crate) mod link;
mod link_customer;
mod list;
mod list_of;
mod new_address;
mod of_customers;
mod snapshot;
mod unlink_customer;
mod update;

pub use add::{AddAddress, add};
pub use belongs_to::belongs_to;
pub(crate) use book::{gone_in, ids_of_in, remove_customer_in};
pub use country::CountryCode;
pub use create::{CreateAddress, create};
pub use delete::delete;
pub use edit_link::{EditLink, UnlessLinked, edit_link};
pub use entity::{Model as Address, table};
pub use entry::AddressOfCustomer;
pub use error::AddressError;
pub(crate) use forget::{forget_customer_in, forgotten};
pub use get::get;
pub use get_of::get_of;
pub use link::{Model as CustomerAddress, table as link_table};
pub(crate) use link_customer::insert_link_in;
pub use link_customer::{LinkAddress, link};
pub use list::{AddressSort, ListAddresses, list};
pub use list_of::list_of;
pub use new_address::NewAddress;
pub(crate) use new_address::{add_in, check};
pub use of_customers::of_customers;
pub(crate) use snapshot::{document_of, snapshot_in};
pub use unlink_customer::unlink;
pub use update::{UpdateAddress, update};
