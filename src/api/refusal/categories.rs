//! Refusals of categories.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::categories::CategoryError;

use super::refusals;

refusals! {
    CategoryError {
        CategoryError::NotFound(_) => 404 "not_found",
        CategoryError::NameTaken => 409 "name_taken" at "name",
        CategoryError::UnknownParent => 422 "unknown_category" at "parent_id",
        CategoryError::Cycle { .. } => 409 "category_cycle" at "parent_id",
        CategoryError::TooDeep { .. } => 409 "category_too_deep" at "parent_id",
        CategoryError::VersionConflict(_) => 412 "version_conflict",
        CategoryError::HasChildren { .. } => 409 "has_children",
        CategoryError::HasProducts { .. } => 409 "has_products",
        CategoryError::ProductsInUse => 409 "in_use",
    }
    passes { Invalid: Invalid, Database: Error }
}
