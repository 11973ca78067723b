//! One page of a list.

use serde::Serialize;

/// The rows, and where the next page begins.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// Pass it as `after` to get the next page; null on the last. A text, so that lists sorted by
    /// something other than an id can keep the same shape.
    pub(crate) next: Option<String>,
}

impl<T> Page<T> {
    /// The store's page with its rows translated.
    pub(crate) fn of<R>(page: mercer_store::Page<R>, row: impl Fn(R) -> T) -> Self {
        Page {
            items: page.items.into_iter().map(row).collect(),
            next: page.next.map(|id| id.to_string()),
        }
    }
}
