//! Tax classes.

use chrono::{DateTime, Utc};
use mercer_store::amounts::TaxRate;
use mercer_store::taxes;
use schemars::JsonSchema;
use serde::Serialize;

/// Products that are taxed alike.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct TaxClass {
    pub(crate) id: i64,
    /// Its short name for programs, such as `reduced`.
    pub(crate) code: String,
    pub(crate) name: String,
    /// 20 is 20 %.
    pub(crate) rate_percent: TaxRate,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<taxes::TaxClass> for TaxClass {
    fn from(class: taxes::TaxClass) -> Self {
        TaxClass {
            id: class.id,
            code: class.code,
            name: class.name,
            rate_percent: class.rate,
            created_at: class.created_at,
            updated_at: class.updated_at,
            version: class.version,
        }
    }
}
