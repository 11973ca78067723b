//! The claimed requests of this process: a repetition that comes meanwhile is told so at once,
//! instead of doing all the work and then waiting for the first one's lock.
//!
//! It only saves work. What makes a key good for one effect is the table's rule, which holds
//! between processes too.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use super::look_up::Found;
use super::request::{Fingerprint, Place, Request};

/// What is running.
#[derive(Default)]
pub(crate) struct Running(Mutex<HashMap<Arc<Place>, Entered>>);

struct Entered {
    fingerprint: Fingerprint,
    since: DateTime<Utc>,
}

/// Takes the request out of the running ones when it is released, or dropped.
pub(super) struct Guard {
    running: Arc<Running>,
    place: Arc<Place>,
    /// Once: by then another request with the key may be running.
    released: AtomicBool,
}

impl Guard {
    /// The request has ended, though a part of it may not be dropped yet.
    pub(super) fn release(&self) {
        if !self.released.swap(true, Ordering::AcqRel) {
            self.running.0.lock().remove(&self.place);
        }
    }
}

impl Running {
    /// Adds the request, unless one with its key runs already.
    pub(super) fn enter(
        self: &Arc<Self>,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<Guard, Found> {
        match self.0.lock().entry(request.place.clone()) {
            Entry::Occupied(first) if first.get().fingerprint != request.fingerprint => {
                Err(Found::OtherBody)
            }
            Entry::Occupied(first) => Err(Found::InFlight {
                since: first.get().since,
            }),
            Entry::Vacant(free) => {
                free.insert(Entered {
                    fingerprint: request.fingerprint.clone(),
                    since: now,
                });
                Ok(Guard {
                    running: self.clone(),
                    place: request.place.clone(),
                    released: AtomicBool::new(false),
                })
            }
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.release();
    }
}
