//! `POST /v1/users/{id}/activation` and `/deactivation`.

use mercer_store::staff;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Lets a user sign in again.
pub(super) async fn activate(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::User>>> {
    let id = id.of("user")?;
    write
        .run(
            move |store| async move { staff::activate(&store, id, expected_version).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}

/// Lets a user sign in no longer.
pub(super) async fn deactivate(
    write: Write,
    id: IdText,
    IfMatch(expected_version): IfMatch,
) -> Answer<Done<One<json::User>>> {
    let id = id.of("user")?;
    write
        .run(
            move |store| async move { staff::deactivate(&store, id, expected_version).await },
            |user| One(json::User::from(user.clone())),
        )
        .await
}
