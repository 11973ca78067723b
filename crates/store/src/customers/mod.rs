//! Who buys.

mod change_password;
mod create;
mod delete;
pub(crate) mod entity;
mod erase;
mod error;
mod find;
mod get;
mod get_many;
mod history;
mod list;
mod register;
mod reset_password;
mod sign_in;
#[cfg(test)]
mod tests;
mod update;

pub use crate::email::Email;
pub use crate::username::Username;
pub use change_password::{ChangePassword, change_password};
pub use create::{AddressChoice, CreateCustomer, NewCustomerAddress, create};
pub use delete::{Cascade, Removed, delete};
pub use entity::{Model as Customer, table};
pub use erase::{Erased, erase};
pub use error::CustomerError;
pub use find::{find_by_email, find_by_username};
pub use get::get;
pub use get_many::get_many;
pub use list::{CustomerSort, ListCustomers, list};
pub use register::register;
pub(crate) use reset_password::reset_password_in;
pub use sign_in::{SignIn, sign_in};
pub use update::{UpdateCustomer, update};
