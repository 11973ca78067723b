//! One page of a list.

use mercer_store::Cursor;
use schemars::JsonSchema;
use serde::Serialize;

/// The rows, and where the next page begins.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// Pass it as `cursor` (`--after` on the command line) to get the next page; null on the last.
    #[schemars(with = "Option<String>")]
    pub(crate) next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The store's page with its rows translated.
    pub(crate) fn of<R>(page: mercer_store::Page<R>, row: impl Fn(R) -> T) -> Self {
        Page {
            items: page.items.into_iter().map(row).collect(),
            next: page.next,
        }
    }
}
