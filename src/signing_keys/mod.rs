//! The keys that sign access tokens: files in a folder of their own, so that a copy of the database
//! holds none of them.
//!
//! The newest key signs, all of them verify: whoever rotates makes a new one, and tokens of the old
//! one stay good until they expire. A key is taken away by removing its file. Processes that serve
//! one shop share the folder.
//!
//! Deliberately absent: tokens and what stands in them, which are the API's.

mod folder;
mod key;
#[cfg(test)]
mod tests;

pub(crate) use folder::{KeyError, Keyring};
pub(crate) use key::SigningKey;
