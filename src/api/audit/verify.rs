//! `GET /v1/audit-log/verification`.

use mercer_store::audit;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// What else is to be proved.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// A hash that was noted as the head of the chain: the chain has to hold it still.
    noted: Option<String>,
}

/// Whether the chain is whole.
pub(super) async fn verify(
    caller: Caller,
    Parameters(asked): Parameters<Asked>,
) -> Answer<One<json::AuditChain>> {
    let report = match asked.noted {
        Some(hash) => audit::verify_noted(caller.store(), &hash).await?,
        None => audit::verify(caller.store()).await?,
    };
    Ok(One(report.into()))
}
