//! Who buys.

mod create;
mod delete;
mod email;
pub(crate) mod entity;
mod error;
mod find;
mod get;
mod list;
mod update;
mod username;

pub use create::{AddressChoice, CreateCustomer, NewCustomerAddress, create};
pub use delete::{Cascade, Removed, delete};
pub use email::Email;
pub use entity::{Model as Customer, table};
pub use error::CustomerError;
pub use find::{find_by_email, find_by_username};
pub use get::get;
pub use list::{ListCustomers, list};
pub use update::{UpdateCustomer, update};
pub use username::Username;
