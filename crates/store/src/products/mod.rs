//! What the shop sells: goods with stock, services without.

mod barcode;
mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod find;
mod get;
mod list;
mod ordered;
mod price;
mod sku;
mod update;

pub use barcode::Barcode;
pub use create::{CreateProduct, create};
pub use delete::delete;
pub use entity::{Kind, Model as Product, table};
pub use error::ProductError;
pub use find::{find_by_barcode, find_by_sku};
pub use get::get;
pub use list::{ListProducts, list};
pub(crate) use ordered::{OrderedProduct, ordered_in};
pub use sku::Sku;
pub use update::{UpdateProduct, update};
