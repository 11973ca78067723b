//! `/v1/locations`.

mod create;
mod delete;
mod get;
mod list;
mod patch;
mod put;
#[cfg(test)]
mod tests;

use mercer_store::Store;
use mercer_store::locations::{self, LocationError};
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Expanded, Routes, by_id};
use crate::json;

impl Resource for json::Location {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// The locations with these ids, for whatever names one.
pub(super) fn read(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let found = locations::get_many(&store, &ids).await?;
        by_id(found, |location| location.id, json::Location::from)
    })
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, write) = (may(Permission::StockRead), may(Permission::LocationsWrite));
    let (all, one) = ("/v1/locations", "/v1/locations/{id}");
    routes
        .route(
            routes::get(all, read, list::list, "Page through the locations")
                .refuses::<LocationError>(),
        )
        .route(routes::get(one, read, get::get, "Look at a location").refuses::<LocationError>())
        .route(
            routes::post(all, write, create::create, "Open a location").refuses::<LocationError>(),
        )
        .route(
            routes::put(one, write, put::put, "Write a location anew").refuses::<LocationError>(),
        )
        .route(
            routes::patch(one, write, patch::patch, "Rename, open or close a location")
                .refuses::<LocationError>(),
        )
        .route(
            routes::delete(
                one,
                write,
                delete::delete,
                "Remove a location that was never used",
            )
            .refuses::<LocationError>(),
        )
}
