//! What the shop sells: goods with stock, services without.

mod archival;
mod archive;
mod barcode;
mod cost;
mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod find;
mod get;
mod get_many;
mod inside;
mod list;
mod list_types;
mod lowest_price;
mod ordered;
mod price;
mod price_change;
mod price_history;
mod record_price;
mod row;
mod sku;
#[cfg(test)]
mod tests;
mod unarchive;
mod update;
mod words;

pub use archive::archive;
pub use barcode::Barcode;
pub use create::{CreateProduct, create};
pub use delete::delete;
pub use entity::{Kind, Model as Product, table};
pub use error::ProductError;
pub use find::{find_by_barcode, find_by_sku};
pub use get::get;
pub use get_many::get_many;
#[cfg(test)]
pub(crate) use list::listing;
pub use list::{ListProducts, ProductSort, list};
pub use list_types::{ProductType, list_types};
pub use lowest_price::{LowestPrice, MOST_DAYS, RULE_DAYS, lowest_price, lowest_price_of_days};
pub(crate) use ordered::{OrderedProduct, ordered_in};
pub use price_change::{Model as PriceChange, table as price_changes_table};
pub use price_history::price_history;
pub(crate) use record_price::record_first_in;
pub use sku::Sku;
pub use unarchive::unarchive;
pub use update::{UpdateProduct, update};
