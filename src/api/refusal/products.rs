//! Refusals of products.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::products::ProductError;

use super::refusals;

refusals! {
    ProductError {
        ProductError::NotFound(_) => 404 "not_found",
        ProductError::SkuTaken => 409 "sku_taken" at "sku",
        ProductError::BarcodeTaken => 409 "barcode_taken" at "barcode",
        ProductError::Archived => 409 "archived" at "active",
        ProductError::UnknownCategory => 422 "unknown_category" at "category_id",
        ProductError::VersionConflict(_) => 412 "version_conflict",
        ProductError::InUse => 409 "in_use",
    }
    passes { Invalid: Invalid, Database: Error }
}
