//! Where the time comes from.

use chrono::{DateTime, SubsecRound, Utc};
use parking_lot::Mutex;

/// Tells the time. Verbs ask this, never the system, so that tests decide what time it is.
pub trait Clock: Send + Sync + 'static {
    /// Now, in UTC, to the microsecond (what all three databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that shows this time.
    pub fn at(time: DateTime<Utc>) -> Self {
        FixedClock(Mutex::new(time.trunc_subsecs(6)))
    }

    /// Sets the clock, forward or back.
    pub fn set(&self, time: DateTime<Utc>) {
        *self.0.lock() = time.trunc_subsecs(6);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock()
    }
}
