//! `/v1/settings`: what the shop says of itself.

mod get;
mod list;
mod reset;
mod set;
#[cfg(test)]
mod tests;

use mercer_store::settings::SettingError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::Setting {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, write) = (
        may(Permission::SettingsRead),
        may(Permission::SettingsWrite),
    );
    let list = routes::get("/v1/settings", read, list::list, "List the settings");
    let get = routes::get("/v1/settings/{name}", read, get::get, "Look at a setting");
    let set = routes::put(
        "/v1/settings/{name}",
        write,
        set::set,
        "Give a setting a value",
    );
    let reset = routes::delete(
        "/v1/settings/{name}",
        write,
        reset::reset,
        "Put a setting back to its default",
    );
    routes
        .route(list.refuses::<SettingError>())
        .route(get.refuses::<SettingError>())
        .route(set.refuses::<SettingError>())
        .route(reset.refuses::<SettingError>())
}
