//! What category verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why a category could not be recorded, found or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CategoryError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No category has this id.
    #[error("there is no category with id {0}")]
    NotFound(i64),
    /// Another category has this name.
    #[error("name: another category has this name")]
    NameTaken,
    /// No category has the id that the parent should have.
    #[error("parent_id: there is no such category")]
    UnknownParent,
    /// The new parent is the category itself or inside it.
    #[error("parent_id: category {parent_id} is category {id} or lies inside it")]
    Cycle {
        /// The category that was to move.
        id: i64,
        /// Where it was to move to.
        parent_id: i64,
    },
    /// Categories would lie inside each other deeper than is kept.
    #[error(
        "parent_id: categories would be {depth} levels deep, at most {} are kept; \
         choose a parent further up",
        super::MAX_DEPTH
    )]
    TooDeep {
        /// How many levels there would be.
        depth: usize,
    },
    /// Somebody else changed it first.
    #[error("the category cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// Categories lie inside it.
    #[error("{name} contains {children} categories; move or delete them first")]
    HasChildren {
        /// The category's name.
        name: String,
        /// How many lie directly inside.
        children: u64,
    },
    /// Products are in it, and the caller did not ask for them to go too.
    #[error(
        "{name} has {products} products; move them to another category, or delete it with \
         its products (cascade=products)"
    )]
    HasProducts {
        /// The category's name.
        name: String,
        /// How many products.
        products: u64,
    },
    /// The books name one of its products, so it cannot be deleted.
    #[error(
        "a product of the category was ordered or has stock movements and cannot be deleted; \
         archive such products and move them to another category first"
    )]
    ProductsInUse,
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for CategoryError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("categories_name_unique") => CategoryError::NameTaken,
            Error::Constraint(v) if v.is("categories_parent_id_foreign") => {
                CategoryError::UnknownParent
            }
            // The only other keys that end at rows removed here are those of its products.
            Error::Constraint(v) if v.kind == ConstraintKind::ForeignKey => {
                CategoryError::ProductsInUse
            }
            _ => CategoryError::Database(error),
        }
    }
}

impl From<DbErr> for CategoryError {
    fn from(error: DbErr) -> Self {
        CategoryError::from(Error::from(error))
    }
}
