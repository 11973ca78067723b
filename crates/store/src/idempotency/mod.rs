//! The same request sent twice takes effect once, and is answered the same both times.
//!
//! A client gives a request a key of its own choice and repeats the request with that key when it
//! does not know what became of the first. [`claim`] looks whether the key was used. If not, the
//! verb runs on a store that is [accompanied](crate::Store::accompanied_by) by the claim, which
//! writes the record of the key in the very transaction of the effect: there is never an effect
//! without its record, nor a record without its effect. [`once`] is all of it in one call.
//!
//! A refusal is not recorded: it changed nothing, and the same request may succeed later.
//!
//! A verb of several transactions (a payment: the intent, the provider, the result) has its record
//! from the first of them on, without an answer until the last. Should its process die in between,
//! a repetition is told so and does nothing; nobody can say whether it may be done again.
//!
//! Deliberately absent: any knowledge of HTTP, whose answer is a number, headers and a text here.
//! An answer that holds a secret (a sign-in's token) must not be recorded: edges accept no key
//! there.

mod answer;
mod answering;
mod claim;
mod entity;
mod forget;
mod look_up;
mod once;
mod record;
mod request;
mod running;
mod sweep;

pub use answer::Answer;
pub use claim::{Claim, Claimed, claim};
pub use entity::{Model as IdempotencyKey, table};
pub(crate) use forget::{Person, forget_in};
pub use look_up::{Found, look_up};
pub use once::{Outcome, once};
pub use request::{Fingerprint, Request};
pub(crate) use running::Running;
pub use sweep::sweep;
