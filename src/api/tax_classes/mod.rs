//! `/v1/tax-classes`.

mod create;
mod delete;
mod get;
mod list;
mod patch;
mod put;
#[cfg(test)]
mod tests;

use mercer_store::Store;
use mercer_store::staff::Permission;
use mercer_store::taxes::{self, TaxClassError};

use super::access::{anybody, may};
use super::answer::Resource;
use super::routes::{self, Expanded, Routes, by_id};
use crate::json;

impl Resource for json::TaxClass {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// The tax classes with these ids, for whatever names one.
pub(super) fn read(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let found = taxes::get_many(&store, &ids).await?;
        by_id(found, |class| class.id, json::TaxClass::from)
    })
}

/// Its routes. How prices are taxed is shown to whoever shops.
pub(super) fn routes(routes: Routes) -> Routes {
    let write = may(Permission::PricesWrite);
    let (all, one) = ("/v1/tax-classes", "/v1/tax-classes/{id}");
    routes
        .route(
            routes::get(all, anybody(), list::list, "Page through the tax classes")
                .refuses::<TaxClassError>(),
        )
        .route(
            routes::get(one, anybody(), get::get, "Look at a tax class").refuses::<TaxClassError>(),
        )
        .route(
            routes::post(all, write, create::create, "Add a tax class").refuses::<TaxClassError>(),
        )
        .route(
            routes::put(one, write, put::put, "Write a tax class anew").refuses::<TaxClassError>(),
        )
        .route(
            routes::patch(one, write, patch::patch, "Change a tax class")
                .refuses::<TaxClassError>(),
        )
        .route(
            routes::delete(
                one,
                write,
                delete::delete,
                "Remove a tax class that no product has",
            )
            .refuses::<TaxClassError>(),
        )
}
