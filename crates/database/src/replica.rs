//! Reading units on a streaming replica of a PostgreSQL server.
//!
//! A replica is never believed: before each unit it is asked, on the connection that the unit will
//! have, whether it has replayed the log as far as the unit has to see, and whether it still follows.
//! Whatever goes wrong there, and whatever is not found there, the unit runs again on the primary.
//!
//! Deliberately absent: waiting until a replica has caught up (the primary answers sooner), and a
//! choice among several replicas, which is what a proxy in front of them does.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::position::Position;
use crate::postgres::Postgres;
use crate::retry::{EndOnDrop, Server, Sight};
use crate::unit::AnyUnit;
use crate::{DatabaseUrl, Error, Options};

/// After a failure the replica is left alone for so long.
const REST: Duration = Duration::from_secs(1);

/// A replica, and what became of the units that were meant for it.
pub(crate) struct Replica {
    postgres: Postgres,
    rests_until: Mutex<Option<Instant>>,
    answered: AtomicU64,
    passed_on: AtomicU64,
}

/// Why a unit was not answered by the replica.
enum PassedOn {
    /// It does not have yet what the unit has to see, or did not find what the unit looked for.
    Behind,
    /// It could not be asked.
    Failed(String),
}

impl Replica {
    /// A replica at this address; it need not be there yet.
    pub(crate) fn at(url: &DatabaseUrl, address: &str, options: &Options) -> Result<Self, Error> {
        Ok(Replica {
            postgres: Postgres::connect_lazily(url, address, options)?,
            rests_until: Mutex::new(None),
            answered: AtomicU64::new(0),
            passed_on: AtomicU64::new(0),
        })
    }

    /// Runs a unit there, if what it sees is new enough; whether it succeeded. One that did not has
    /// to run on the primary.
    pub(crate) async fn answers(
        &self,
        unit: &dyn AnyUnit,
        after: Option<Position>,
        sight: Sight,
    ) -> bool {
        let is_answered = !self.is_resting() && self.has_answered(unit, after, sight).await;
        let counter = if is_answered {
            &self.answered
        } else {
            &self.passed_on
        };
        counter.fetch_add(1, Ordering::Relaxed);
        is_answered
    }

    /// How many units it answered, and how many the primary had to.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (read(&self.answered), read(&self.passed_on))
    }

    pub(crate) async fn close(&self) {
        self.postgres.close().await;
    }

    async fn has_answered(
        &self,
        unit: &dyn AnyUnit,
        after: Option<Position>,
        sight: Sight,
    ) -> bool {
        match self.run(unit, after, sight).await {
            Ok(()) => true,
            Err(PassedOn::Behind) => false,
            Err(PassedOn::Failed(reason)) => {
                tracing::warn!(reason, "the replica cannot be read; the primary is");
                *self.rests_until.lock() = Some(Instant::now() + REST);
                false
            }
        }
    }

    async fn run(
        &self,
        unit: &dyn AnyUnit,
        after: Option<Position>,
        sight: Sight,
    ) -> Result<(), PassedOn> {
        let transaction = self.postgres.on_replica(after, sight).await;
        let transaction = transaction.map_err(|error| PassedOn::Failed(error.to_string()))?;
        let transaction = transaction.ok_or(PassedOn::Behind)?;
        let _closing = EndOnDrop(transaction.clone());
        let succeeded = unit.run(transaction.clone()).await;
        let trouble = transaction.take_trouble();
        // A reader has no transaction to be rolled back.
        if sight == Sight::Snapshot {
            self.postgres.rollback(transaction).await;
        }
        // What is not found may be there in a moment, and a statement that was in the way of the
        // replay is ended by the server.
        if succeeded && trouble.is_none() {
            Ok(())
        } else {
            Err(PassedOn::Behind)
        }
    }

    fn is_resting(&self) -> bool {
        let until = *self.rests_until.lock();
        until.is_some_and(|until| Instant::now() < until)
    }
}
