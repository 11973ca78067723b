//! The notes that were made about an order.

use chrono::{DateTime, Utc};

use super::add_note::NOTED;
use super::{OrderError, timeline};
use crate::Store;

/// Something that somebody noted about an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderNote {
    /// In words; nothing once a person's data was taken out of it.
    pub note: Option<String>,
    /// Who noted it.
    pub actor: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// The notes of an order, oldest first.
pub async fn notes(store: &Store, order_id: i64) -> Result<Vec<OrderNote>, OrderError> {
    let entries = timeline(store, order_id).await?.into_iter();
    let notes = entries.filter(|entry| entry.action == NOTED);
    Ok(notes
        .map(|entry| OrderNote {
            note: entry
                .state_after
                .and_then(|after| after.0["note"].as_str().map(str::to_owned)),
            actor: entry.actor,
            created_at: entry.created_at,
        })
        .collect())
}
