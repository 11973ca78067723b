//! Another password for whoever forgot theirs, by a token that is sent to their e-mail address.
//!
//! Asking takes as long for an address that nobody has, and does the same: a request that belongs
//! to nobody is written. A new password ends all sessions, by the stamp that sessions keep.
//!
//! Deliberately absent: sending the mail, and the address of the page in it.

mod entity;
mod error;
mod redeem;
mod request;
mod sweep;
#[cfg(test)]
mod tests;

pub use entity::{Model as PasswordReset, table};
pub use error::PasswordResetError;
pub use redeem::redeem;
pub use request::{Reset, request};
pub use sweep::sweep;
