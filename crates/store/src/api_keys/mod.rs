//! Keys by which programs prove who they are, each with what it may do.
//!
//! A key is a text such as `mercer_0123456789abcdef_..`: a public part, by which it is found, and a
//! secret, of which only the hash is kept. It is shown once, when it is created.

mod authenticate;
mod create;
mod entity;
mod error;
mod get;
mod list;
mod revoke;
#[cfg(test)]
mod tests;

pub use authenticate::authenticate;
pub use create::{CreateApiKey, Created, create};
pub use entity::{Model as ApiKey, table};
pub use error::ApiKeyError;
pub use get::get;
pub use list::list;
pub use revoke::revoke;
