//! Groups of products, as a tree.

mod ancestry;
mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod get;
mod get_many;
mod list;
mod update;

pub use ancestry::MAX_DEPTH;
pub use create::{CreateCategory, create};
pub use delete::{Cascade, delete};
pub use entity::{Model as Category, table};
pub use error::CategoryError;
pub use get::get;
pub use get_many::get_many;
pub use list::{CategorySort, ListCategories, list};
pub use update::{UpdateCategory, update};
