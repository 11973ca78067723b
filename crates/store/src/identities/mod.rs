//! Accounts at outside providers, by which people sign in here (`OpenID` Connect).
//!
//! An identity is an issuer and what the issuer calls the person. It is linked to an account here
//! once: by somebody who is signed in ([`link`]), or by the first sign-in, when the provider vouches
//! for an e-mail address that exactly one active account has. An address that the provider has not
//! verified links nothing: anybody could write it there.
//!
//! Deliberately absent: asking the provider and checking its signatures, which an edge does before;
//! and creating customers: they need an address, which no provider tells, so that registering stays
//! a form.

mod claims;
mod entity;
mod error;
mod forget;
mod link;
mod list_of;
mod sign_in;
#[cfg(test)]
mod tests;
mod unlink;

pub use claims::Claims;
pub use entity::{Model as Identity, table};
pub use error::IdentityError;
pub(crate) use forget::forget_customer_in;
pub use link::link;
pub use list_of::list_of;
pub use sign_in::{SignedIn, sign_in};
pub use unlink::unlink;
