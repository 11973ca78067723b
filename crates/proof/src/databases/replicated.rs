//! A PostgreSQL server with a streaming replica.

use std::time::Duration;

use super::{Database, DatabaseServer, Kind};
use crate::error::ProofError;

/// Both servers.
pub(crate) struct Replicated {
    /// Where everything is written.
    pub(crate) primary: DatabaseServer,
    /// What follows it.
    pub(crate) replica: DatabaseServer,
}

impl Replicated {
    /// A primary, and a replica that shows each change so much later.
    pub(crate) fn install(lag: Duration) -> Result<Self, ProofError> {
        let primary = DatabaseServer::install(Kind::Postgres, &[])?;
        let lag = format!("recovery_min_apply_delay={}ms", lag.as_millis());
        let replica = primary.replica(vec!["-c".to_owned(), lag])?;
        Ok(Replicated { primary, replica })
    }

    /// The address of a database of the primary's on the replica.
    pub(crate) fn replica_url(&self, database: &Database) -> String {
        DatabaseServer::url_by_port(database, self.replica.port())
    }
}
