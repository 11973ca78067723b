//! `/v1/users`: the staff.

mod change_own_password;
mod create;
mod delete;
mod edit;
mod get;
mod list;
mod me;
mod replace;
mod set_active;
mod set_password;
mod set_role;
#[cfg(test)]
mod tests;

use mercer_store::staff::{Permission, StaffError};

use super::access::{may, signed_in};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::User {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    accounts(own(routes))
}

/// About whoever asks.
fn own(routes: Routes) -> Routes {
    routes
        .route(
            routes::get(
                "/v1/users/me",
                signed_in(),
                me::me,
                "Look at oneself, as staff",
            )
            .refuses::<StaffError>(),
        )
        .route(
            routes::post(
                "/v1/users/me/password",
                signed_in(),
                change_own_password::change_own_password,
                "Change one's own password, as staff",
            )
            .refuses::<StaffError>(),
        )
}

fn accounts(routes: Routes) -> Routes {
    let (read, manage) = (may(Permission::StaffRead), may(Permission::StaffManage));
    let list = routes::get("/v1/users", read, list::list, "Page through the staff");
    let create = routes::post(
        "/v1/users",
        manage,
        create::create,
        "Add somebody to the staff",
    );
    let get = routes::get("/v1/users/{id}", read, get::get, "Look at a user");
    let replace = routes::put(
        "/v1/users/{id}",
        manage,
        replace::replace,
        "Replace a user's data",
    );
    let edit = routes::patch("/v1/users/{id}", manage, edit::edit, "Change a user's data");
    let delete = routes::delete(
        "/v1/users/{id}",
        manage,
        delete::delete,
        "Remove somebody from the staff; what they did stays in the books",
    );
    let role = routes::put(
        "/v1/users/{id}/role",
        manage,
        set_role::set_role,
        "Give a user another role",
    );
    let activation = routes::post(
        "/v1/users/{id}/activation",
        manage,
        set_active::activate,
        "Let a user sign in again",
    );
    let deactivation = routes::post(
        "/v1/users/{id}/deactivation",
        manage,
        set_active::deactivate,
        "Let a user sign in no longer",
    );
    let password = routes::put(
        "/v1/users/{id}/password",
        manage,
        set_password::set_password,
        "Give a user who forgot theirs another password",
    );
    routes
        .route(list.refuses::<StaffError>())
        .route(create.refuses::<StaffError>())
        .route(get.refuses::<StaffError>())
        .route(replace.refuses::<StaffError>())
        .route(edit.refuses::<StaffError>())
        .route(delete.refuses::<StaffError>())
        .route(role.refuses::<StaffError>())
        .route(activation.refuses::<StaffError>())
        .route(deactivation.refuses::<StaffError>())
        .route(password.refuses::<StaffError>())
}
