//! Categories.

use chrono::{DateTime, Utc};
use mercer_store::categories;
use schemars::JsonSchema;
use serde::Serialize;

/// A group of products.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Category {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// The category that contains it.
    pub(crate) parent_id: Option<i64>,
    pub(crate) description: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl From<categories::Category> for Category {
    fn from(category: categories::Category) -> Self {
        Category {
            id: category.id,
            name: category.name,
            parent_id: category.parent_id,
            description: category.description,
            created_at: category.created_at,
            updated_at: category.updated_at,
            version: category.version,
        }
    }
}
