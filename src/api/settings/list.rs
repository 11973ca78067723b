//! `GET /v1/settings`.

use mercer_store::settings;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{NoParameters, Parameters};
use crate::json;

/// All settings.
pub(super) async fn list(
    caller: Caller,
    _: Parameters<NoParameters>,
) -> Answer<Listed<json::Setting>> {
    let settings = settings::list(caller.store()).await?;
    Ok(Listed::whole(settings, json::Setting::from))
}
