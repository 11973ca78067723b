//! Locations.

use chrono::{DateTime, Utc};
use mercer_store::locations;
use schemars::JsonSchema;
use serde::Serialize;

/// A place where stock is kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Location {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Whether goods may be sold from here.
    pub(crate) active: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<locations::Location> for Location {
    fn from(location: locations::Location) -> Self {
        Location {
            id: location.id,
            name: location.name,
            active: location.active,
            created_at: location.created_at,
            updated_at: location.updated_at,
            version: location.version,
        }
    }
}
