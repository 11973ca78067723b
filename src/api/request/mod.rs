//! What a request may look like, each part in one place: its address, query, headers and body.

mod body;
mod condition;
mod content;
mod merge;
mod parameters;
mod path;
mod query;
mod secret;

pub(in crate::api) use body::{BODY_LIMIT, Body, bytes_of};
pub(in crate::api) use condition::{IfMatch, MustMatch};
pub(in crate::api) use content::{Amount, Id, Object};
pub(in crate::api) use merge::{Given, Merge, replaced};
pub(in crate::api) use parameters::{NoParameters, Parameters};
pub(in crate::api) use path::{IdText, SubIdText};
pub(in crate::api) use query::{Filter, List, NoFilter, in_query, refused};
pub(in crate::api) use secret::{ClaimedPassword, NewPassword};
