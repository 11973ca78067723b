//! What somebody is in the shop.

use crate::text::word_enum;

word_enum! {
    /// What a user is in the shop; [`Role::may`] tells what that allows.
    pub enum Role {
        /// Whose shop it is: everything.
        Owner = "owner",
        /// Runs it from day to day.
        Manager = "manager",
        /// Sells, packs, receives.
        Clerk = "clerk",
        /// Looks, and changes nothing.
        Viewer = "viewer",
    }
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Role; 4] = [Role::Owner, Role::Manager, Role::Clerk, Role::Viewer];

    /// For a sentence: `an owner`, `a clerk`.
    pub(super) fn with_article(self) -> &'static str {
        match self {
            Role::Owner => "an owner",
            Role::Manager => "a manager",
            Role::Clerk => "a clerk",
            Role::Viewer => "a viewer",
        }
    }
}
