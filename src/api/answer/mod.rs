//! What handlers answer when they do not refuse: one type per kind of answer, which also tells the
//! document of it.

mod created;
mod listed;
mod nothing;
mod one;
mod reply;

use serde::Serialize;

pub(in crate::api) use created::Created;
pub(in crate::api) use listed::{Listed, NextPage};
pub(in crate::api) use nothing::NoContent;
pub(in crate::api) use one::One;
pub(in crate::api) use reply::{Rendered, Reply};

/// A thing of its own that the API tells of.
pub(in crate::api) trait Resource: Serialize + schemars::JsonSchema {
    /// What its `ETag` is made of; `None` for what never changes.
    fn version(&self) -> Option<i64>;
}
