//! What product verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a product could not be recorded, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProductError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No product has this id, sku or barcode.
    #[error("there is no product with {0}")]
    NotFound(String),
    /// Another product has this code.
    #[error("sku: another product has this code")]
    SkuTaken,
    /// Another product has this barcode.
    #[error("barcode: another product has this barcode")]
    BarcodeTaken,
    /// It is archived, and was to be put on sale.
    #[error("active: the product is archived; unarchive it first, then put it on sale")]
    Archived,
    /// No category has this id.
    #[error("category_id: there is no such category")]
    UnknownCategory,
    /// Somebody else changed it first.
    #[error("the product cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The books name it.
    #[error(
        "the product was ordered or has stock movements and cannot be deleted; \
         archive it instead"
    )]
    InUse,
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for ProductError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("products_sku_unique") => ProductError::SkuTaken,
            Error::Constraint(v) if v.is("products_barcode_unique") => ProductError::BarcodeTaken,
            Error::Constraint(v) if v.is("products_archived_check") => ProductError::Archived,
            Error::Constraint(v) if v.is("products_category_id_foreign") => {
                ProductError::UnknownCategory
            }
            Error::Constraint(v) if v.is("products_tax_class_id_foreign") => {
                Invalid::new("tax_class_id", "there is no such tax class").into()
            }
            // The only keys that start at a product are those above: this one ends at it.
            Error::Constraint(v) if v.kind == ConstraintKind::ForeignKey => ProductError::InUse,
            _ => ProductError::Database(error),
        }
    }
}

impl From<DbErr> for ProductError {
    fn from(error: DbErr) -> Self {
        ProductError::from(Error::from(error))
    }
}
