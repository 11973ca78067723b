//! Tax classes: which products are taxed alike, and at what rate.
//!
//! A product without a class carries no tax: there is no default class that would tax by surprise.
//! What a rate makes of a price is in `amounts`. Deliberately absent: zones, which will choose
//! among rates by where the customer is; until then a class has the one rate of the shop's place.

mod code;
mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod get;
mod get_many;
mod list;
mod record;
mod update;

pub use create::{CreateTaxClass, create};
pub use delete::delete;
pub use entity::{Model as TaxClass, table};
pub use error::TaxClassError;
pub use get::get;
pub use get_many::get_many;
pub use list::list;
pub use update::{UpdateTaxClass, update};
