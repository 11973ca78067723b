//! `/v1/categories`.

mod create;
mod delete;
mod get;
mod list;
mod patch;
mod put;
#[cfg(test)]
mod tests;

use mercer_store::Store;
use mercer_store::categories::{self, CategoryError};
use mercer_store::staff::Permission;

use super::access::{anybody, may};
use super::answer::Resource;
use super::routes::{self, Expanded, Expansion, Routes, by_id};
use crate::json;

impl Resource for json::Category {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

const EXPANSIONS: &[Expansion] = &[Expansion {
    name: "parent",
    by: "parent_id",
    permission: None,
    many: false,
    read,
}];

/// The categories with these ids, for whatever names one.
pub(super) fn read(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let found = categories::get_many(&store, &ids).await?;
        by_id(found, |category| category.id, json::Category::from)
    })
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let write = may(Permission::CatalogueWrite);
    let (all, one) = ("/v1/categories", "/v1/categories/{id}");
    routes
        .route(
            routes::get(all, anybody(), list::list, "Page through the categories")
                .expands(EXPANSIONS)
                .same_for_visitors(),
        )
        .route(
            routes::get(one, anybody(), get::get, "Look at a category")
                .refuses::<CategoryError>()
                .expands(EXPANSIONS)
                .same_for_visitors(),
        )
        .route(
            routes::post(all, write, create::create, "Add a category").refuses::<CategoryError>(),
        )
        .route(
            routes::put(one, write, put::put, "Write a category anew").refuses::<CategoryError>(),
        )
        .route(
            routes::patch(
                one,
                write,
                patch::patch,
                "Rename, describe or move a category",
            )
            .refuses::<CategoryError>(),
        )
        .route(
            routes::delete(one, write, delete::delete, "Remove a category")
                .refuses::<CategoryError>(),
        )
}
