//! For how long somebody stays signed in.

use chrono::{DateTime, TimeDelta, Utc};

/// Two bounds: between two refreshes, and from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// For how long a refresh token is good; whole seconds, at least one.
    pub idle: TimeDelta,
    /// After how long the session is over, however often it is refreshed.
    pub absolute: TimeDelta,
}

impl Default for Lifetime {
    fn default() -> Self {
        Lifetime {
            idle: TimeDelta::days(30),
            absolute: TimeDelta::days(90),
        }
    }
}

impl Lifetime {
    pub(super) fn idle_seconds(self) -> i64 {
        self.idle.num_seconds().max(1)
    }
}

/// Until when a refresh token is good that is given now.
pub(super) fn refresh_expires_at(
    now: DateTime<Utc>,
    idle_seconds: i64,
    expires_at: DateTime<Utc>,
) -> DateTime<Utc> {
    let idle = TimeDelta::try_seconds(idle_seconds).unwrap_or(TimeDelta::MAX);
    let until = now.checked_add_signed(idle).unwrap_or(expires_at);
    until.min(expires_at)
}
