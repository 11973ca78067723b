//! How customers like to pay: tokens of payment providers that they let the shop keep.
//!
//! Deliberately absent: card numbers and security codes (CVV), for which there is no field, and
//! which are refused in every text; and any call to a provider.

mod add;
pub(crate) mod check;
pub(crate) mod entity;
mod error;
mod forget;
mod get;
mod kind;
mod list;
mod of_customers;
mod owner;
mod remove;
mod set_default;
mod update;

pub use add::{AddPaymentMethod, NewMeans, add};
pub use entity::{Model as PaymentMethod, table};
pub use error::PaymentMethodError;
pub(crate) use forget::forget_customer_in;
pub use get::get;
pub(crate) use get::of_customer_in;
pub use kind::PaymentKind;
pub use list::list;
pub use of_customers::of_customers;
pub use remove::remove;
pub use set_default::set_default;
pub use update::{Expiry, UpdatePaymentMethod, update};
