//! What became of a row.

use std::fmt::Display;

use mercer_database::Error;
use sea_orm::DbErr;

use super::rehearsal;
use crate::Invalid;
use crate::addresses::AddressError;
use crate::categories::CategoryError;
use crate::customers::CustomerError;
use crate::inventory::InventoryError;
use crate::locations::LocationError;
use crate::orders::OrderError;
use crate::products::ProductError;
use crate::taxes::TaxClassError;

/// What became of a row that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something new came of it.
    Added,
    /// Something that was there is another now.
    Changed,
    /// Everything is as it says already.
    Unchanged,
    /// It tells nothing of the subject, such as a further picture of a product.
    Ignored,
}

/// Why a row was not taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The row.
    Row(Invalid),
    /// The database: the row may be right.
    Database(Error),
    /// It was a rehearsal, and the row would have been taken.
    Rehearsed,
}

impl Refusal {
    pub(super) fn new(column: &str, reason: impl Into<String>) -> Self {
        Refusal::Row(Invalid::new(column, reason))
    }

    /// A noun's refusal: `sku: another product has this code` names the field in front.
    fn of(error: &impl Display) -> Self {
        let text = error.to_string();
        match text.split_once(": ") {
            Some((field, reason)) if !field.contains(' ') => Refusal::new(field, reason),
            _ => Refusal::new("", text),
        }
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Refusal::Row(invalid)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        if rehearsal::is_its(&error) {
            return Refusal::Rehearsed;
        }
        match error {
            Error::Constraint(violation) => Refusal::of(&violation),
            other => Refusal::Database(other),
        }
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Refusal::from(Error::from(error))
    }
}

macro_rules! refusals {
    ($($error:ident),+ $(,)?) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                match error {
                    $error::Database(error) => Refusal::from(error),
                    $error::Invalid(invalid) => Refusal::Row(invalid),
                    other => Refusal::of(&other),
                }
            }
        })+
    };
}

refusals!(
    AddressError,
    CategoryError,
    CustomerError,
    InventoryError,
    LocationError,
    OrderError,
    ProductError,
    TaxClassError,
);
