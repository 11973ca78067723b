//! An open store: the database, the clock, and who is acting.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::{Companion, Database, DatabaseUrl, Error, Freshness, Options};

use crate::idempotency::Running;
use crate::numbers::NumberBlocks;
use crate::password::HashingPlaces;
use crate::payments::gateway::Gateways;
use crate::staff::{Permission, Role, User};
use crate::{Clock, Currency, Principal, SystemClock};

/// What every verb takes first. Cloning is cheap.
#[derive(Clone)]
pub struct Store {
    database: Database,
    clock: Arc<dyn Clock>,
    currency: Currency,
    prices_include_tax: bool,
    actor: Arc<str>,
    role: Option<Role>,
    principal: Option<Arc<Principal>>,
    numbers: Arc<NumberBlocks>,
    hashing: HashingPlaces,
    gateways: Arc<Gateways>,
    running_requests: Arc<Running>,
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
            prices_include_tax: false,
            actor: Arc::from("system"),
            role: None,
            principal: None,
            numbers: Arc::new(NumberBlocks::default()),
            hashing: HashingPlaces::one_per_core(),
            gateways: Arc::new(Gateways::default()),
            running_requests: Arc::default(),
        }
    }

    /// The same store, used by somebody: history rows name this actor.
    #[must_use]
    pub fn acting_as(&self, actor: &str) -> Self {
        Store {
            actor: Arc::from(actor),
            role: None,
            principal: None,
            ..self.clone()
        }
    }

    /// The same store, used by somebody of the staff: history rows bear the user name.
    #[must_use]
    pub fn acting_as_user(&self, user: &User) -> Self {
        Store {
            actor: Arc::from(user.username.as_str()),
            role: Some(user.role),
            principal: None,
            ..self.clone()
        }
    }

    /// The same store, used by whoever proved to be this: history rows bear what
    /// [`Principal::actor`] says.
    #[must_use]
    pub fn acting_as_principal(&self, principal: Principal) -> Self {
        Store {
            actor: Arc::from(principal.actor()),
            role: principal.role(),
            principal: Some(Arc::new(principal)),
            ..self.clone()
        }
    }

    /// The same store, whose prices include tax or not. They do not unless this says so.
    ///
    /// An order keeps the way in which it was placed.
    #[must_use]
    pub fn with_prices_including_tax(self, prices_include_tax: bool) -> Self {
        Store {
            prices_include_tax,
            ..self
        }
    }

    /// The same store with these payment providers instead of the usual ones.
    #[must_use]
    pub fn with_gateways(&self, gateways: Gateways) -> Self {
        Store {
            gateways: Arc::new(gateways),
            ..self.clone()
        }
    }

    /// The same store, to whose every write this is added in the same transaction: see
    /// [`idempotency`](crate::idempotency).
    #[must_use]
    pub fn accompanied_by(&self, companion: Arc<dyn Companion>) -> Self {
        Store {
            database: self.database.accompanied_by(companion),
            ..self.clone()
        }
    }

    /// The same store, whose reading sees at least this.
    #[must_use]
    pub fn reading(&self, freshness: Freshness) -> Self {
        Store {
            database: self.database.reading(freshness),
            ..self.clone()
        }
    }

    /// The same store, with a replica of its database to read from.
    ///
    /// # Errors
    /// As [`Database::with_replica`].
    pub fn with_replica(self, url: &DatabaseUrl, options: &Options) -> Result<Self, Error> {
        Ok(Store {
            database: self.database.with_replica(url, options)?,
            ..self
        })
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

    /// Whether the prices of products include tax.
    pub fn prices_include_tax(&self) -> bool {
        self.prices_include_tax
    }

    /// Who acts, as history rows name them.
    pub fn actor(&self) -> Arc<str> {
        self.actor.clone()
    }

    /// The payment providers.
    pub fn gateways(&self) -> &Gateways {
        &self.gateways
    }

    /// The role of the user who acts; `None` for whoever acts from outside the staff, such as the
    /// owner of the machine at the command line, but customers and programs as well: where somebody
    /// had to prove who they are, ask [`principal`](Store::principal) or [`holds`](Store::holds). Verbs do not ask it, edges do: see
    /// [`require`](crate::staff::require).
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// Who acts, as they have proved it; `None` at the command line, where nobody has to.
    pub fn principal(&self) -> Option<&Principal> {
        self.principal.as_deref()
    }

    /// Whether whoever acts has a permission themselves, so that they can pass it on. From outside
    /// the staff, without having to prove anything, the owner of the machine has all.
    pub fn holds(&self, permission: Permission) -> bool {
        match (&self.principal, self.role) {
            (Some(principal), _) => principal.may(permission),
            (None, Some(role)) => role.may(permission),
            (None, None) => true,
        }
    }

    pub(crate) fn number_blocks(&self) -> &NumberBlocks {
        &self.numbers
    }

    pub(crate) fn running_requests(&self) -> &Arc<Running> {
        &self.running_requests
    }

    pub(crate) fn hashing_places(&self) -> &HashingPlaces {
        &self.hashing
    }
}
