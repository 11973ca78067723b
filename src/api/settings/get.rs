//! `GET /v1/settings/{name}`.

use mercer_store::settings;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One setting.
pub(super) async fn get(caller: Caller, name: IdText) -> Answer<One<json::Setting>> {
    let setting = settings::get(caller.store(), name.text()).await?;
    Ok(One(setting.into()))
}
