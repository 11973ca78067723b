//! Who works here, and what each role may do.
//!
//! A store keeps at least one active owner. Deliberately absent: sessions and keys, which are
//! nouns of their own that ask this one; and the asking itself: verbs do what they are told,
//! and every edge asks [`require`] first.

mod activation;
mod change_password;
mod change_role;
mod create;
mod delete;
pub(crate) mod entity;
mod error;
mod find;
mod get;
mod get_many;
mod list;
mod owners;
mod permission;
mod reset_password;
mod role;
mod scopes;
mod set_password;
mod sign_in;
mod update;

pub use activation::{activate, deactivate};
pub use change_password::{ChangePassword, change_password};
pub use change_role::{ChangeRole, change_role};
pub use create::{CreateUser, create};
pub use delete::delete;
pub use entity::{Model as User, table};
pub use error::StaffError;
pub use find::find_by_username;
pub use get::get;
pub use get_many::get_many;
pub use list::{ListUsers, UserSort, list};
pub use permission::{Forbidden, Permission, require};
pub(crate) use reset_password::reset_password_in;
pub use role::Role;
pub(crate) use scopes::{SCOPES_LENGTH, scopes_of_text, scopes_to_text};
pub use set_password::set_password;
pub use sign_in::{SignIn, sign_in};
pub use update::{UpdateUser, update};
