//! The document of the API (`OpenAPI` 3.1), made from the routes themselves: what a handler takes and answers is read
//! from its type, so that it cannot say anything else than the router does.
//!
//! Deliberately absent: a second list of routes.

mod described;
mod examples;
mod operation;
mod page;
mod security;
mod texts;
mod whole;

pub(in crate::api) use described::{Described, Input, Output};
pub(in crate::api) use operation::Operation;
pub(in crate::api) use page::page;
pub(in crate::api) use whole::{Document, Schemas};
