//! Who is signed in, and until when.
//!
//! A session belongs to a user of the staff or to a customer. Its public id goes into access
//! tokens, and every request asks [`authenticate`] whether it still holds: it does not once it was
//! ended, once its holder may not sign in any more, or once the password is another than when it
//! began. No verb of staff or customers has to know about sessions for that: a session keeps a
//! stamp of the password's hash, which is compared with the one that is.
//!
//! A refresh token is used once and gives the next one. One that comes a second time was stolen,
//! then or now, and nobody can tell from whom: the session ends. So it does when two come at the
//! same moment.
//!
//! Deliberately absent: access tokens and their signatures, which are an edge's; and a list of all
//! tokens ever given: a token names the session it belongs to by a part that stays the same, and
//! the session keeps the hash of the one that is good now.

mod account;
mod authenticate;
mod end;
pub(crate) mod entity;
mod error;
mod forget;
mod found;
mod lifetime;
mod list_of;
mod refresh;
mod start;
mod subject;
mod sweep;
#[cfg(test)]
mod tests;

pub(crate) use account::with_email_in;
pub use authenticate::authenticate;
pub(crate) use end::end_in;
pub use end::{end, end_all_of, end_one_of};
pub use entity::{EndReason, Model as Session, table};
pub use error::SessionError;
pub(crate) use forget::forget_customer_in;
pub use lifetime::Lifetime;
pub use list_of::list_of;
pub use refresh::{Refreshed, refresh};
pub(crate) use start::start_in;
pub use start::{ForClient, StartSession, Started, start};
pub(crate) use subject::holder_in;
pub use subject::{PasswordStamp, Subject, SubjectKind};
pub use sweep::sweep;
