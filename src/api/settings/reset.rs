//! `DELETE /v1/settings/{name}`.

use mercer_store::settings;

use crate::api::Answer;
use crate::api::answer::One;
use crate::api::request::{IdText, IfMatch};
use crate::api::write::{Done, Write};
use crate::json;

/// Puts a setting back to its default, and tells what that is.
pub(super) async fn reset(
    write: Write,
    name: IdText,
    IfMatch(expected): IfMatch,
) -> Answer<Done<One<json::Setting>>> {
    let name = name.text().to_owned();
    write
        .run(
            move |store| async move { settings::reset(&store, &name, expected).await },
            |setting| One(json::Setting::from(setting.clone())),
        )
        .await
}
