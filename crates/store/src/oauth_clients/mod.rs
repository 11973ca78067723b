//! Programs that ask for access by OAuth 2.1: for themselves (client credentials), or for somebody
//! who allows it (authorization codes with PKCE, which become sessions).
//!
//! Whether a program may still do what a token of its own says is asked at every request, by
//! [`still_allowed`]: switching a client off, or removing it, takes effect at the next one.
//!
//! Deliberately absent: the tokens themselves, which are an edge's, and every grant that OAuth 2.1
//! has given up.

mod authenticate;
pub mod authorization_codes;
mod create;
mod delete;
mod entity;
mod error;
mod get;
mod list;
mod redirect_uri;
mod scopes;
mod still_allowed;
#[cfg(test)]
mod tests;
mod update;

pub use authenticate::{authenticate, identify};
pub use create::{CreateOauthClient, Created, create};
pub use delete::delete;
pub use entity::{ClientKind, Model as OauthClient, table};
pub use error::OauthClientError;
pub use get::{find, get};
pub use list::list;
pub use still_allowed::still_allowed;
pub use update::{UpdateOauthClient, update};
