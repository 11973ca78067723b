//! Who may use a route: one mechanism for all of them.
//!
//! A route is declared with an [`Access`]; the guard asks it before anything of the request's body
//! is read. Which role has which permission is the store's table.

mod caller;
mod owner;
#[cfg(test)]
mod tests;
mod who;

pub(in crate::api) use caller::Caller;
pub(in crate::api) use owner::Own;
pub(in crate::api) use who::{
    Access, anybody, forbidden, may, oauth_clients, signed_in, unauthorized,
};
