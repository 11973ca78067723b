//! Authorization codes: what somebody allowed a client, fetched once within a minute.

mod entity;
mod issue;
mod redeem;
mod sweep;
#[cfg(test)]
mod tests;

pub use entity::{Model as AuthorizationCode, table};
pub use issue::{IssueCode, issue};
pub use redeem::{RedeemCode, redeem};
pub use sweep::sweep;
