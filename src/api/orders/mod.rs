//! `/v1/orders`.

mod get;
mod place;

pub(super) use get::get;
pub(super) use place::place;
