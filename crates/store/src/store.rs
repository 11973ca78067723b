//! An open store: the database, the clock, and who is acting.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::{Database, DatabaseUrl, Error, Options};

use crate::numbers::NumberBlocks;
use crate::password::HashingPlaces;
use crate::{Clock, Currency, SystemClock};

/// What every verb takes first. Cloning is cheap.
#[derive(Clone)]
pub struct Store {
    database: Database,
    clock: Arc<dyn Clock>,
    currency: Currency,
    actor: Arc<str>,
    numbers: Arc<NumberBlocks>,
    hashing: HashingPlaces,
}

impl Store {
    /// Opens a store whose tables are there already.
    ///
    /// `currency` is the one that prices and orders are in unless they say otherwise.
    pub async fn open(
        url: &DatabaseUrl,
        options: Options,
        currency: Currency,
    ) -> Result<Self, Error> {
        let database = Database::connect_with(url, options).await?;
        Ok(Self::with_clock(database, currency, SystemClock))
    }

    /// Opens a store on an open database with a clock of the caller's.
    pub fn with_clock(database: Database, currency: Currency, clock: impl Clock) -> Self {
        Self::with_shared_clock(database, currency, Arc::new(clock))
    }

    /// The same, with a clock that the caller keeps a handle to.
    pub fn with_shared_clock(
        database: Database,
        currency: Currency,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Store {
            database,
            clock,
            currency,
            actor: Arc::from("system"),
            numbers: Arc::new(NumberBlocks::default()),
            hashing: HashingPlaces::one_per_core(),
        }
    }

    /// The same store, used by somebody: history rows name this actor.
    #[must_use]
    pub fn acting_as(&self, actor: &str) -> Self {
        Store {
            actor: Arc::from(actor),
            ..self.clone()
        }
    }

    /// The database, for units of work.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The currency used when an input names none.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Who acts, as history rows name them.
    pub fn actor(&self) -> Arc<str> {
        self.actor.clone()
    }

    pub(crate) fn number_blocks(&self) -> &NumberBlocks {
        &self.numbers
    }

    pub(crate) fn hashing_places(&self) -> &HashingPlaces {
        &self.hashing
    }
}
