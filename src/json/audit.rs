//! Who did what, and whether the record of it is whole.

use chrono::{DateTime, Utc};
use mercer_store::audit;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// One act.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AuditEntry {
    pub(crate) id: i64,
    pub(crate) actor: String,
    /// The noun and the verb.
    pub(crate) action: String,
    /// The noun and its id.
    pub(crate) subject: String,
    /// The order it belongs to.
    pub(crate) order_id: Option<i64>,
    /// What changed, as it was.
    pub(crate) before: Option<Value>,
    /// What changed, as it became.
    pub(crate) after: Option<Value>,
    /// Whether it is in the chain already.
    pub(crate) sealed: bool,
    /// When personal data was taken out of it.
    pub(crate) redacted_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
}

impl From<audit::AuditEntry> for AuditEntry {
    fn from(entry: audit::AuditEntry) -> Self {
        AuditEntry {
            id: entry.id,
            actor: entry.actor,
            action: entry.action,
            subject: entry.subject,
            order_id: entry.order_id,
            before: entry.state_before.map(|state| state.0),
            after: entry.state_after.map(|state| state.0),
            sealed: entry.seal_id.is_some(),
            redacted_at: entry.redacted_at,
            created_at: entry.created_at,
        }
    }
}

/// The outcome of `mercer audit verify`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AuditChain {
    pub(crate) whole: bool,
    pub(crate) seals: i64,
    /// How many rows they hold.
    pub(crate) sealed: i64,
    /// How many rows wait for a seal.
    pub(crate) waiting: i64,
    /// How many rows had personal data taken out.
    pub(crate) redacted: i64,
    /// The last seal: its hash is what to note elsewhere.
    pub(crate) head: Option<AuditHead>,
    /// How many things do not fit.
    pub(crate) wrong: usize,
    /// The first of them.
    pub(crate) findings: Vec<String>,
}

/// The end of the chain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AuditHead {
    pub(crate) position: i64,
    pub(crate) hash: String,
    pub(crate) created_at: DateTime<Utc>,
}

impl From<audit::Report> for AuditChain {
    fn from(report: audit::Report) -> Self {
        AuditChain {
            whole: report.is_whole(),
            seals: report.seals,
            sealed: report.sealed,
            waiting: report.waiting,
            redacted: report.redacted,
            head: report.head.map(|head| AuditHead {
                position: head.position,
                hash: head.hash,
                created_at: head.created_at,
            }),
            wrong: report.wrong,
            findings: report.faults.iter().map(ToString::to_string).collect(),
        }
    }
}
