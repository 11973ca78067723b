//! Places where stock is kept.

mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod first;
mod get;
mod get_many;
mod last;
mod list;
mod update;

pub use create::{CreateLocation, create};
pub use delete::delete;
pub use entity::{Model as Location, table};
pub use error::LocationError;
pub(crate) use first::{exists_in, first_in};
pub use get::get;
pub use get_many::get_many;
pub use list::list;
pub use update::{UpdateLocation, update};
