//! Writes that are taken back: every rule of the store is asked, and nothing stays.

use std::any::Any;

use mercer_database::{Accompanying, Companion, Error, Transaction};
use sea_orm::DbErr;

/// What a rehearsed unit fails with, after it has succeeded.
const REHEARSED: &str = "rehearsed by an import";

/// Fails every unit that has succeeded, so that it is rolled back.
pub(super) struct Rehearsal;

impl Companion for Rehearsal {
    fn accompany(&self, _output: &dyn Any, _transaction: &Transaction) -> Option<Accompanying> {
        Some(Box::pin(async { Err(DbErr::Custom(REHEARSED.to_owned())) }))
    }
}

/// Whether it is this that took a unit back.
pub(super) fn is_its(error: &Error) -> bool {
    matches!(error, Error::Other(DbErr::Custom(text)) if text == REHEARSED)
}
