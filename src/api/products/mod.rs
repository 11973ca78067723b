//! `/v1/products`.

mod get;
mod list;

pub(super) use get::get;
pub(super) use list::list;
