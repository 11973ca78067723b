//! `GET /v1/audit-log/{id}`.

use mercer_store::audit;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One act.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::AuditEntry>> {
    let entry = audit::get(caller.store(), id.of("row of the audit log")?).await?;
    Ok(One(entry.into()))
}
