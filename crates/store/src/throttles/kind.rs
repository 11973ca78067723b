//! What is counted, and how much of it is too much: one table.

use chrono::TimeDelta;

use crate::text::word_enum;

word_enum! {
    /// What somebody may try only so often.
    pub enum Kind {
        /// Signing in to one account, from wherever.
        SignInAccount = "sign_in_account",
        /// Signing in from one address, to whichever account.
        SignInAddress = "sign_in_address",
        /// Registering from one address.
        RegistrationAddress = "registration_address",
        /// Asking for another password for one account.
        ResetAccount = "reset_account",
        /// Asking for other passwords from one address.
        ResetAddress = "reset_address",
        /// Asking for tokens from one address.
        TokenAddress = "token_address",
    }
}

/// So many attempts within so many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many pass.
    pub attempts: i64,
    /// For how long a window lasts from its first attempt on.
    pub minutes: i64,
}

impl Limit {
    pub(super) fn window(self) -> TimeDelta {
        TimeDelta::minutes(self.minutes)
    }
}

impl Kind {
    /// How much is let pass.
    #[rustfmt::skip]
    pub const fn limit(self) -> Limit {
        let (attempts, minutes) = match self {
            Kind::SignInAccount       => (10, 15),
            Kind::SignInAddress       => (50, 15),
            Kind::RegistrationAddress | Kind::ResetAddress => (20, 60),
            Kind::ResetAccount        => (3, 60),
            Kind::TokenAddress        => (100, 15),
        };
        Limit { attempts, minutes }
    }
}
